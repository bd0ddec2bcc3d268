// The ledger: who did what, when, and whether all of it is as it was written.

import { h, cls } from '../dom/h.js';
import { api } from '../api/routes.js';
import { newestFirst, reasonTag } from '../components/event-row.js';
import { badge, button, empty, facts, hostLink, link, problem, rolloutLink, skeleton, time } from '../components/bits.js';
import { dialogs } from '../components/dialog.js';
import { toast } from '../components/toasts.js';
import { save } from '../components/download.js';
import { pastCard } from '../components/past.js';
import { EVENT_GROUPS } from '../text/event-kinds.js';
import { eventTone, sentence, words } from '../text/words.js';
import { absolute, instantOf, localInput } from '../text/format.js';
import { csv } from '../text/command.js';

const PAGE = 100;
const FIELDS = ['kind', 'host', 'app', 'rollout', 'actor'];

export function history(ctx) {
  const state = { limit: PAGE, check: null };
  const params = () => {
    const query = ctx.query;
    const seq = query.get('seq');
    if (seq && /^\d+$/.test(seq)) {
      return { after: Math.max(0, Number(seq) - 1), limit: 1 };
    }
    return { ...Object.fromEntries(FIELDS.map((name) => [name, query.get(name)])), since: instantOf(query.get('since')), newest: true, limit: state.limit };
  };
  let asked = JSON.stringify(params());
  let at = -1;
  const events = ctx.watch((signal) => api.events(params(), signal), 30);
  const items = () => newestFirst(events.data?.items);
  const step = (by) => {
    at = Math.max(0, Math.min(items().length - 1, at + by));
    ctx.redraw();
    requestAnimationFrame(() => document.querySelector('.grid .cursor')?.scrollIntoView({ block: 'nearest' }));
  };
  ctx.onEvent(() => ctx.query.get('seq') === null && events.nudge());
  const verify = async () => {
    state.check = 'busy';
    ctx.redraw();
    try {
      state.check = (await verifyAll()) ?? 'unknown';
    } catch (failure) {
      state.check = null;
      toast(failure.message, 'bad');
    }
    ctx.redraw();
  };

  return {
    title: () => 'History',
    moved: () => {
      const now = JSON.stringify({ ...params(), limit: PAGE });
      if (now !== asked) {
        asked = now;
        at = -1;
        state.limit = PAGE;
        events.anew();
      }
    },
    keys: {
      j: () => step(1),
      k: () => step(-1),
      Enter: () => items()[at] && details(items()[at]),
    },
    actions: () => [{ label: 'Verify the chain of the history', run: verify }],
    render: () => {
      const shown = items();
      const seq = ctx.query.get('seq');
      return [
        h('header', { class: 'page-head' },
          h('h1', null, 'History'),
          h('div', { class: 'actions' },
            chain(state.check),
            button('Verify the chain', verify, { disabled: state.check === 'busy', title: 'Recomputes every entry’s hash from the first on' }),
            button('CSV', () => save('history.csv', csv([['seq', 'at', 'actor', 'kind', 'host', 'app', 'version', 'rollout', 'reason', 'message'], ...shown.map((e) => [e.seq, e.at, e.actor, e.kind, e.host, e.app, e.version, e.rollout_id, e.reason, e.message])]), 'text/csv'), { disabled: shown.length === 0 }))),
        seq ? h('p', { class: 'pills' }, h('a', { class: 'pill', href: '/history' }, `Entry #${seq} ×`)) : filters(ctx),
        pastCard(ctx),
        problem(events.data === null ? events.error : null),
        events.data === null && !events.error && skeleton(10),
        events.data && shown.length === 0 && empty('Nothing in the ledger matches', 'Widen the filters.'),
        shown.length > 0 && table(shown, at),
        shown.length === state.limit && state.limit < 1000 && !seq && button('Older ones', () => {
          state.limit = Math.min(1000, state.limit + 200);
          events.refresh();
        }),
      ];
    },
  };
}

/** The controller checks its own chain in stretches; from an earlier one that cannot, null. */
async function verifyAll() {
  let after = 0;
  for (;;) {
    const check = await api.verify({ after });
    if (check === null || check.next_after === null || check.next_after === undefined) {
      return check;
    }
    after = check.next_after;
  }
}

