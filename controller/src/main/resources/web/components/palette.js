// Ctrl-K: one line to find a host, a version, a rollout, a package, or what can be done here.

import { h, cls } from '../dom/h.js';
import { api } from '../api/routes.js';
import { go } from '../router.js';
import { session } from '../store/session.js';
import { prefs } from '../store/prefs.js';
import { icons } from './icons.js';
import { help, PLACES } from './keyboard.js';
import { words } from '../text/words.js';

const PAUSE_MILLIS = 120;
const MOST_OF_A_KIND = 6;
const KINDS = { host: 'Hosts', app: 'Apps', version: 'Versions', rollout: 'Rollouts', package: 'Packages' };

let state = null;
let redraw = () => {};
let drawNow = () => {};
let viewActions = () => [];
let timer;
let asking;

export const palette = {
  /**
   * @param now draws before it returns
   * @param actions gives what the open view can do: [{label, hint, run}]
   */
  listen(listener, now, actions) {
    redraw = listener;
    drawNow = now;
    viewActions = actions;
  },
  get isOpen() {
    return state !== null;
  },
  open() {
    state = { text: '', hits: [], at: 0, error: null, asked: '' };
    // at once, for the keys that follow without a pause belong to its line
    drawNow();
  },
  close,
};

function close() {
  clearTimeout(timer);
  asking?.abort();
  state = null;
  redraw();
}

function type(text) {
  Object.assign(state, { text, at: 0 });
  clearTimeout(timer);
  asking?.abort();
  if (text.trim() === '') {
    Object.assign(state, { hits: [], error: null, asked: '' });
  } else {
    timer = setTimeout(() => ask(text.trim()), PAUSE_MILLIS);
  }
  redraw();
}

async function ask(text) {
  const mine = state;
  asking = new AbortController();
  try {
    const found = await api.search({ q: text, limit: MOST_OF_A_KIND }, asking.signal);
    arrive(mine, { hits: found.items, asked: text, error: null });
  } catch (failure) {
    if (failure.name === 'AbortError') {
      return;
    }
    Object.assign(mine, { hits: [], asked: text, error: failure });
  }
  redraw();
}

/** What was walked to meanwhile stays what Enter opens, wherever it stands now. */
function arrive(mine, answer) {
  const before = mine === state && mine.at > 0 ? entries()[mine.at] : null;
  Object.assign(mine, answer);
  mine.at = before && mine === state ? Math.max(0, entries().findIndex((entry) => entry.group === before.group && entry.label === before.label)) : 0;
}

/** In the order in which they are shown: [{group, label, detail, keys, run}]. */
function entries() {
  const wanted = state.text.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (entry) => wanted.every((word) => `${entry.label} ${entry.group}`.toLowerCase().includes(word));
  const here = viewActions().map((each) => ({ group: 'Here', ...each }));
  const places = PLACES.filter((place) => place.key !== 'n' || session.may('operator'))
    .map((place) => ({ group: 'Go to', label: place.label, keys: ['g', place.key], run: () => go(place.href) }));
  const found = state.hits.flatMap(entriesOf);
  return [...here.filter(fits), ...found, ...places.filter(fits), ...general().filter(fits)];
}

function general() {
  const theme = (name) => ({ group: 'Page', label: `Theme: ${name === 'system' ? 'as the system' : name}`, run: () => { prefs.theme = name; } });
  return [
    session.may('admin') && { group: 'Page', label: 'Add hosts: make an enrolment token', run: () => go('/settings?new=enrolment') },
    ...['light', 'dark', 'system'].filter((name) => name !== prefs.theme).map(theme),
    { group: 'Page', label: 'Keyboard shortcuts', keys: ['?'], run: help },
    { group: 'Page', label: 'Sign out', run: () => session.end(null) },
  ].filter(Boolean);
}

