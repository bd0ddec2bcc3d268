// Every host as one cell on a canvas: thousands stay cheap. Colour and shape tell the state; a table says the same.

import { h } from '../dom/h.js';
import { onTheme } from '../store/prefs.js';

const GAP = 3;

/**
 * @param cells {name, title, shape, color} in order; `color` is a custom property of the style sheet or a colour
 * @param onOpen called with the name of a cell that was chosen
 */
export function waffle({ cells, label, onOpen }) {
  return h('div', {
    key: 'waffle',
    class: 'waffle',
    owned: true,
    hook: {
      created: (node) => {
        node.$waffle = new Waffle(node, onOpen);
        node.$waffle.update(cells, label);
      },
      updated: (node) => node.$waffle?.update(cells, label),
      removed: (node) => node.$waffle?.close(),
    },
  });
}

class Waffle {
  constructor(node, onOpen) {
    this.node = node;
    this.canvas = document.createElement('canvas');
    this.canvas.tabIndex = 0;
    this.canvas.setAttribute('role', 'img');
    this.tip = document.createElement('div');
    this.tip.className = 'tip';
    this.tip.hidden = true;
    node.append(this.canvas, this.tip);
    this.cells = [];
    this.at = -1;
    this.canvas.onmousemove = (event) => this.point(this.indexAt(event));
    this.canvas.onmouseleave = () => this.point(-1);
    this.canvas.onblur = () => this.point(-1);
    this.canvas.onclick = (event) => {
      const cell = this.cells[this.indexAt(event)];
      if (cell) {
        onOpen(cell.name);
      }
    };
    this.canvas.onkeydown = (event) => this.key(event, onOpen);
    this.sizes = new ResizeObserver(() => this.draw());
    this.sizes.observe(node);
    this.stopTheme = onTheme(() => this.draw());
  }

  update(cells, label) {
    this.canvas.setAttribute('aria-label', label);
    if (cells === this.cells) {
      return;
    }
    const print = cells.map((cell) => cell.color + cell.shape).join('|');
    this.cells = cells;
    if (print !== this.print) {
      this.print = print;
      this.draw();
    }
  }

  layout() {
    const width = this.node.clientWidth;
    const n = Math.max(1, this.cells.length);
    // as large as the space of about 200 pixels in height allows, within what is still seen and what is not silly
    const side = Math.max(5, Math.min(22, Math.floor(Math.sqrt((width * 210) / n)) - GAP));
    const columns = Math.max(1, Math.floor((width + GAP) / (side + GAP)));
    return { width, side, columns, rows: Math.ceil(n / columns) };
  }

  draw() {
    const { width, side, columns, rows } = this.layout();
    if (width === 0) {
      return;
    }
    const ratio = window.devicePixelRatio || 1;
    const height = rows * (side + GAP) - GAP;
    this.canvas.width = width * ratio;
    this.canvas.height = height * ratio;
    this.canvas.style.setProperty('height', `${height}px`);
    const pen = this.canvas.getContext('2d');
    pen.scale(ratio, ratio);
    const style = getComputedStyle(this.node);
    const colors = new Map();
    const color = (name) => {
      if (!name.startsWith('--')) {
        return name;
      }
      if (!colors.has(name)) {
        colors.set(name, resolve(this.node, style.getPropertyValue(name)));
      }
      return colors.get(name);
    };
    this.cells.forEach((cell, i) => {
      const x = (i % columns) * (side + GAP);
      const y = Math.floor(i / columns) * (side + GAP);
      paint(pen, cell.shape, color(cell.color), x, y, side, color('--surface'));
      if (i === this.at) {
        pen.strokeStyle = color('--text');
        pen.lineWidth = 1.5;
        pen.strokeRect(x - 1, y - 1, side + 2, side + 2);
      }
    });
  }

  indexAt(event) {
    const { side, columns } = this.layout();
    const column = Math.floor(event.offsetX / (side + GAP));
    const i = Math.floor(event.offsetY / (side + GAP)) * columns + column;
    return column < columns && i < this.cells.length ? i : -1;
  }

  point(i) {
    if (i === this.at) {
      return;
    }
    this.at = i;
    const cell = this.cells[i];
    this.canvas.style.setProperty('cursor', cell ? 'pointer' : 'default');
    this.tip.hidden = !cell;
    if (cell) {
      const { side, columns, width } = this.layout();
      this.tip.textContent = cell.title;
      const x = (i % columns) * (side + GAP);
      this.tip.style.setProperty('left', `${Math.min(x, Math.max(0, width - 240))}px`);
      this.tip.style.setProperty('top', `${(Math.floor(i / columns) + 1) * (side + GAP) + 4}px`);
    }
    this.draw();
  }

  key(event, onOpen) {
    const { columns } = this.layout();
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }[event.key];
    if (step) {
      event.preventDefault();
      const to = this.at < 0 ? 0 : this.at + step;
      this.point(Math.max(0, Math.min(this.cells.length - 1, to)));
    } else if (event.key === 'Enter' && this.cells[this.at]) {
      onOpen(this.cells[this.at].name);
    }
  }

  close() {
    this.sizes.disconnect();
    this.stopTheme();
  }
}

/** `light-dark()` means something only where it is used, so it is used. */
function resolve(node, value) {
  const probe = document.createElement('span');
  probe.style.setProperty('color', value);
  node.append(probe);
  const color = getComputedStyle(probe).color;
  probe.remove();
  return color;
}

function paint(pen, shape, color, x, y, side, ground) {
  const radius = Math.max(1, side / 5);
  pen.fillStyle = color;
  pen.strokeStyle = color;
  pen.beginPath();
  if (shape === 'hollow') {
    pen.lineWidth = Math.max(1.2, side / 8);
    const inset = pen.lineWidth / 2;
    pen.roundRect(x + inset, y + inset, side - 2 * inset, side - 2 * inset, radius);
    pen.stroke();
    return;
  }
  pen.roundRect(x, y, side, side, radius);
  pen.fill();
  pen.fillStyle = ground;
  if (shape === 'half') {
    pen.beginPath();
    pen.moveTo(x + side, y);
    pen.lineTo(x + side, y + side);
    pen.lineTo(x, y + side);
    pen.fill();
    pen.lineWidth = 1;
    pen.beginPath();
    pen.roundRect(x + 0.5, y + 0.5, side - 1, side - 1, radius);
    pen.stroke();
  } else if (shape === 'dot') {
    pen.beginPath();
    pen.arc(x + side / 2, y + side / 2, Math.max(1, side / 5), 0, 2 * Math.PI);
    pen.fill();
  }
}
