// All hosts: searched, filtered, sorted, chosen. What is filtered stands in the address.

import { h } from '../dom/h.js';
import { api } from '../api/routes.js';
import { prefs } from '../store/prefs.js';
import { session } from '../store/session.js';
import { filterOf, accepts, facets } from '../store/host-filter.js';
import { Rows, virtualTable } from '../components/virtual-table.js';
import { facetMenus, pills, closeOutside } from '../components/facets.js';
import { HOST_COLUMNS, sorted } from '../components/host-columns.js';
import { holdDialog, labelDialog, unholdDialog } from '../components/host-actions.js';
import { appDialog, VERB_NAMES, verbLabel } from '../components/app-actions.js';
import { asOf, asOfMenu, pastNotice } from '../components/as-of.js';
import { button, empty, skeleton, problem, link } from '../components/bits.js';
import { save } from '../components/download.js';
import { icons } from '../components/icons.js';
import { csv, selectorOf } from '../text/command.js';
import { absolute, count, many } from '../text/format.js';

const LONGEST_ADDRESS = 4000;

export function hosts(ctx) {
  let at = asOf(ctx);
  // the past does not change any more
  const all = ctx.watch(async (signal) => (at ? (await api.hostsAsOf(at, signal)) ?? [] : api.hosts(null, signal)), (list) => (at ? 3600 : Math.max(8, (list?.length ?? 0) / 150)));
  ctx.onEvent(() => at || all.nudge());
  const rows = new Rows(ctx.redraw);
  const chosen = new Set();
  let memo = {};

  /** Filtering and counting thousands is done once per change, not once per second. */
  const look = () => {
    const query = location.search;
    if (memo.data !== all.data || memo.query !== query) {
      const filter = filterOf(ctx.query);
      const list = all.data ?? [];
      const by = ctx.query.get('sort') ?? 'name';
      const key = by.replace(/^-/, '');
      memo = { data: all.data, query, filter, sort: { by: key, isDown: by.startsWith('-') }, facets: facets(list, filter), shown: sorted(list.filter((host) => accepts(host, filter)), key, by.startsWith('-')) };
    }
    return memo;
  };

  const toggle = (name, value) => {
    const now = ctx.query.getAll(name);
    ctx.go(ctx.withParams({ [name]: now.includes(value) ? now.filter((each) => each !== value) : [...now, value] }));
  };
  const sortBy = (key) => {
    const { sort } = look();
    ctx.go(ctx.withParams({ sort: sort.by === key && !sort.isDown ? `-${key}` : key }), { replace: true });
  };
  const clear = () => ctx.go(location.pathname);
  const choose = (name) => {
    chosen.has(name) ? chosen.delete(name) : chosen.add(name);
    ctx.redraw();
  };

  const mayChoose = () => session.may('operator') && at === null;
  const done = () => {
    chosen.clear();
    all.nudge();
    ctx.redraw();
  };
  /** Those that were chosen and are still there. */
  const those = () => (all.data ?? []).filter((host) => chosen.has(host.name));

  const columns = () => {
    const wanted = prefs.columns ?? HOST_COLUMNS.filter((column) => column.isDefault).map((column) => column.key);
    const shown = HOST_COLUMNS.filter((column) => column.isFixed || (wanted.includes(column.key) && (at === null || column.isOfPast)));
    return mayChoose() ? [chooser(look().shown, chosen, choose, ctx.redraw), ...shown] : shown;
  };

  return {
    title: () => 'Hosts',
    moved: () => {
      if (at !== asOf(ctx)) {
        at = asOf(ctx);
        chosen.clear();
        all.anew();
      }
    },
    actions: () => (chosen.size === 0 ? [] : bulkActions(those(), ctx, done).map((each) => ({ label: `${each.label} ${many(chosen.size, 'selected host')}`.replace('…', ''), run: each.run, tone: each.tone }))),
    keys: {
      j: () => rows.move(1, look().shown.length),
      k: () => rows.move(-1, look().shown.length),
      x: () => look().shown[rows.cursor] && mayChoose() && choose(look().shown[rows.cursor].name),
      Enter: () => look().shown[rows.cursor] && ctx.go(`/hosts/${encodeURIComponent(look().shown[rows.cursor].name)}`),
      Escape: () => {
        chosen.clear();
        ctx.redraw();
      },
    },
    render: () => {
      const { shown, filter, facets: choices, sort } = look();
      return [
        h('header', { class: 'page-head' },
          h('h1', null, 'Hosts'),
          all.data && h('p', { class: 'faint', role: 'status' }, shown.length === all.data.length ? many(all.data.length, 'host') : `${count(shown.length)} of ${many(all.data.length, 'host')}`),
          h('div', { class: 'actions' },
            asOfMenu(ctx),
            columnMenu(ctx.redraw),
            button('CSV', () => save('hosts.csv', csv([HOST_COLUMNS.map((column) => column.label), ...shown.map((host) => HOST_COLUMNS.map((column) => column.text(host)))]), 'text/csv'), { title: 'What is shown, as a table for a spreadsheet', disabled: shown.length === 0 }))),
        pastNotice(ctx),
        h('div', { class: 'toolbar' },
          h('label', { class: 'search' }, icons.search(),
            h('input', { type: 'search', value: filter.q, placeholder: 'Name or label', 'aria-label': 'Search hosts by name or label', oninput: (event) => ctx.go(ctx.withParams({ q: event.target.value }), { replace: true }) }), h('kbd', { 'aria-hidden': 'true' }, '/')),
          facetMenus(choices, toggle)),
        pills(choices, toggle, clear),
        chosen.size > 0 && bulk(those(), shown, ctx, done),
        problem(all.data === null ? all.error : null),
        all.data === null && !all.error && skeleton(10),
        all.data?.length === 0 && (at ? empty('There was no host yet', `Nothing was enrolled on ${absolute(at)}.`) : empty('No hosts yet', h('span', null, 'Enrol the first one with the command in ', link('/settings?new=enrolment', 'Settings'), '.'))),
        all.data?.length > 0 && shown.length === 0 && empty('No host matches', button('Clear the filters', clear)),
        shown.length > 0 && virtualTable({ rows, columns: columns(), items: shown, keyOf: (host) => host.id, caption: 'Hosts', sort, onSort: sortBy, rowClass: (host) => chosen.has(host.name) && 'chosen' }),
      ];
    },
  };
}