/** Where something that was found is shown. */
function entriesOf(hit) {
  const entry = (href, label = hit.title) => ({ group: KINDS[hit.kind] ?? words(hit.kind), label, detail: hit.kind === 'rollout' ? words(hit.detail) : hit.detail, run: () => go(href) });
  const part = encodeURIComponent;
  const [first, second] = hit.title.split(' ');
  switch (hit.kind) {
    case 'host':
      return [entry(`/hosts/${part(hit.title)}`)];
    case 'app':
      return [{ ...entry(`/hosts?app=${part(hit.title)}`), detail: 'the hosts that have it' }, ...(session.may('operator') ? [entry(`/rollouts/new?app=${part(hit.title)}`, `Roll out ${hit.title}…`)] : [])];
    case 'version':
      return [entry(`/hosts?app=${part(first)}&version=${part(second)}`)];
    case 'rollout':
      return [entry(`/rollouts/${part(hit.id)}`)];
    case 'package':
      return [entry(`/packages?name=${part(first)}&version=${part(second ?? '')}`)];
    default:
      return [];
  }
}

function choose(entry) {
  if (entry) {
    close();
    entry.run();
  }
}

function key(event, all) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && all.length > 0) {
    event.preventDefault();
    state.at = (state.at + step + all.length) % all.length;
    redraw();
    requestAnimationFrame(() => document.getElementById(`palette-${state?.at}`)?.scrollIntoView({ block: 'nearest' }));
  } else if (event.key === 'Enter') {
    event.preventDefault();
    choose(all[state.at]);
  }
}

export function paletteSlot() {
  if (state === null) {
    return null;
  }
  const all = entries();
  return h('dialog', {
    key: 'palette',
    class: 'palette',
    'aria-label': 'Find and do',
    hook: { created: (node) => node.isConnected && node.showModal(), removed: (node) => node.close() },
    oncancel: (event) => {
      event.preventDefault();
      close();
    },
    onclick: (event) => event.target === event.currentTarget && close(),
  },
  h('div', { class: 'palette-line' }, icons.search(),
    h('input', {
      type: 'text',
      role: 'combobox',
      placeholder: 'A host, label, version, rollout, package or action',
      'aria-label': 'Find a host, version, rollout, package or action',
      'aria-expanded': String(all.length > 0),
      'aria-controls': 'palette-list',
      'aria-activedescendant': all.length > 0 ? `palette-${state.at}` : null,
      autocomplete: 'off',
      spellcheck: 'false',
      value: state.text,
      oninput: (event) => type(event.target.value),
      onkeydown: (event) => key(event, all),
      hook: { created: (node) => node.focus() },
    }),
    h('kbd', null, 'Esc')),
  h('div', { id: 'palette-list', class: 'palette-list', role: 'listbox', 'aria-label': 'Found' }, groups(all)),
  all.length === 0 && h('p', { class: 'palette-none', role: 'status' }, nothing()));
}

function nothing() {
  if (state.error) {
    return state.error.message;
  }
  return state.asked === state.text.trim() ? `Nothing is called “${state.asked}”.` : 'Looking…';
}

function groups(all) {
  const names = [...new Set(all.map((entry) => entry.group))];
  return names.map((name) =>
    h('div', { key: name, role: 'group', 'aria-label': name }, h('p', { class: 'palette-group', 'aria-hidden': 'true' }, name),
      all.map((entry, i) => entry.group === name && option(entry, i))));
}

const option = (entry, i) =>
  h('div', {
    id: `palette-${i}`,
    role: 'option',
    'aria-selected': String(i === state.at),
    class: cls('palette-entry', entry.tone),
    onmousemove: () => {
      if (state.at !== i) {
        state.at = i;
        redraw();
      }
    },
    onclick: () => choose(entry),
  },
  h('span', { class: 'palette-label' }, entry.label),
  entry.detail && h('span', { class: 'palette-detail' }, entry.detail),
  entry.keys && h('span', { class: 'palette-keys', 'aria-hidden': 'true' }, entry.keys.map((each) => h('kbd', { key: each }, each))));
