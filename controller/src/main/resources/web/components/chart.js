// A time series with marks where something was deployed or restarted. Canvas, so a sentence says the same to readers.

import uPlot from '../vendor/uPlot.esm.js';
import { h } from '../dom/h.js';
import { onTheme } from '../store/prefs.js';
import { wallTime } from '../text/format.js';

const HEIGHT = 132;
const SYNC = 'host';
/** Pixels between the pointer and a mark that it means. */
const NEAR = 6;

/**
 * @param name what it shows; @param t seconds; @param series [{label, values, tone}]
 * @param marks [{t, label, tone}]; @param format of a value; @param top upper end, or null
 */
export function chart({ name, t, series, marks, format, top = null }) {
  const latest = series.map((each) => `${each.label} ${format(each.values.at(-1))}`).join(', ');
  return h('figure', { class: 'chart' },
    h('figcaption', null, h('span', null, name), h('span', { class: 'num' }, series.map((each, i) => h('span', { key: each.label, class: `series-${i}` }, series.length > 1 ? `${each.label} ` : '', h('b', null, format(each.values.at(-1)))))) ),
    h('div', {
      owned: true,
      class: 'plot',
      role: 'img',
      'aria-label': `${name}: now ${latest}. ${marks.length} marks of deployments and restarts; the ledger below has them as a list.`,
      hook: {
        created: (node) => {
          node.$plot = new Plot(node);
          node.$plot.show({ t, series, marks, format, top });
        },
        updated: (node) => node.$plot?.show({ t, series, marks, format, top }),
        removed: (node) => node.$plot?.close(),
      },
    }));
}

class Plot {
  constructor(node) {
    this.node = node;
    this.sizes = new ResizeObserver(() => this.plot?.setSize({ width: node.clientWidth, height: HEIGHT }));
    this.sizes.observe(node);
    // axis colours are fixed when a plot is made
    this.stopTheme = onTheme(() => requestAnimationFrame(() => this.build()));
  }

  show(what) {
    const print = `${what.t.length} ${what.t[0]} ${what.t.at(-1)} ${what.series.map((each) => each.values.at(-1))} ${what.marks.length}`;
    if (print === this.print) {
      return;
    }
    this.print = print;
    const isSame = this.what && this.what.series.length === what.series.length;
    this.what = what;
    isSame && this.plot ? this.plot.setData(this.data()) : this.build();
  }

  data() {
    return [this.what.t, ...this.what.series.map((each) => each.values)];
  }

  build() {
    this.plot?.destroy();
    this.readout?.remove();
    const { series, format, top } = this.what;
    const color = (name) => colorOf(this.node, name);
    const axis = { stroke: color('--muted'), grid: { stroke: color('--line'), width: 1 }, ticks: { show: false }, font: '11px system-ui, sans-serif' };
    this.plot = new uPlot({
      width: Math.max(120, this.node.clientWidth),
      height: HEIGHT,
      padding: [8, 6, 0, 0],
      legend: { show: false },
      cursor: { sync: { key: SYNC }, points: { size: 6 }, y: false, drag: { x: false, y: false } },
      scales: { y: { range: (plot, low, high) => [0, top ?? Math.max(high * 1.15, 0.01)] } },
      axes: [
        { ...axis, size: 24, space: 64, values: (plot, splits) => splits.map((each) => wallTime(each * 1000).slice(0, 5)) },
        { ...axis, size: 58, space: 34, values: (plot, splits) => splits.map(format) },
      ],
      series: [{}, ...series.map((each, i) => ({ label: each.label, stroke: color(`--series-${i}`), width: 1.5, fill: i === 0 ? color('--series-fill') : undefined, points: { show: false } }))],
      hooks: { draw: [(plot) => this.drawMarks(plot)], setCursor: [(plot) => this.read(plot)] },
    }, this.data(), this.node);
    this.readout = document.createElement('p');
    this.readout.className = 'readout';
    this.readout.hidden = true;
    this.node.append(this.readout);
  }

  /** What the pointer is on: when, how much, and what happened there. All charts of a page follow one pointer. */
  read(plot) {
    const { idx, left } = plot.cursor;
    this.readout.hidden = idx === null || idx === undefined || left < 0;
    if (this.readout.hidden) {
      return;
    }
    const { t, series, format, marks } = this.what;
    const near = marks.filter((mark) => Math.abs(plot.valToPos(mark.t, 'x') - left) <= NEAR).map((mark) => mark.label);
    this.readout.textContent = [wallTime(t[idx] * 1000), ...series.map((each) => format(each.values[idx])), ...new Set(near)].join(' · ');
  }

  drawMarks(plot) {
    const pen = plot.ctx;
    const { left, top, width, height } = plot.bbox;
    pen.save();
    pen.lineWidth = devicePixelRatio;
    for (const mark of this.what.marks) {
      const x = Math.round(plot.valToPos(mark.t, 'x', true));
      if (x >= left && x <= left + width) {
        pen.strokeStyle = pen.fillStyle = colorOf(this.node, mark.tone === 'bad' ? '--bad-fill' : '--accent');
        pen.setLineDash([3 * devicePixelRatio, 3 * devicePixelRatio]);
        pen.beginPath();
        pen.moveTo(x, top);
        pen.lineTo(x, top + height);
        pen.stroke();
        pen.setLineDash([]);
        pen.beginPath();
        pen.moveTo(x - 4 * devicePixelRatio, top);
        pen.lineTo(x + 4 * devicePixelRatio, top);
        pen.lineTo(x, top + 6 * devicePixelRatio);
        pen.fill();
      }
    }
    pen.restore();
  }

  close() {
    this.sizes.disconnect();
    this.stopTheme();
    this.plot?.destroy();
  }
}

function colorOf(node, name) {
  const probe = document.createElement('span');
  probe.style.setProperty('color', `var(${name})`);
  node.append(probe);
  const color = getComputedStyle(probe).color;
  probe.remove();
  return color;
}
