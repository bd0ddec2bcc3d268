// All hosts: searched, filtered, sorted, chosen. What is filtered stands in the address.

import { h } from '../dom/h.js';
import { api } from '../api/routes.js';
import { prefs } from '../store/prefs.js';
import { session } from '../store/session.js';
import { filterOf, accepts, facets } from '../store/host-filter.js';
import { Rows, virtualTable } from '../components/virtual-table.js';
import { facetMenus, pills, closeOutside } from '../components/facets.js';
import { HOST_COLUMNS, sorted } from '../components/host-columns.js';
import { holdDialog, labelDialog } from '../components/host-actions.js';
import { button, empty, skeleton, problem, link } from '../components/bits.js';
import { save } from '../components/download.js';
import { icons } from '../components/icons.js';
import { csv, selectorOf } from '../text/command.js';
import { count, many } from '../text/format.js';

export function hosts(ctx) {
  const all = ctx.watch((signal) => api.hosts(null, signal), (list) => Math.max(8, (list?.length ?? 0) / 150));
  ctx.onEvent(() => all.nudge());
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

  const columns = () => {
    const wanted = prefs.columns ?? HOST_COLUMNS.filter((column) => column.isDefault).map((column) => column.key);
    const shown = HOST_COLUMNS.filter((column) => column.isFixed || wanted.includes(column.key));
    return session.may('operator') ? [chooser(look().shown, chosen, choose, ctx.redraw), ...shown] : shown;
  };

  return {
    title: () => 'Hosts',
    keys: {
      j: () => rows.move(1, look().shown.length),
      k: () => rows.move(-1, look().shown.length),
      x: () => look().shown[rows.cursor] && session.may('operator') && choose(look().shown[rows.cursor].name),
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
            columnMenu(ctx.redraw),
            button('CSV', () => save('hosts.csv', csv([HOST_COLUMNS.map((column) => column.label), ...shown.map((host) => HOST_COLUMNS.map((column) => column.text(host)))]), 'text/csv'), { title: 'What is shown, as a table for a spreadsheet', disabled: shown.length === 0 }))),
        h('div', { class: 'toolbar' },
          h('label', { class: 'search' }, icons.search(),
            h('input', { type: 'search', value: filter.q, placeholder: 'Name or label', 'aria-label': 'Search hosts by name or label', oninput: (event) => ctx.go(ctx.withParams({ q: event.target.value }), { replace: true }) }), h('kbd', { 'aria-hidden': 'true' }, '/')),
          facetMenus(choices, toggle)),
        pills(choices, toggle, clear),
        chosen.size > 0 && bulk(chosen, shown, ctx),
        problem(all.data === null ? all.error : null),
        all.data === null && !all.error && skeleton(10),
        all.data?.length === 0 && empty('No hosts yet', h('span', null, 'Enrol the first one with the command in ', link('/settings', 'Settings'), '.')),
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

function bulk(chosen, shown, ctx) {
  const names = [...chosen];
  const done = () => {
    chosen.clear();
    ctx.redraw();
  };
  return h('div', { class: 'bulk', role: 'region', 'aria-label': 'Selected hosts' },
    h('strong', null, `${many(names.length, 'host')} selected`),
    h('a', { class: 'btn primary', href: `/rollouts/new?selector=${encodeURIComponent(selectorOf(names))}` }, 'Roll out…'),
    button('Hold…', () => holdDialog(names, done)),
    button('Label…', () => labelDialog(names, done)),
    button('Clear', done, { class: 'ghost' }),
    names.some((name) => !shown.some((host) => host.name === name)) && h('span', { class: 'faint' }, 'some are outside the present filter'));
}
