// Steering a rollout. Each button says what it will do before it does it.

import { h } from '../dom/h.js';
import { api } from '../api/routes.js';
import { dialogs } from './dialog.js';
import { button, copyable } from './bits.js';
import { toast } from './toasts.js';
import { many } from '../text/format.js';

/** What is possible in each state, the likeliest first. */
const POSSIBLE = {
  running: ['promote', 'pause', 'rollback', 'abort'],
  paused: ['promote', 'resume', 'rollback', 'abort'],
  rolling_back: ['abort'],
  succeeded: ['rollback'],
  failed: ['rollback'],
  aborted: ['rollback'],
  rolled_back: [],
};

const touched = ({ counts }) => (counts.done ?? 0) + (counts.baking ?? 0) + (counts.updating ?? 0) + (counts.failed ?? 0);

const ACTIONS = {
  promote: {
    label: 'Promote the canary',
    short: (it) => `goes on with ${many(it.counts.waiting ?? 0, 'waiting host')}`,
    effect: (it) => `The canary is good: the rollout goes on with the next of ${many(it.batches, 'batch', 'batches')}; ${many(it.counts.waiting ?? 0, 'host')} still wait.`,
    tone: 'primary',
    isFor: (it) => it.awaiting_promotion,
  },
  pause: {
    label: 'Pause',
    short: () => 'no further batch starts',
    effect: (it) => `No further batch starts. The ${many(it.counts.updating ?? 0, 'host')} at work finish what they have begun; nothing is taken back.`,
  },
  resume: {
    label: 'Resume',
    short: (it) => `goes on with ${many(it.counts.waiting ?? 0, 'waiting host')}`,
    effect: (it) => `The rollout goes on where it stands, at batch ${it.batch} of ${it.batches}.`,
    tone: 'primary',
  },
  rollback: {
    label: 'Roll back',
    short: (it) => `brings ${many(touched(it), 'host')} back`,
    effect: (it) => `${many(touched(it), 'host')} that this rollout has changed go back to what they ran before, from their own disks. Waiting hosts are left as they are.`,
    tone: 'danger',
  },
  abort: {
    label: 'Abort',
    short: (it) => `leaves ${many(it.counts.waiting ?? 0, 'waiting host')} untouched`,
    effect: (it) => `The rollout ends here. ${many(it.counts.waiting ?? 0, 'waiting host')} are left untouched; hosts that were told the new version keep it.`,
    tone: 'danger',
  },
};

const possible = (it) => (POSSIBLE[it.status] ?? []).filter((name) => ACTIONS[name].isFor?.(it) ?? true);

/** The same, for the palette. */
export const rolloutActions = (it, done) => possible(it).map((name) => ({ label: `${ACTIONS[name].label}…`, detail: ACTIONS[name].short(it), tone: ACTIONS[name].tone, run: () => ask(name, it, done) }));

export function rolloutButtons(it, done) {
  const names = possible(it);
  return names.length === 0 ? null : h('div', { class: 'effect-buttons' }, names.map((name) => {
    const action = ACTIONS[name];
    return h('div', { key: name, class: 'effect' },
      button(action.label, () => ask(name, it, done), { class: action.tone === 'primary' ? 'primary' : action.tone === 'danger' ? 'danger-ghost' : '', 'aria-describedby': `effect-${name}` }),
      h('span', { id: `effect-${name}`, class: 'faint' }, action.short(it)));
  }));
}

function ask(name, it, done) {
  const action = ACTIONS[name];
  dialogs.open({
    title: `${action.label}: ${it.app} ${it.version ?? it.goal}`,
    body: () => [h('p', null, action.effect(it)), h('p', { class: 'label' }, 'Same as'), copyable(`globohub rollout ${name} ${it.id}`)],
    confirm: {
      label: action.label,
      tone: action.tone === 'danger' ? 'danger' : 'primary',
      run: async () => {
        await api.act(it.id, name);
        toast(`${action.label}: done`);
        done();
      },
    },
  });
}
