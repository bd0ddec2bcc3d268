// A real table of which only the rows in view exist: five thousand hosts scroll like fifty.

import { h, cls } from '../dom/h.js';

const ROW = 38;
const SPARE = 12;

/** Keeps where the reader has scrolled to; one for each table on a page. */
export class Rows {
  constructor(redraw) {
    this.redraw = redraw;
    this.first = 0;
    this.last = Math.ceil(innerHeight / ROW);
    this.cursor = -1;
    this.onScroll = () => this.look();
  }

  attach(node) {
    this.node = node;
    window.addEventListener('scroll', this.onScroll, { passive: true });
    window.addEventListener('resize', this.onScroll);
    this.look();
  }

  detach() {
    window.removeEventListener('scroll', this.onScroll);
    window.removeEventListener('resize', this.onScroll);
  }

  look() {
    const top = this.node.getBoundingClientRect().top;
    const first = Math.max(0, Math.floor(-top / ROW) - SPARE);
    const last = Math.ceil((innerHeight - top) / ROW) + SPARE;
    // a few rows at a time, so that not each pixel draws
    if (Math.abs(first - this.first) > SPARE / 2 || Math.abs(last - this.last) > SPARE / 2 || (first === 0) !== (this.first === 0)) {
      this.first = first;
      this.last = last;
      this.redraw();
    }
  }

  /** Moves the keyboard's row, and the page so that it is seen. */
  move(by, length) {
    this.cursor = Math.max(0, Math.min(length - 1, this.cursor + by));
    const top = this.node.getBoundingClientRect().top + (this.cursor + 1) * ROW;
    if (top < 90) {
      scrollBy(0, top - 90);
    } else if (top + ROW > innerHeight - 20) {
      scrollBy(0, top + 2 * ROW - innerHeight);
    }
    this.redraw();
  }
}

/**
 * @param columns {key, label, cell(item), sort, align, width} in order
 * @param items all of them
 * @param keyOf what makes an item itself
 * @param sort {by, isDown}; @param onSort called with a column's key
 */
export function virtualTable({ rows, columns, items, keyOf, caption, sort, onSort, rowClass }) {
  const first = Math.min(rows.first, Math.max(0, items.length - 1));
  const last = Math.min(items.length, Math.max(first, rows.last));
  return h('div', { class: 'table-wrap' },
    h('table', {
      class: 'grid',
      'aria-rowcount': String(items.length + 1),
      hook: { created: (node) => rows.attach(node), removed: () => rows.detach() },
    },
    h('caption', { class: 'visually-hidden' }, caption),
    h('thead', null, h('tr', null, columns.map((column) => head(column, sort, onSort)))),
    h('tbody', null,
      h('tr', { key: 'above', class: 'spacer', 'aria-hidden': 'true' }, h('td', { colspan: columns.length, style: { height: `${first * ROW}px` } })),
      items.slice(first, last).map((item, i) =>
        h('tr', { key: keyOf(item), 'aria-rowindex': String(first + i + 2), class: cls(rows.cursor === first + i && 'cursor', rowClass?.(item)) },
          columns.map((column) => h('td', { key: column.key, class: cls(column.align, column.class), 'data-label': typeof column.label === 'string' ? column.label : null }, column.cell(item))))),
      h('tr', { key: 'below', class: 'spacer', 'aria-hidden': 'true' }, h('td', { colspan: columns.length, style: { height: `${(items.length - last) * ROW}px` } })))));
}

function head(column, sort, onSort) {
  const isIt = sort?.by === column.key;
  return h('th', { key: column.key, scope: 'col', class: cls(column.align, column.class), 'aria-sort': isIt ? (sort.isDown ? 'descending' : 'ascending') : null },
    column.sort
      ? h('button', { type: 'button', class: 'sort', onclick: () => onSort(column.key) }, column.label, h('span', { class: 'arrow', 'aria-hidden': 'true' }, isIt ? (sort.isDown ? '↓' : '↑') : ''))
      : column.label);
}
