// Every rollout, newest first.

import { h } from '../dom/h.js';
import { api } from '../api/routes.js';
import { session } from '../store/session.js';
import { badge, button, empty, link, problem, skeleton, time } from '../components/bits.js';
import { rolloutBar } from '../components/rollout-bar.js';
import { ROLLOUT, words } from '../text/words.js';

export function rollouts(ctx) {
  let older = [];
  let cursor;
  const list = ctx.watch((signal) => api.rollouts({ app: ctx.query.get('app'), status: ctx.query.get('status'), limit: 50 }, signal), 5);
  ctx.onEvent((event) => event.rollout_id && list.nudge());
  let at = -1;

  const more = async () => {
    const page = await api.rollouts({ app: ctx.query.get('app'), status: ctx.query.get('status'), limit: 50, cursor: cursor ?? list.data.next_cursor });
    older = [...older, ...page.items];
    cursor = page.next_cursor;
    ctx.redraw();
  };
  const items = () => {
    const newest = list.data?.items ?? [];
    const known = new Set(newest.map((each) => each.id));
    return [...newest, ...older.filter((each) => !known.has(each.id))];
  };
  const step = (by) => {
    at = Math.max(0, Math.min(items().length - 1, at + by));
    ctx.redraw();
    requestAnimationFrame(() => document.querySelector('.grid .cursor')?.scrollIntoView({ block: 'nearest' }));
  };

  return {
    title: () => 'Rollouts',
    moved: () => {
      older = [];
      cursor = undefined;
      list.anew();
    },
    keys: {
      j: () => step(1),
      k: () => step(-1),
      Enter: () => items()[at] && ctx.go(`/rollouts/${encodeURIComponent(items()[at].id)}`),
    },
    render: () => {
      const status = ctx.query.get('status') ?? '';
      return [
        h('header', { class: 'page-head' },
          h('h1', null, 'Rollouts'),
          h('div', { class: 'actions' },
            h('label', { class: 'inline' }, 'Status ',
              h('select', { value: status, onchange: (event) => ctx.go(ctx.withParams({ status: event.target.value })) },
                h('option', { value: '' }, 'any'), Object.entries(ROLLOUT).map(([value, say]) => h('option', { key: value, value }, say.label)))),
            session.may('operator') && h('a', { class: 'btn primary', href: '/rollouts/new' }, 'New rollout'))),
        problem(list.data === null ? list.error : null),
        list.data === null && !list.error && skeleton(8),
        list.data && items().length === 0 && empty(status ? 'No rollout is in that state' : 'No rollouts yet', 'A rollout brings a version to a selection of hosts, batch by batch, behind health gates.'),
        items().length > 0 && table(items(), at),
        (cursor === undefined ? list.data?.next_cursor : cursor) && button('Older ones', more),
      ];
    },
  };
}

function table(items, at) {
  return h('div', { class: 'table-wrap' }, h('table', { class: 'grid stackable' },
    h('caption', { class: 'visually-hidden' }, 'Rollouts, newest first'),
    h('thead', null, h('tr', null, ['App', 'To', 'Status', 'Progress', 'Hosts', 'By', 'Began'].map((head) => h('th', { key: head, scope: 'col' }, head)))),
    h('tbody', null, items.map((each, i) =>
      h('tr', { key: each.id, class: i === at ? 'cursor' : '' },
        h('td', null, link(`/rollouts/${encodeURIComponent(each.id)}`, each.app)),
        h('td', { class: 'num' }, each.version ?? each.goal),
        h('td', null, badge(ROLLOUT[each.status], each.awaiting_promotion ? 'Waits for promotion' : null), each.reason && h('span', { class: 'faint' }, ' ', words(each.reason))),
        h('td', { class: 'wide-cell' }, rolloutBar(each)),
        h('td', { 'data-label': 'hosts' }, h('code', null, each.selector || 'all')),
        h('td', { 'data-label': 'by' }, each.created_by),
        h('td', { 'data-label': 'began' }, time(each.created_at)))))));
}
