// One entry of the ledger, in a list.

import { h, cls } from '../dom/h.js';
import { time, hostLink, rolloutLink, tag } from './bits.js';
import { eventTone, sentence, words } from '../text/words.js';

/** The interface gives the newest ones in the order in which they happened. */
export const newestFirst = (items) => [...(items ?? [])].sort((a, b) => b.seq - a.seq);

export function eventRow(event, { withHost = true } = {}) {
  return h('li', { key: event.seq, class: cls('event', eventTone(event.kind)) },
    h('span', { class: 'event-mark', 'aria-hidden': 'true' }),
    h('div', null,
      h('p', { class: 'event-line' }, h('b', null, sentence(event.kind)), event.reason && tag(words(event.reason), 'bad'), h('span', { class: 'event-time' }, time(event.at))),
      h('p', { class: 'event-text' }, event.message),
      h('p', { class: 'event-meta' },
        h('a', { href: `/history?seq=${event.seq}`, class: 'num', 'aria-label': `Entry ${event.seq}` }, `#${event.seq}`),
        h('span', null, event.actor),
        withHost && event.host && hostLink(event.host),
        event.rollout_id && rolloutLink(event.rollout_id, 'rollout'))));
}
