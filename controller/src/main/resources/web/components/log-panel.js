// The log of an app, below it: follows by itself while one looks at its end, and stays where one has scrolled to.

import { h, cls } from '../dom/h.js';
import { badge, button, problem, tag } from './bits.js';
import { save } from './download.js';
import { MOST_LINES } from '../store/log-tail.js';
import { count, many } from '../text/format.js';
import { words } from '../text/words.js';

const SOURCES = [['error', 'Log'], ['boot', 'Last start']];
const BAD = /\b(ERROR|CRITICAL|FATAL|Traceback|Exception|[A-Z]\w+Error)\b/;
const WARN = /\bWARN(ING)?\b/;
/** How near to the end still counts as being there, in pixels. */
const NEAR = 24;

/**
 * @param tail what is read; @param view {filter, isWrapped}, which the panel changes
 * @param choose called with a source; @param onClose how it goes away
 */
export function logPanel(tail, view, { choose, onClose, redraw }) {
  const set = (changes) => {
    Object.assign(view, changes);
    redraw();
  };
  return h('section', { key: `log ${tail.app}`, class: 'card log-panel', 'aria-label': `Log of ${tail.app}` },
    h('header', { class: 'card-head' },
      h('h2', null, `Log of ${tail.app}`),
      h('div', { class: 'segments', role: 'group', 'aria-label': 'Which log' }, SOURCES.map(([source, label]) =>
        h('button', { key: source, type: 'button', 'aria-pressed': String(tail.source === source), onclick: () => choose(source) }, label))),
      stateOf(tail),
      h('div', { class: 'actions' },
        h('input', { type: 'search', class: 'small', placeholder: 'Only lines with', 'aria-label': 'Only lines with', value: view.filter, oninput: (event) => set({ filter: event.target.value }) }),
        button('Wrap', () => set({ isWrapped: !view.isWrapped }), { class: 'small', 'aria-pressed': String(view.isWrapped) }),
        button('Save', () => save(`${tail.host}-${tail.app}.log`, `${tail.lines.join('\n')}\n`, 'text/plain'), { class: 'small', disabled: tail.lines.length === 0 }),
        button('Close', onClose, { class: 'small', 'aria-label': 'Close the log' }))),
    problem(tail.error),
    tail.failure && h('p', { class: 'notice warn' }, tag(words(tail.failure.reason), 'warn'), ' ', tail.failure.detail),
    tail.isSkipped && h('p', { class: 'log-note' }, 'Lines are missing: there were more than can be sent.'),
    h('div', {
      owned: true,
      class: cls('log-lines', view.isWrapped && 'wrapped'),
      role: 'log',
      'aria-live': 'off',
      'aria-label': `Lines of the log of ${tail.app} on ${tail.host}`,
      tabindex: '0',
      hook: {
        created: (node) => {
          node.$lines = new Lines(node);
          node.$lines.show(tail, view.filter);
        },
        updated: (node) => node.$lines?.show(tail, view.filter),
      },
    }),
    h('footer', { class: 'log-foot' }, tail.lines.length === 0 ? nothing(tail) : `${many(tail.total, 'line')}${tail.total > MOST_LINES ? `, the last ${count(MOST_LINES)} are here` : ''}. What the agent is told to hide is hidden before it leaves the host.`));
}

function stateOf(tail) {
  if (tail.state === 'waiting') {
    return badge({ label: tail.freshness === 'lost' ? 'The host is lost: waiting for it' : 'Waiting for the host', tone: tail.freshness === 'lost' ? 'warn' : 'info', shape: '◌' });
  }
  return badge(tail.state === 'open' ? { label: 'Following', tone: 'ok', shape: '●' } : { label: 'Ended', tone: 'mute', shape: '■' });
}

function nothing(tail) {
  return tail.state === 'waiting' ? 'The host’s agent finds the request with its next word to the controller, within a moment.' : 'No lines yet.';
}

/** Shows lines one by one, so that thousands cost only those that are new. */
class Lines {
  constructor(node) {
    this.node = node;
    this.seen = 0;
    this.isAtEnd = true;
    node.addEventListener('scroll', () => {
      this.isAtEnd = node.scrollHeight - node.scrollTop - node.clientHeight < NEAR;
    }, { passive: true });
  }

  show(tail, filter) {
    if (this.tail !== tail || this.filter !== filter) {
      this.node.replaceChildren();
      this.seen = tail.total - tail.lines.length;
      this.tail = tail;
      this.filter = filter;
    }
    this.take(tail, filter);
    // also when the page became narrower, and its lines more
    if (this.isAtEnd) {
      this.node.scrollTop = this.node.scrollHeight;
    }
  }

  take(tail, filter) {
    const unseen = Math.min(tail.lines.length, tail.total - this.seen);
    if (unseen === 0) {
      return;
    }
    const fresh = tail.lines.slice(-unseen);
    const wanted = filter.toLowerCase();
    this.node.append(...fresh.filter((line) => line.toLowerCase().includes(wanted)).map(lineOf));
    while (this.node.childElementCount > MOST_LINES) {
      this.node.firstChild.remove();
    }
    this.seen = tail.total;
  }
}

function lineOf(text) {
  const line = document.createElement('div');
  line.textContent = text || ' ';
  line.className = BAD.test(text) ? 'bad' : WARN.test(text) ? 'warn' : '';
  return line;
}
