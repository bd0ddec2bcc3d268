// One dialog at a time, a real <dialog>: focus stays inside, Escape closes it and focus goes back.

import { h, cls } from '../dom/h.js';
import { button, problem } from './bits.js';

let current = null;
let redraw = () => {};

export const dialogs = {
  listen(listener) {
    redraw = listener;
  },
  /** For what is typed into a dialog and changes what it shows. */
  redraw: () => redraw(),
  get isOpen() {
    return current !== null;
  },
  /**
   * @param title what is asked
   * @param body function that describes the content
   * @param confirm {label, run, tone, isReady} or null where there is nothing to decide; `label` may be a function, `run`
   *     may fail, which is shown, and `isReady` says whether it can be decided yet
   * @param isWide for what holds a table
   */
  open({ title, body, confirm = null, isWide = false, onClose = null }) {
    current?.onClose?.();
    current = { title, body, confirm, isWide, onClose, error: null, isBusy: false };
    redraw();
  },
  close() {
    const dialog = current;
    current = null;
    dialog?.onClose?.();
    redraw();
  },
};

const isReady = (confirm) => confirm.isReady?.() ?? true;
const labelOf = (confirm) => (typeof confirm.label === 'function' ? confirm.label() : confirm.label);

async function run(dialog) {
  dialog.isBusy = true;
  dialog.error = null;
  redraw();
  try {
    await dialog.confirm.run();
    if (current === dialog) {
      dialogs.close();
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
    class: cls('dialog', dialog.isWide && 'wide'),
    'aria-labelledby': 'dialog-title',
    // closed before it goes, so that the focus returns to where it was
    hook: { created: (node) => node.isConnected && node.showModal(), removed: (node) => node.close() },
    oncancel: (event) => {
      event.preventDefault();
      dialogs.close();
    },
  },
  h('form', {
    method: 'dialog',
    onsubmit: (event) => {
      event.preventDefault();
      if (dialog.confirm && !dialog.isBusy && isReady(dialog.confirm)) {
        run(dialog);
      }
    },
  },
  h('h2', { id: 'dialog-title' }, dialog.title),
  h('div', { class: 'dialog-body' }, dialog.body()),
  problem(dialog.error),
  h('footer', null,
    button(dialog.confirm ? 'Cancel' : 'Close', () => dialogs.close()),
    dialog.confirm && h('button', { type: 'submit', class: `btn ${dialog.confirm.tone ?? 'primary'}`, disabled: dialog.isBusy || !isReady(dialog.confirm) }, dialog.isBusy ? 'Working…' : labelOf(dialog.confirm)))));
}
