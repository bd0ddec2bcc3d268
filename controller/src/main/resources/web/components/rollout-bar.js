// How far a rollout is, in one line.

import { h } from '../dom/h.js';
import { stackedBar } from './bits.js';
import { ROLLOUT_HOST } from '../text/words.js';
import { count } from '../text/format.js';

/** Hosts that are to change: those left out do not count. */
export const concerned = (counts) => Object.entries(counts).reduce((sum, [status, n]) => (status === 'skipped' ? sum : sum + n), 0);

export function rolloutBar(rollout) {
  const { counts } = rollout;
  const all = concerned(counts);
  const parts = Object.entries(ROLLOUT_HOST)
    .filter(([status]) => status !== 'skipped')
    .map(([status, say]) => ({ key: status, label: say.label, tone: say.tone === 'mute' ? 'rest' : say.tone, value: counts[status] ?? 0 }));
  return h('div', { class: 'rollout-bar' },
    stackedBar(parts, parts.filter((part) => part.value > 0).map((part) => `${part.label} ${part.value}`).join(', ') || 'no hosts'),
    h('span', { class: 'num' }, `${count(counts.done ?? 0)} / ${count(all)}`));
}