function chooser(shown, chosen, choose, redraw) {
  const isAll = shown.length > 0 && shown.every((host) => chosen.has(host.name));
  const toggleAll = () => {
    shown.forEach((host) => (isAll ? chosen.delete(host.name) : chosen.add(host.name)));
    redraw();
  };
  return {
    key: 'choose',
    class: 'choose',
    label: h('input', { type: 'checkbox', checked: isAll, indeterminate: !isAll && chosen.size > 0, onchange: toggleAll, 'aria-label': 'Select every host shown' }),
    cell: (host) => h('input', { type: 'checkbox', checked: chosen.has(host.name), onchange: () => choose(host.name), 'aria-label': `Select ${host.name}` }),
  };
}

function columnMenu(redraw) {
  const wanted = prefs.columns ?? HOST_COLUMNS.filter((column) => column.isDefault).map((column) => column.key);
  return h('details', { class: 'menu end', ontoggle: closeOutside },
    h('summary', { class: 'btn' }, 'Columns'),
    h('div', { class: 'menu-body' }, HOST_COLUMNS.filter((column) => !column.isFixed).map((column) =>
      h('label', { key: column.key, class: 'check' },
        h('input', {
          type: 'checkbox',
          checked: wanted.includes(column.key),
          onchange: () => {
            prefs.columns = wanted.includes(column.key) ? wanted.filter((key) => key !== column.key) : [...wanted, column.key];
            redraw();
          },
        }), column.label))));
}

function bulk(hosts, shown, ctx, done) {
  const clear = () => done();
  return h('div', { class: 'bulk', role: 'region', 'aria-label': 'Selected hosts' },
    h('strong', null, `${many(hosts.length, 'host')} selected`),
    bulkActions(hosts, ctx, done).map((each, i) => button(each.label, each.run, { key: each.label, class: i === 0 ? 'primary' : each.tone === 'danger' ? 'danger-ghost' : '' })),
    button('Clear', clear, { class: 'ghost' }),
    hosts.some((host) => !shown.includes(host)) && h('span', { class: 'faint' }, 'some are outside the present filter'));
}

/** Hundreds of names are too long for an address. */
function rollOut(selector, ctx) {
  const address = `/rollouts/new?selector=${encodeURIComponent(selector)}`;
  address.length <= LONGEST_ADDRESS ? ctx.go(address) : ctx.go('/rollouts/new', { state: { selector } });
}

/** What can be done to these hosts as they are: nothing is offered that would do nothing. */
function bulkActions(hosts, ctx, done) {
  const names = hosts.map((host) => host.name);
  const held = hosts.filter((host) => host.hold);
  const goals = new Set(hosts.flatMap((host) => host.apps.map((app) => app.goal)));
  const isOffered = { restart: goals.has('running'), stop: goals.has('running'), start: goals.has('stopped'), remove: false };
  return [
    { label: 'Roll out…', run: () => rollOut(selectorOf(names), ctx) },
    ...VERB_NAMES.filter((verb) => isOffered[verb]).map((verb) => ({ label: verbLabel(verb), run: () => appDialog(verb, hosts, { redraw: ctx.redraw, done }) })),
    held.length < hosts.length && { label: 'Hold…', run: () => holdDialog(hosts.filter((host) => !host.hold).map((host) => host.name), done) },
    held.length > 0 && { label: 'Lift holds…', run: () => unholdDialog(held, done) },
    { label: 'Label…', run: () => labelDialog(names, done) },
  ].filter(Boolean);
}
