// A word after something was done; it goes away by itself.

import { h } from '../dom/h.js';

const STAY = 5000;
let texts = [];

export function toast(text, tone = 'ok') {
  const entry = { text, tone, at: performance.now() };
  texts = [...texts.slice(-2), entry];
  setTimeout(() => {
    texts = texts.filter((each) => each !== entry);
  }, STAY);
}

export const toasts = () =>
  h('div', { class: 'toasts', role: 'status', 'aria-live': 'polite' }, texts.map((each) => h('p', { key: each.at, class: each.tone }, each.text)));
