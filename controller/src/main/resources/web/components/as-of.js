// Choosing a moment of the past. The address carries it in UTC, so that it means the same to whoever gets it.

import { h } from '../dom/h.js';
import { button, link } from './bits.js';
import { closeOutside } from './facets.js';
import { clock } from '../store/clock.js';
import { absolute, ago, instantOf, localInput } from '../text/format.js';

const HOUR = 3_600_000;
const BACK = [['1 hour ago', HOUR], ['6 hours ago', 6 * HOUR], ['1 day ago', 24 * HOUR], ['1 week ago', 168 * HOUR]];

/** The moment that an address speaks of, as an instant, or null for now. */
export const asOf = (ctx) => instantOf(ctx.query.get('as_of'));

/** The field and the shortcuts; `go` is called with an instant, or null for now. */
export function asOfPicker(at, choose) {
  return h('div', { class: 'as-of' },
    h('label', { class: 'inline' }, h('span', null, 'As of'),
      h('input', { type: 'datetime-local', name: 'as_of', step: 1, value: at ? localInput(at) : '', max: localInput(new Date(clock.now()).toISOString()), onchange: (event) => choose(instantOf(event.target.value)) })),
    h('div', { class: 'choices' }, BACK.map(([label, millis]) =>
      button(label, () => choose(new Date(Math.floor((clock.now() - millis) / 1000) * 1000).toISOString()), { key: label, class: 'small' }))));
}

/** A menu to put into a page's head. */
export function asOfMenu(ctx) {
  const at = asOf(ctx);
  const choose = (instant) => ctx.go(ctx.withParams({ as_of: instant }));
  return h('details', { class: 'menu end', ontoggle: closeOutside },
    h('summary', { class: 'btn' }, 'As of…'),
    h('div', { class: 'menu-body wide' }, asOfPicker(at, choose), h('p', { class: 'hint' }, 'The ledger knows what each host was to run, and ran, at any moment since it was enrolled.')));
}

/** Says above a page that it is not about now. */
export function pastNotice(ctx) {
  const at = asOf(ctx);
  return at && h('div', { class: 'notice info past-notice', role: 'status' },
    h('p', null, h('strong', null, `As of ${absolute(at)}`), ` (${ago(at)}, your time), as the ledger tells it. Measurements are not part of it.`),
    h('div', { class: 'actions' }, link(`/history?as_of=${encodeURIComponent(at)}`, 'In the history'), button('Back to now', () => ctx.go(ctx.withParams({ as_of: null })), { class: 'small' })));
}
