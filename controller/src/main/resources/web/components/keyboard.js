// Shortcuts, off while somebody types, and switchable off altogether (WCAG 2.1.4).

import { h } from '../dom/h.js';
import { dialogs } from './dialog.js';
import { prefs } from '../store/prefs.js';
import { go } from '../router.js';

const PLACES = { f: '/', h: '/hosts', r: '/rollouts', n: '/rollouts/new', p: '/packages', y: '/history', s: '/settings' };
const LEADER_MILLIS = 1200;

const LIST = [
  ['/', 'Search'],
  ['j  k', 'Next, previous row'],
  ['Enter', 'Open the row'],
  ['x', 'Select the row'],
  ['g f', 'Fleet'],
  ['g h', 'Hosts'],
  ['g r', 'Rollouts'],
  ['g n', 'New rollout'],
  ['g p', 'Packages'],
  ['g y', 'History'],
  ['g s', 'Settings'],
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

/** @param view gives the open view, whose `keys` may have a function for a key */
export function keyboard(view) {
  let leaderUntil = 0;
  document.addEventListener('keydown', (event) => {
    const target = event.target;
    if (event.key === 'Escape' && target.matches?.('input[type=search]')) {
      target.blur();
      return;
    }
    const isTyping = target.matches?.('input:not([type=checkbox]), textarea, select, [contenteditable]');
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey || dialogs.isOpen || !prefs.shortcuts) {
      return;
    }
    if (performance.now() < leaderUntil && PLACES[event.key]) {
      leaderUntil = 0;
      event.preventDefault();
      go(PLACES[event.key]);
    } else if (event.key === 'g') {
      leaderUntil = performance.now() + LEADER_MILLIS;
    } else if (event.key === '?') {
      event.preventDefault();
      help();
    } else if (event.key === '/') {
      event.preventDefault();
      const search = document.querySelector('input[type=search]');
      search ? search.focus() : go('/hosts');
    } else if (!(event.key === 'Enter' && target.matches?.('a, button, summary')) && view()?.keys?.[event.key]) {
      event.preventDefault();
      view().keys[event.key]();
    }
  });
}
