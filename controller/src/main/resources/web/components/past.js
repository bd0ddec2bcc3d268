// How the fleet was at a moment: which host was to run which version then.

import { h } from '../dom/h.js';
import { api } from '../api/routes.js';
import { empty, hostLink, problem, skeleton } from './bits.js';
import { many } from '../text/format.js';

const states = new WeakMap();

export function pastCard(ctx) {
  const at = ctx.query.get('as_of');
  return h('details', { class: 'card past', open: at !== null },
    h('summary', { class: 'card-head' }, 'The fleet at an earlier moment'),
    h('div', { class: 'card-body' },
      h('label', { class: 'inline' }, h('span', null, 'As of'),
        h('input', { type: 'datetime-local', name: 'as_of', value: at ?? '', onchange: (event) => ctx.go(ctx.withParams({ as_of: event.target.value })) })),
      at && answer(look(ctx, at))));
}

function look(ctx, at) {
  let state = states.get(ctx);
  if (state?.at !== at) {
    state = { at, hosts: undefined, error: null };
    states.set(ctx, state);
    api.hostsAsOf(new Date(at).toISOString())
      .then((hosts) => { state.hosts = hosts; })
      .catch((failure) => { state.error = failure; })
      .finally(ctx.redraw);
  }
  return state;
}

function answer({ hosts, error }) {
  if (error) {
    return problem(error);
  }
  if (hosts === undefined) {
    return skeleton(4);
  }
  if (hosts === null) {
    return h('p', { class: 'notice warn' }, 'This controller remembers what happened, but cannot show a whole earlier fleet. The entries below tell it host by host.');
  }
  return hosts.length === 0 ? empty('There was no host yet') : [
    h('p', { class: 'faint' }, many(hosts.length, 'host')),
    h('div', { class: 'table-wrap scroll', tabindex: '0', role: 'region', 'aria-label': 'Hosts then' }, h('table', { class: 'grid' },
      h('thead', null, h('tr', null, ['Host', 'App', 'Desired', 'Running'].map((head) => h('th', { key: head, scope: 'col' }, head)))),
      h('tbody', null, hosts.flatMap((host) => (host.apps.length === 0 ? [{}] : host.apps).map((app) =>
        h('tr', { key: `${host.id} ${app.app}` }, h('td', null, hostLink(host.name)), h('td', null, app.app ?? '–'), h('td', { class: 'num' }, app.desired_version ?? '–'), h('td', { class: 'num' }, app.running_version ?? '–'))))))),
  ];
}
