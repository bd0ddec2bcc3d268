// A few line drawings, 16 by 16, in the colour of the text.

import { h } from '../dom/h.js';

const icon = (...paths) => () =>
  h('svg', { class: 'icon', viewBox: '0 0 16 16', 'aria-hidden': 'true', focusable: 'false' }, paths.map((d) => h('path', { d })));

export const icons = {
  fleet: icon('M2 2h5v5H2z', 'M9 2h5v5H9z', 'M2 9h5v5H2z', 'M9 9h5v5H9z'),
  hosts: icon('M2 3h12v4H2z', 'M2 9h12v4H2z', 'M4.5 5h.01', 'M4.5 11h.01'),
  rollouts: icon('M2 12l4-4 3 3 5-6', 'M10 5h4v4'),
  packages: icon('M8 1.5l6 3v7l-6 3-6-3v-7z', 'M2 4.5l6 3 6-3', 'M8 7.5v7'),
  history: icon('M8 4.5V8l2.5 1.5', 'M2.5 8a5.5 5.5 0 1 0 1.8-4.1', 'M2 2.5v2.5h2.5'),
  settings: icon('M2 4.5h7', 'M13 4.5h1', 'M2 11.5h1', 'M7 11.5h7', 'M11 2.7v3.6', 'M5 9.7v3.6'),
  search: icon('M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9', 'M10.5 10.5L14 14'),
  light: icon('M8 5a3 3 0 1 1 0 6 3 3 0 0 1 0-6', 'M8 1.5v1', 'M8 13.5v1', 'M1.5 8h1', 'M13.5 8h1', 'M3.5 3.5l.7.7', 'M11.8 11.8l.7.7', 'M3.5 12.5l.7-.7', 'M11.8 4.2l.7-.7'),
  dark: icon('M13.5 9.5A6 6 0 0 1 6.5 2.5a6 6 0 1 0 7 7'),
  system: icon('M2 3h12v8H2z', 'M6 14h4', 'M8 11v3'),
  out: icon('M6 2.5H3v11h3', 'M7 8h7', 'M11 5l3 3-3 3'),
};
