// Why something went wrong: the reason, a sentence, and the last lines that were written.

import { h } from '../dom/h.js';
import { tag } from './bits.js';
import { words } from '../text/words.js';

export const lastLines = (failure, remedy) =>
  h('div', { class: 'failure' },
    h('p', null, tag(words(failure.reason), 'bad'), ' ', failure.detail),
    remedy && h('p', { class: 'remedy' }, remedy),
    failure.evidence?.length > 0 && h('pre', { tabindex: '0', 'aria-label': 'Last lines' }, failure.evidence.join('\n')));