function chain(check) {
  if (check === null) {
    return null;
  }
  if (check === 'busy') {
    return h('span', { class: 'faint', role: 'status' }, 'Checking…');
  }
  if (check === 'unknown') {
    return h('span', { class: 'faint', role: 'status' }, 'this controller cannot check its chain yet');
  }
  return h('span', { role: 'status' }, check.first_broken_seq
    ? badge({ label: `Broken at #${check.first_broken_seq}: ${check.detail}`, tone: 'bad', shape: '✕' })
    : badge({ label: `Unbroken up to #${check.checked_to}`, tone: 'ok', shape: '✓' }));
}

function filters(ctx) {
  const query = ctx.query;
  const input = (name, label, props = {}) =>
    h('label', { key: name, class: 'inline' }, h('span', null, label),
      h('input', { name, value: query.get(name) ?? '', autocomplete: 'off', onchange: (event) => ctx.go(ctx.withParams({ [name]: event.target.value })), ...props }));
  return h('form', { class: 'toolbar', role: 'search', onsubmit: (event) => event.preventDefault() },
    h('label', { class: 'inline' }, h('span', null, 'Kind'),
      h('select', { name: 'kind', value: query.get('kind') ?? '', onchange: (event) => ctx.go(ctx.withParams({ kind: event.target.value })) }, h('option', { value: '' }, 'any'), Object.entries(EVENT_GROUPS).map(([group, kinds]) => h('optgroup', { key: group, label: group }, kinds.map((kind) => h('option', { key: kind, value: kind }, words(kind))))))),
    input('host', 'Host', { type: 'search' }), input('app', 'App'), input('actor', 'By'), input('rollout', 'Rollout'),
    input('since', 'Since', { type: 'datetime-local', step: 1, value: instantOf(query.get('since')) ? localInput(instantOf(query.get('since'))) : '', onchange: (event) => ctx.go(ctx.withParams({ since: instantOf(event.target.value) })) }),
    [...query.keys()].some((key) => key !== 'as_of') && button('Clear', () => ctx.go('/history'), { class: 'ghost' }));
}

function table(items, at) {
  return h('div', { class: 'table-wrap' }, h('table', { class: 'grid stackable ledger' },
    h('caption', { class: 'visually-hidden' }, 'Entries of the ledger, newest first'),
    h('thead', null, h('tr', null, ['#', 'When', 'What', 'Where', 'By', ''].map((head) => h('th', { key: head, scope: 'col', class: head === '#' ? 'right' : '' }, head || h('span', { class: 'visually-hidden' }, 'Details'))))),
    h('tbody', null, items.map((event, i) =>
      h('tr', { key: event.seq, class: i === at ? 'cursor' : '' },
        h('td', { class: 'num right' }, h('a', { href: `/history?seq=${event.seq}` }, event.seq)),
        h('td', { class: 'nowrap' }, time(event.at)),
        h('td', { class: 'wrap' }, h('span', { class: cls('event-mark', eventTone(event.kind)), 'aria-hidden': 'true' }), h('b', null, sentence(event.kind)), ' ', reasonTag(event), h('span', { class: 'event-text' }, event.message)),
        h('td', null, event.host && hostLink(event.host), event.app && h('span', { class: 'faint' }, ` ${event.app} ${event.version ?? ''}`)),
        h('td', null, event.actor),
        h('td', { class: 'right' }, button('Details', () => details(event), { class: 'ghost small', 'aria-label': `Details of entry ${event.seq}` })))))));
}

function details(event) {
  dialogs.open({
    title: `#${event.seq} · ${sentence(event.kind)}`,
    body: () => [
      h('p', null, event.message),
      facts([
        ['Written', absolute(event.at)],
        event.happened_at && ['Happened', absolute(event.happened_at)],
        ['By', event.actor],
        event.host && ['Host', hostLink(event.host)],
        event.app && ['App', `${event.app} ${event.version ?? ''}`],
        event.rollout_id && ['Rollout', rolloutLink(event.rollout_id)],
        ['The fleet then', link(`/history?as_of=${encodeURIComponent(event.at)}`, 'as it was')],
        ['Hash', h('code', { class: 'hash' }, event.hash)],
      ]),
      event.body && h('pre', { tabindex: '0', 'aria-label': 'The whole fact' }, JSON.stringify(event.body, null, 2)),
    ],
  });
}
