// The columns that the table of hosts can have.

import { h } from '../dom/h.js';
import { badge, time, tag, meter, labels, hostLink } from './bits.js';
import { FRESHNESS, DRIFT } from '../text/words.js';
import { HOST_STATES, hostState, causes } from '../store/host-state.js';
import { bytes, percent, byVersion } from '../text/format.js';

const used = (total, available) => (total > 0 ? 1 - available / total : null);
const order = Object.keys(HOST_STATES);

const share = (ratio, label) =>
  ratio === null || ratio === undefined ? h('span', { class: 'faint' }, '–') : h('span', { class: 'share' }, meter(ratio, `${label} ${percent(ratio)}`), h('span', { class: 'num' }, percent(ratio)));

/** {key, label, cell, text (for CSV), sort (what is compared), isDefault, isOfPast (known of an earlier moment too)} */
export const HOST_COLUMNS = [
  { key: 'name', isOfPast: true, label: 'Host', isDefault: true, isFixed: true, cell: (host) => hostLink(host.name), text: (host) => host.name, sort: (host) => host.name },
  { key: 'state', isOfPast: true, label: 'State', isDefault: true, cell: (host) => badge(stateBadge(host)), text: (host) => hostState(host), sort: (host) => order.indexOf(hostState(host)) },
  { key: 'apps', isOfPast: true, label: 'Apps', isDefault: true, cell: (host) => h('span', { class: 'app-list' }, host.apps.map(appCell)), text: (host) => host.apps.map((app) => `${app.app} ${app.running_version ?? '-'}`).join('; '), sort: (host) => host.apps.map((app) => `${app.app} ${app.running_version}`).join() },
  { key: 'drift', isOfPast: true, label: 'Drift', cell: (host) => causes(host).map((cause) => tag(DRIFT[cause] ?? cause, cause === 'failed' ? 'bad' : 'warn')), text: (host) => causes(host).join('; '), sort: (host) => -causes(host).length },
  { key: 'cpu', label: 'CPU', isDefault: true, align: 'right', cell: (host) => share(host.cpu_ratio, 'CPU'), text: (host) => host.cpu_ratio, sort: (host) => -(host.cpu_ratio ?? -1) },
  { key: 'memory', label: 'Memory', isDefault: true, align: 'right', cell: (host) => share(used(host.memory_total_bytes, host.memory_available_bytes), 'memory'), text: (host) => used(host.memory_total_bytes, host.memory_available_bytes), sort: (host) => -(used(host.memory_total_bytes, host.memory_available_bytes) ?? -1) },
  { key: 'disk', label: 'Disk', isDefault: true, align: 'right', cell: (host) => share(used(host.disk_total_bytes, host.disk_available_bytes), 'disk'), text: (host) => used(host.disk_total_bytes, host.disk_available_bytes), sort: (host) => -(used(host.disk_total_bytes, host.disk_available_bytes) ?? -1) },
  { key: 'disk_free', label: 'Disk free', align: 'right', cell: (host) => h('span', { class: 'num' }, bytes(host.disk_available_bytes)), text: (host) => host.disk_available_bytes, sort: (host) => host.disk_available_bytes ?? Infinity },
  { key: 'load', label: 'Load', align: 'right', cell: (host) => h('span', { class: 'num' }, host.load1?.toFixed(2) ?? '–'), text: (host) => host.load1, sort: (host) => -(host.load1 ?? -1) },
  { key: 'restarts', label: 'Restarts', align: 'right', cell: (host) => h('span', { class: 'num' }, restarts(host)), text: restarts, sort: (host) => -restarts(host) },
  { key: 'seen', label: 'Last seen', isDefault: true, align: 'right', cell: (host) => time(host.last_seen_at), text: (host) => host.last_seen_at, sort: (host) => -Date.parse(host.last_seen_at ?? 0) },
  { key: 'labels', isOfPast: true, label: 'Labels', isDefault: true, cell: (host) => labels(host.labels), text: (host) => Object.entries(host.labels).map(([key, value]) => `${key}=${value}`).join('; ') },
  { key: 'agent', label: 'Agent', cell: (host) => h('span', { class: 'num' }, host.agent_version ?? '–'), text: (host) => host.agent_version, sort: (host) => host.agent_version ?? '' },
  { key: 'generation', isOfPast: true, label: 'Generation', align: 'right', cell: (host) => h('span', { class: 'num' }, host.observed_generation < 0 ? host.generation : `${host.observed_generation} / ${host.generation}`), text: (host) => `${host.observed_generation}/${host.generation}`, sort: (host) => host.generation },
];

function restarts(host) {
  return host.apps.reduce((sum, app) => sum + app.restarts, 0);
}

function stateBadge(host) {
  const state = hostState(host);
  const shape = { hollow: '○', half: '◐', dot: '◉', full: '●' }[HOST_STATES[state].shape];
  return state === 'lost' || state === 'stale' ? FRESHNESS[state] : { ...HOST_STATES[state], shape: state === 'failed' ? '✕' : shape };
}

function appCell(app) {
  const moving = app.desired_version && app.desired_version !== app.running_version && app.goal === 'running';
  return h('span', { key: app.app, class: 'app' }, app.app, ' ', h('b', null, app.running_version ?? '–'), moving && h('span', { class: 'warn-text' }, ` → ${app.desired_version}`));
}

/** Sorts by a column; equal ones by name, the way people count. */
export function sorted(hosts, by, isDown) {
  const of = HOST_COLUMNS.find((column) => column.key === by)?.sort ?? ((host) => host.name);
  const direction = isDown ? -1 : 1;
  return [...hosts].sort((a, b) => {
    const [x, y] = [of(a), of(b)];
    const difference = typeof x === 'string' ? byVersion(x, y) : x - y;
    return (difference || 0) * direction || byVersion(a.name, b.name);
  });
}
