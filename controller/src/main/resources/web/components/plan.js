// What a rollout would do, batch by batch.

import { h } from '../dom/h.js';
import { hostLink, tag } from './bits.js';
import { many } from '../text/format.js';

const TONE = { install: 'info', upgrade: 'info', restart: 'info', reconfigure: 'info', stop: 'warn', remove: 'bad', none: 'mute', skip: 'warn' };
const MOST_ROWS = 200;

export function planTable(plan) {
  const left = plan.hosts.filter((host) => host.batch === 0);
  const byBatch = new Map();
  plan.hosts.filter((host) => host.batch > 0).forEach((host) => byBatch.set(host.batch, [...(byBatch.get(host.batch) ?? []), host]));
  const shown = [...plan.hosts].sort((a, b) => (a.batch || Infinity) - (b.batch || Infinity)).slice(0, MOST_ROWS);
  return [
    plan.warnings.length > 0 && h('ul', { class: 'notice warn' }, plan.warnings.map((each) => h('li', { key: each }, each))),
    h('p', { class: 'plan-sum' },
      h('strong', null, many(plan.changes, 'host')), ` of ${plan.hosts.length} selected would change, in ${many(plan.batches, 'batch', 'batches')}.`,
      left.length > 0 && ` ${many(left.length, 'host is', 'hosts are')} left out.`),
    h('ol', { class: 'batch-sketch', 'aria-label': 'Batches' }, [...byBatch].sort((a, b) => a[0] - b[0]).map(([batch, hosts]) =>
      h('li', { key: batch, title: `batch ${batch}: ${hosts.length}`, style: { 'flex-grow': String(hosts.length) } }, h('b', null, batch), h('span', { class: 'num' }, hosts.length)))),
    h('div', { class: 'table-wrap scroll', tabindex: '0', role: 'region', 'aria-label': 'Hosts of the plan' },
      h('table', { class: 'grid' },
        h('thead', null, h('tr', null, ['Batch', 'Host', 'What', 'From', 'Detail'].map((head) => h('th', { key: head, scope: 'col' }, head)))),
        h('tbody', null, shown.map((host) =>
          h('tr', { key: host.id },
            h('td', { class: 'num' }, host.batch || '–'),
            h('td', null, hostLink(host.name)),
            h('td', null, tag(host.action, TONE[host.action])),
            h('td', { class: 'num' }, host.from ?? '–'),
            h('td', { class: 'faint wrap' }, host.detail ?? '')))))),
    shown.length < plan.hosts.length && h('p', { class: 'faint' }, `and ${many(plan.hosts.length - shown.length, 'more host')}`),
  ];
}
