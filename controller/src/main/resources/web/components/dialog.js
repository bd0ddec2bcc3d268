// One dialog at a time, a real <dialog>: focus stays inside, Escape closes it and focus goes back.

import { h } from '../dom/h.js';
import { button, problem } from './bits.js';

let current = null;
let redraw = () => {};

export const dialogs = {
  listen(listener) {
    redraw = listener;
  },
  get isOpen() {
    return current !== null;
  },
  /**
   * @param title what is asked
   * @param body function that describes the content
   * @param confirm {label, run, tone} or null where there is nothing to decide; `run` may fail, which is shown
   */
  open({ title, body, confirm = null }) {
    current = { title, body, confirm, error: null, isBusy: false };
    redraw();
  },
  close() {
    current = null;
    redraw();
  },
};

async function run(dialog) {
  dialog.isBusy = true;
  dialog.error = null;
  redraw();
  try {
    await dialog.confirm.run();
    if (current === dialog) {
      current = null;
    }
  } catch (failure) {
    dialog.error = failure;
  }
  dialog.isBusy = false;
  redraw();
}

export function dialogSlot() {
  if (current === null) {
    return null;
  }
  const dialog = current;
  return h('dialog', {
    key: 'dialog',
    class: 'dialog',
    'aria-labelledby': 'dialog-title',
    hook: { created: (node) => node.isConnected && node.showModal() },
    oncancel: (event) => {
      event.preventDefault();
      dialogs.close();
    },
  },
  h('form', {
    method: 'dialog',
    onsubmit: (event) => {
      event.preventDefault();
      if (dialog.confirm && !dialog.isBusy) {
        run(dialog);
      }
    },
  },
  h('h2', { id: 'dialog-title' }, dialog.title),
  h('div', { class: 'dialog-body' }, dialog.body()),
  problem(dialog.error),
  h('footer', null,
    button(dialog.confirm ? 'Cancel' : 'Close', () => dialogs.close()),
    dialog.confirm && h('button', { type: 'submit', class: `btn ${dialog.confirm.tone ?? 'primary'}`, disabled: dialog.isBusy }, dialog.isBusy ? 'Working…' : dialog.confirm.label))));
}
