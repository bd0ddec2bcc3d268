// What surrounds every view: where one can go, how the connection is, who one is.

import { h, cls } from '../dom/h.js';
import { icons } from './icons.js';
import { dialogSlot } from './dialog.js';
import { palette, paletteSlot } from './palette.js';
import { help, PALETTE_KEYS } from './keyboard.js';
import { toasts } from './toasts.js';
import { session } from '../store/session.js';
import { connection } from '../store/connection.js';
import { prefs } from '../store/prefs.js';
import { count, wallTime } from '../text/format.js';

const PLACES = [
  ['/', 'Fleet', 'fleet'],
  ['/hosts', 'Hosts', 'hosts'],
  ['/rollouts', 'Rollouts', 'rollouts'],
  ['/packages', 'Packages', 'packages'],
  ['/history', 'History', 'history'],
  ['/settings', 'Settings', 'settings'],
];

const THEMES = ['system', 'light', 'dark'];

export function shell({ path, summary, content }) {
  return h('div', { class: 'shell' },
    h('a', { class: 'skip', href: '#main' }, 'Skip to content'),
    sidebar(path, summary),
    h('div', { class: 'content' }, banner(), content),
    dialogSlot(),
    paletteSlot(),
    toasts());
}

function sidebar(path, summary) {
  return h('header', { class: 'sidebar' },
    h('a', { class: 'brand', href: '/' }, h('span', { class: 'mark', 'aria-hidden': 'true' }), 'globoHUB'),
    h('button', { type: 'button', class: 'find', 'aria-label': 'Find anything', 'aria-keyshortcuts': 'Control+K Meta+K', onclick: () => palette.open() },
      icons.search(), h('span', { class: 'grow' }, 'Find'), PALETTE_KEYS.map((key) => h('kbd', { key, 'aria-hidden': 'true' }, key))),
    h('nav', { 'aria-label': 'Main' },
      PLACES.map(([href, label, icon]) => {
        const isHere = href === '/' ? path === '/' : path.startsWith(href);
        return h('a', { key: href, href, 'aria-current': isHere ? 'page' : null }, icons[icon](), h('span', null, label), note(href, summary));
      })),
    h('div', { class: 'sidebar-foot' },
      h('p', { class: cls('conn', connection.isLost && 'lost'), role: 'status' },
        h('span', { class: 'dot', 'aria-hidden': 'true' }), connection.isLost ? 'Reconnecting' : 'Live'),
      h('div', { class: 'who' },
        h('span', { class: 'name', title: session.who ? `${session.who.role}` : '' }, session.who?.name ?? ''),
        themeButton(),
        h('button', { type: 'button', class: 'btn ghost icon-only', title: 'Shortcuts (?)', 'aria-label': 'Keyboard shortcuts', onclick: help }, '?'),
        h('button', { type: 'button', class: 'btn ghost icon-only', title: 'Sign out', 'aria-label': 'Sign out', onclick: () => session.end(null) }, icons.out()))));
}

function note(href, summary) {
  if (!summary) {
    return null;
  }
  if (href === '/hosts') {
    return h('span', { class: 'nav-count' }, count(summary.hosts));
  }
  if (href === '/rollouts' && summary.rollouts.length > 0) {
    return h('span', { class: 'nav-count live', title: 'running' }, count(summary.rollouts.length));
  }
  return null;
}

function themeButton() {
  const next = THEMES[(THEMES.indexOf(prefs.theme) + 1) % THEMES.length];
  const label = `Theme: ${prefs.theme}. Switch to ${next}`;
  return h('button', {
    type: 'button',
    class: 'btn ghost icon-only theme',
    title: label,
    'aria-label': label,
    onclick: () => {
      prefs.theme = next;
    },
  }, icons[prefs.theme]());
}

function banner() {
  return connection.isLost
    ? h('div', { class: 'banner', role: 'alert' },
      h('strong', null, 'Connection lost.'), ` What you see is from ${wallTime(connection.answeredAt)}. Trying again by itself.`)
    : null;
}

