// Which hosts serve a Python package: asked when a hole in one becomes known.

import { h } from '../dom/h.js';
import { api } from '../api/routes.js';
import { empty, hostLink, problem, skeleton } from '../components/bits.js';
import { many } from '../text/format.js';

export function packages(ctx) {
  const wanted = () => ({ name: ctx.query.get('name'), version: ctx.query.get('version') });
  const state = { isAsking: false, answer: undefined, error: null };

  const ask = async () => {
    if (!wanted().name) {
      return;
    }
    state.isAsking = true;
    state.error = null;
    ctx.redraw();
    try {
      state.answer = await api.packages(wanted());
    } catch (failure) {
      state.error = failure;
    }
    state.isAsking = false;
    ctx.redraw();
  };
  ask();

  const submit = (event) => {
    event.preventDefault();
    const form = new FormData(event.target);
    const address = ctx.withParams({ name: form.get('name').trim(), version: form.get('version').trim() });
    address === location.pathname + location.search ? ask() : ctx.go(address);
  };

  return {
    title: () => 'Packages',
    moved: () => {
      state.answer = undefined;
      ask();
    },
    render: () => [
      h('header', { class: 'page-head' }, h('h1', null, 'Packages'), h('p', { class: 'faint' }, 'what the running processes can import')),
      h('form', { class: 'toolbar', role: 'search', onsubmit: submit },
        h('label', { class: 'inline' }, h('span', null, 'Package'), h('input', { type: 'search', name: 'name', value: wanted().name ?? '', required: true, placeholder: 'Werkzeug', autocomplete: 'off' })),
        h('label', { class: 'inline' }, h('span', null, 'Version'), h('input', { name: 'version', value: wanted().version ?? '', placeholder: '<2.2.3', autocomplete: 'off' })),
        h('button', { type: 'submit', class: 'btn primary' }, 'Which hosts?')),
      problem(state.error),
      state.isAsking && skeleton(6),
      !state.isAsking && !state.error && answer(state.answer, wanted()),
    ],
  };
}

function answer(found, { name, version }) {
  if (!name) {
    return empty('Ask for a package', 'For example Werkzeug below 2.2.3, the day a hole in it becomes known.');
  }
  if (found === undefined) {
    return null;
  }
  if (found === null) {
    return h('p', { class: 'notice warn' }, 'This controller cannot answer yet which packages run where.');
  }
  if (found.items.length === 0) {
    return empty(`No process can import ${name} ${version ?? ''}`, 'What counts is what runs: an environment on a disk that no process serves from is no danger.');
  }
  return [
    h('p', { class: 'faint', role: 'status' }, many(found.total ?? found.items.length, 'place')),
    h('div', { class: 'table-wrap' }, h('table', { class: 'grid' },
      h('thead', null, h('tr', null, ['Host', 'App', 'Package', 'Version'].map((head) => h('th', { key: head, scope: 'col' }, head)))),
      h('tbody', null, found.items.map((each, i) => h('tr', { key: i }, h('td', null, hostLink(each.host)), h('td', null, each.app, ' ', each.app_version ?? ''), h('td', null, each.name ?? each.package ?? name), h('td', { class: 'num' }, each.version)))))),
  ];
}
