// One entry of the ledger, in a list.

import { h, cls } from '../dom/h.js';
import { time, hostLink, rolloutLink, tag } from './bits.js';
import { eventTone, sentence, words } from '../text/words.js';

/** The interface gives the newest ones in the order in which they happened. */
export const newestFirst = (items) => [...(items ?? [])].sort((a, b) => b.seq - a.seq);

/** What succeeded may still have something to say. */
export const reasonTag = (event) => event.reason && tag(words(event.reason), eventTone(event.kind) === 'ok' ? 'warn' : 'bad');

/** Neighbours that say the same of different hosts, as one: [[event, …]]. */
export function runs(events) {
  const found = [];
  for (const event of events) {
    const before = found.at(-1)?.[0];
    const isSame = before && event.host && before.host && before.kind === event.kind && before.rollout_id === event.rollout_id && before.reason === event.reason && before.app === event.app && before.version === event.version;
    isSame ? found.at(-1).push(event) : found.push([event]);
  }
  return found;
}

const NAMED = 3;

/** @param run of `runs`; one that is long says how many, and names the first */
export function runRow(run) {
  if (run.length === 1) {
    return eventRow(run[0]);
  }
  const [event] = run;
  return h('li', { key: `run-${run.at(-1).seq}`, class: cls('event', eventTone(event.kind)) },
    h('span', { class: 'event-mark', 'aria-hidden': 'true' }),
    h('div', null,
      h('p', { class: 'event-line' }, h('b', null, sentence(event.kind)), reasonTag(event), h('span', { class: 'event-time' }, time(event.at))),
      h('p', { class: 'event-text' }, event.app && `${event.app} ${event.version ?? ''} `, h('b', null, `on ${run.length} hosts`)),
      h('p', { class: 'event-meta' },
        h('a', { href: `/history?seq=${run.at(-1).seq}`, class: 'num' }, `#${run.at(-1).seq}–${event.seq}`),
        run.slice(0, NAMED).map((each) => h('span', { key: each.seq }, hostLink(each.host))),
        run.length > NAMED && h('span', null, `and ${run.length - NAMED} more`),
        event.rollout_id && rolloutLink(event.rollout_id, 'rollout'))));
}

export function eventRow(event, { withHost = true } = {}) {
  return h('li', { key: event.seq, class: cls('event', eventTone(event.kind)) },
    h('span', { class: 'event-mark', 'aria-hidden': 'true' }),
    h('div', null,
      h('p', { class: 'event-line' }, h('b', null, sentence(event.kind)), reasonTag(event), h('span', { class: 'event-time' }, time(event.at))),
      h('p', { class: 'event-text' }, event.message),
      h('p', { class: 'event-meta' },
        h('a', { href: `/history?seq=${event.seq}`, class: 'num', 'aria-label': `Entry ${event.seq}` }, `#${event.seq}`),
        h('span', null, event.actor),
        withHost && event.host && hostLink(event.host),
        event.rollout_id && rolloutLink(event.rollout_id, 'rollout'))));
}
