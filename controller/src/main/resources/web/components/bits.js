// The small parts that every view is made of.

import { h, cls } from '../dom/h.js';
import { absolute, ago } from '../text/format.js';

/** State by word, colour and shape at once: never by colour alone. */
export const badge = (say, extra) =>
  say && h('span', { class: `badge ${say.tone}` }, h('span', { class: 'shape', 'aria-hidden': 'true' }, say.shape), extra ?? say.label);

export const tag = (text, tone = 'mute') => h('span', { class: `tag ${tone}` }, text);

/** When, coarse; exactly on hover and for machines. It goes on ticking by itself. */
export const time = (at) =>
  at ? h('time', { datetime: at, title: `${absolute(at)} (your time)` }, ago(at)) : h('span', { class: 'faint' }, 'never');

export const card = (title, actions, ...body) =>
  h('section', { class: 'card' },
    h('header', { class: 'card-head' }, h('h2', null, title), h('div', { class: 'actions' }, actions)),
    h('div', { class: 'card-body' }, body));

export const empty = (title, hint) =>
  h('div', { class: 'empty' }, h('p', { class: 'empty-title' }, title), hint && h('p', null, hint));

export const skeleton = (lines = 3) =>
  h('div', { class: 'skeleton', 'aria-hidden': 'true' }, Array.from({ length: lines }, () => h('span', null)));

export const button = (label, onclick, props = {}) =>
  h('button', { type: 'button', ...props, class: cls('btn', props.class), onclick }, label);

export const link = (href, ...children) => h('a', { href }, children);

export const hostLink = (name) => link(`/hosts/${encodeURIComponent(name)}`, name);

export const rolloutLink = (id, label) => link(`/rollouts/${encodeURIComponent(id)}`, label ?? id);

/** An error in the controller's words, with what helps to find it in the log. */
export const problem = (failure) =>
  failure &&
  h('div', { class: 'notice bad', role: 'alert' },
    h('p', null, failure.code && h('code', null, failure.code), failure.code ? ' ' : '', failure.message),
    failure.errors?.length > 0 && h('ul', null, failure.errors.map((each) => h('li', null, h('code', null, each.pointer), ' ', each.detail))),
    failure.requestId && h('p', { class: 'faint' }, 'request ', h('code', null, failure.requestId)));

/** Shares side by side; `parts` are {key, label, value, tone|color}. */
export function stackedBar(parts, label) {
  const total = parts.reduce((sum, part) => sum + part.value, 0);
  return h('div', { class: 'stack', role: 'img', 'aria-label': label },
    parts.filter((part) => part.value > 0).map((part) =>
      h('span', { key: part.key, class: part.tone ?? '', title: `${part.label}: ${part.value}`, style: { 'flex-grow': String(part.value / Math.max(1, total)), ...(part.color ? { 'background-color': part.color } : {}) } })));
}

/** A share of something limited: memory, disk. */
export const meter = (ratio, label) =>
  h('span', { class: cls('meter', ratio > 0.95 ? 'bad' : ratio > 0.85 ? 'warn' : ''), role: 'img', 'aria-label': label },
    h('span', { style: { width: `${Math.round(Math.min(1, ratio || 0) * 100)}%` } }));

/** A text to be taken along: a command, a token. */
export function copyable(text, label = 'Copy') {
  const copy = async (event) => {
    const target = event.currentTarget;
    try {
      await navigator.clipboard.writeText(text);
      target.textContent = 'Copied';
    } catch {
      // without the permission: select it, so that the keyboard can copy
      getSelection().selectAllChildren(target.previousSibling);
      target.textContent = 'Selected';
    }
    setTimeout(() => {
      target.textContent = label;
    }, 1500);
  };
  return h('div', { class: 'copyable' }, h('code', { tabindex: '0' }, text), h('button', { type: 'button', class: 'btn small', onclick: copy, 'aria-label': `${label}: ${text}` }, label));
}

/** Names and values, aligned. */
export const facts = (rows) =>
  h('dl', { class: 'facts' }, rows.filter(Boolean).map(([name, value]) => h('div', { key: name }, h('dt', null, name), h('dd', null, value ?? '–'))));

export const field = (label, control, hint) =>
  h('label', { class: 'field' }, h('span', { class: 'label' }, label), control, hint && h('span', { class: 'hint' }, hint));

export const labels = (map) =>
  h('span', { class: 'labels' }, Object.entries(map ?? {}).map(([key, value]) => h('span', { key, class: 'label-chip' }, h('b', null, key), '=', value)));
