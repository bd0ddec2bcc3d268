// Shortcuts, off while somebody types, and switchable off altogether (WCAG 2.1.4).

import { h } from '../dom/h.js';
import { dialogs } from './dialog.js';
import { session } from '../store/session.js';
import { prefs } from '../store/prefs.js';
import { go } from '../router.js';

/** Where `g` and a key lead. */
export const PLACES = [
  { key: 'f', label: 'Fleet', href: '/' },
  { key: 'h', label: 'Hosts', href: '/hosts' },
  { key: 'r', label: 'Rollouts', href: '/rollouts' },
  { key: 'n', label: 'New rollout', href: '/rollouts/new' },
  { key: 'p', label: 'Packages', href: '/packages' },
  { key: 'y', label: 'History', href: '/history' },
  { key: 's', label: 'Settings', href: '/settings' },
];
const placeOf = (key) => PLACES.find((place) => place.key === key);
const LEADER_MILLIS = 1200;

const isApple = /Mac|iPhone|iPad/.test(navigator.platform);

/** What opens the palette, as it is printed on this machine's keys. */
export const PALETTE_KEYS = isApple ? ['⌘', 'K'] : ['Ctrl', 'K'];

const LIST = [
  [PALETTE_KEYS.join(' '), 'Find anything, do anything'],
  ['/', 'Search'],
  ['j  k', 'Next, previous row'],
  ['Enter', 'Open the row'],
  ['x', 'Select the row'],
  ...PLACES.map((place) => [`g ${place.key}`, place.label]),
  ['Esc', 'Leave the search, close a dialog'],
  ['?', 'This help'],
];

export function help() {
  dialogs.open({
    title: 'Keyboard',
    body: () => [
      h('dl', { class: 'keys' }, LIST.map(([keys, what]) => h('div', { key: keys }, h('dt', null, keys.split(' ').filter(Boolean).map((key) => h('kbd', { key }, key))), h('dd', null, what)))),
      h('label', { class: 'check' },
        h('input', {
          type: 'checkbox',
          checked: prefs.shortcuts,
          onchange: (event) => {
            prefs.shortcuts = event.target.checked;
          },
        }), 'Single-key shortcuts'),
    ],
  });
}

/** Once it is there, within a second. */
function waitFor(css, act, frames = 60) {
  const found = document.querySelector(css);
  if (found) {
    requestAnimationFrame(() => requestAnimationFrame(() => act(found)));
  } else if (frames > 0) {
    requestAnimationFrame(() => waitFor(css, act, frames - 1));
  }
}

/**
 * @param view gives the open view, whose `keys` may have a function for a key
 * @param palette opened by Ctrl-K wherever one is, and whatever is switched off: no one types that by accident
 */
export function keyboard(view, palette) {
  let leaderUntil = 0;
  document.addEventListener('keydown', (event) => {
    const target = event.target;
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'k') {
      event.preventDefault();
      if (palette.isOpen) {
        palette.close();
      } else if (!dialogs.isOpen && session.who !== null) {
        palette.open();
      }
      return;
    }
    if (event.key === 'Escape' && target.matches?.('input[type=search]')) {
      target.blur();
      return;
    }
    const isTyping = target.matches?.('input:not([type=checkbox]), textarea, select, [contenteditable]');
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey || dialogs.isOpen || palette.isOpen || !prefs.shortcuts) {
      return;
    }
    if (performance.now() < leaderUntil && placeOf(event.key)) {
      leaderUntil = 0;
      event.preventDefault();
      go(placeOf(event.key).href);
    } else if (event.key === 'g') {
      leaderUntil = performance.now() + LEADER_MILLIS;
    } else if (event.key === '?') {
      event.preventDefault();
      help();
    } else if (event.key === '/') {
      event.preventDefault();
      const search = document.querySelector('input[type=search]');
      if (search) {
        search.focus();
      } else {
        go('/hosts');
        waitFor('input[type=search]', (field) => field.focus());
      }
    } else if (!(event.key === 'Enter' && target.matches?.('a, button, summary')) && view()?.keys?.[event.key]) {
      event.preventDefault();
      view().keys[event.key]();
    }
  });
}
