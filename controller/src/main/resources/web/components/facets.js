// Filters: what can be chosen with counts, what is chosen as pills.

import { h } from '../dom/h.js';
import { count } from '../text/format.js';

export function facetMenus(facets, onToggle) {
  return h('div', { class: 'facets' }, facets.filter((facet) => facet.options.length > 0).map((facet) => {
    const on = facet.options.filter((option) => option.isOn).length;
    return h('details', { key: facet.key, class: 'menu', name: 'facet', ontoggle: closeOutside },
      h('summary', { class: on > 0 ? 'on' : '' }, facet.label, on > 0 && h('span', { class: 'num' }, ` ${on}`)),
      h('div', { class: 'menu-body' }, facet.options.map((option) =>
        h('label', { key: option.value, class: 'check' },
          h('input', { type: 'checkbox', checked: option.isOn, onchange: () => onToggle(facet.name, option.value) }),
          h('span', { class: 'grow' }, option.label), h('span', { class: 'num faint' }, count(option.n))))));
  }));
}

/** A menu closes when one clicks elsewhere, or presses Escape. */
export function closeOutside(event) {
  const menu = event.currentTarget;
  if (!menu.open) {
    return;
  }
  const close = (other) => {
    if (!menu.isConnected || other.key === 'Escape' || (other.type === 'pointerdown' && !menu.contains(other.target))) {
      menu.open = false;
      document.removeEventListener('pointerdown', close);
      document.removeEventListener('keydown', close);
    }
  };
  document.addEventListener('pointerdown', close);
  document.addEventListener('keydown', close);
}

export function pills(facets, onToggle, onClear) {
  const on = facets.flatMap((facet) => facet.options.filter((option) => option.isOn).map((option) => ({ ...option, facet })));
  return on.length === 0
    ? null
    : h('div', { class: 'pills' },
      on.map(({ facet, value, label }) =>
        h('button', { key: `${facet.key} ${value}`, type: 'button', class: 'pill', 'aria-label': `Remove filter ${facet.label}: ${label}`, onclick: () => onToggle(facet.name, value) },
          h('span', { class: 'faint' }, `${facet.label}: `), label, h('span', { 'aria-hidden': 'true' }, ' ×'))),
      h('button', { type: 'button', class: 'btn ghost small', onclick: onClear }, 'Clear all'));
}
