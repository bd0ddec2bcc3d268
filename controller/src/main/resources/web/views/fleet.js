// The whole fleet at one glance.

import { h, cls } from '../dom/h.js';
import { api } from '../api/routes.js';
import { session } from '../store/session.js';
import { card, badge, empty, skeleton, link, stackedBar, problem } from '../components/bits.js';
import { waffle } from '../components/waffle.js';
import { rolloutBar } from '../components/rollout-bar.js';
import { newestFirst, runRow, runs } from '../components/event-row.js';
import { HOST_STATES, hostState } from '../store/host-state.js';
import { ROLLOUT, FRESHNESS } from '../text/words.js';
import { count, many, ago, byVersion } from '../text/format.js';
import { versionColors } from '../components/version-colors.js';

const EVENTS = 80;
const SHOWN = 10;
const NONE = [];

/** What was made of an answer, until the next one: the page draws each second, thousands of hosts change more rarely. */
const made = new WeakMap();
function once(hosts, name, make) {
  const known = made.get(hosts) ?? made.set(hosts, new Map()).get(hosts);
  return known.get(name) ?? known.set(name, make()).get(name);
}

export function fleet(ctx) {
  const hosts = ctx.watch((signal) => api.hosts(null, signal), (list) => Math.max(8, (list?.length ?? 0) / 150));
  const events = ctx.watch((signal) => api.events({ newest: true, limit: EVENTS }, signal), 30);
  ctx.onEvent(() => {
    hosts.nudge();
    events.nudge();
  });

  return {
    title: () => 'Fleet',
    render: () => {
      const summary = ctx.summary();
      return [
        h('header', { class: 'page-head' },
          h('h1', null, 'Fleet'),
          summary && h('p', { class: 'faint' }, 'as of ', ago(summary.observed_at))),
        problem(summary ? null : hosts.error),
        numbers(summary, hosts.data),
        waffleCard(ctx, hosts),
        h('div', { class: 'columns' },
          h('div', null, rolloutCard(summary), versionCard(summary, hosts.data ?? NONE)),
          eventCard(events)),
      ];
    },
  };
}

function numbers(summary, hosts) {
  const stat = (label, value, href, tone, detail) =>
    h('a', { key: label, class: cls('stat', tone), href }, h('span', { class: 'stat-label' }, label), h('span', { class: 'stat-value' }, value), h('span', { class: 'stat-detail' }, detail ?? ''));
  if (!summary) {
    return h('div', { class: 'stats' }, [1, 2, 3, 4].map((i) => h('div', { key: i, class: 'stat' }, skeleton(2))));
  }
  const driftingHosts = hosts ? drifting(hosts).size : null;
  const placements = Object.values(summary.drift).reduce((sum, n) => sum + n, 0);
  const { fresh = 0, stale = 0, lost = 0 } = summary.freshness;
  const moving = summary.rollouts.reduce((sum, each) => sum + (each.counts.updating ?? 0) + (each.counts.baking ?? 0) + (each.counts.rolling_back ?? 0), 0);
  return h('div', { class: 'stats' },
    stat('Hosts', count(summary.hosts), '/hosts', '', `${count(fresh)} ${FRESHNESS.fresh.label.toLowerCase()}`),
    stat('Lost', count(lost), '/hosts?freshness=lost', lost > 0 ? 'bad' : '', stale > 0 ? `${count(stale)} stale` : 'none stale'),
    stat('Drifting', count(driftingHosts ?? placements), '/hosts?drift=any', placements > 0 ? 'warn' : '', placements > 0 ? many(placements, 'difference') : 'all as desired'),
    stat('In rollout', count(moving), '/rollouts', moving > 0 ? 'info' : '', many(summary.rollouts.length, 'running rollout')));
}

function waffleCard(ctx, hosts) {
  if (hosts.data === null) {
    return card('Hosts', null, hosts.error ? problem(hosts.error) : skeleton(4));
  }
  if (hosts.data.length === 0) {
    return card('Hosts', null, empty('No hosts yet', h('span', null, 'Enrol the first one with the command in ', link('/settings?new=enrolment', 'Settings'), '.')));
  }
  const apps = once(hosts.data, 'apps', () => [...new Set(hosts.data.flatMap((host) => host.apps.map((app) => app.app)))].sort());
  const by = apps.includes(ctx.query.get('by')) ? ctx.query.get('by') : 'state';
  const picker = h('label', { class: 'inline' }, 'Colour by ',
    h('select', { value: by, onchange: (event) => ctx.go(ctx.withParams({ by: event.target.value === 'state' ? null : event.target.value }), { replace: true }) },
      h('option', { value: 'state' }, 'state'),
      apps.map((app) => h('option', { key: app, value: app }, `version of ${app}`))));
  const { cells, legend } = once(hosts.data, by, () => (by === 'state' ? byState(hosts.data) : byVersionOf(hosts.data, by)));
  return card('Hosts', picker,
    waffle({ cells, label: `${many(hosts.data.length, 'host')}: ${legend.map((each) => `${each.n} ${each.label}`).join(', ')}. The hosts page has the same as a table.`, onOpen: (name) => ctx.go(`/hosts/${encodeURIComponent(name)}`) }),
    h('ul', { class: 'legend' }, legend.map((each) =>
      h('li', { key: each.label }, h('a', { href: each.href, title: each.hint }, h('span', { class: cls('swatch', each.shape), 'aria-hidden': 'true', style: { '--swatch': each.color.startsWith('--') ? `var(${each.color})` : each.color } }), each.label, h('span', { class: 'num' }, count(each.n)))))));
}

function byState(hosts) {
  const counts = {};
  const cells = hosts.map((host) => {
    const state = hostState(host);
    counts[state] = (counts[state] ?? 0) + 1;
    return { name: host.name, title: `${host.name} · ${HOST_STATES[state].label}`, color: HOST_STATES[state].color, shape: HOST_STATES[state].shape };
  });
  const legend = Object.entries(HOST_STATES).reverse().filter(([state]) => counts[state] > 0)
    .map(([state, say]) => ({ ...say, n: counts[state], href: `/hosts?is=${state}` }));
  return { cells, legend };
}

function byVersionOf(hosts, app) {
  const running = (host) => host.apps.find((each) => each.app === app)?.running_version ?? null;
  const counts = new Map();
  hosts.forEach((host) => counts.set(running(host), (counts.get(running(host)) ?? 0) + 1));
  const versions = [...counts.keys()].filter(Boolean).sort(byVersion);
  const colors = versionColors(versions);
  const look = (version) => (version === null ? { color: '--rest-fill', shape: 'hollow', label: 'not running' } : { color: colors.get(version), shape: 'full', label: version });
  const cells = hosts.map((host) => ({ name: host.name, title: `${host.name} · ${app} ${running(host) ?? 'not running'}`, ...look(running(host)) }));
  const legend = [...versions.reverse(), ...(counts.has(null) ? [null] : [])]
    .map((version) => ({ ...look(version), n: counts.get(version), href: version === null ? '/hosts' : `/hosts?app=${encodeURIComponent(app)}&version=${encodeURIComponent(version)}` }));
  return { cells, legend };
}

function rolloutCard(summary) {
  const running = summary?.rollouts ?? [];
  return card('Running rollouts', link('/rollouts', 'All'),
    running.length === 0 && empty('Nothing is being rolled out', session.may('operator') && link('/rollouts/new', 'Start a rollout')),
    running.map((each) =>
      h('a', { key: each.id, class: 'rollout-line', href: `/rollouts/${encodeURIComponent(each.id)}` },
        h('span', { class: 'title' }, h('b', null, each.app), ' ', each.version ?? each.goal, ' ', badge(ROLLOUT[each.status], each.awaiting_promotion ? 'Waits for promotion' : null)),
        h('span', { class: 'faint' }, `batch ${each.batch} of ${each.batches} · `, each.selector || 'all hosts'),
        rolloutBar(each))));
}

/** The hosts that are not as desired in something; `of` an app, how many. */
const drifting = (hosts) => once(hosts, 'drifting', () => {
  const found = new Set();
  const byApp = new Map();
  for (const host of hosts) {
    for (const each of host.apps.filter((app) => app.drift.length > 0)) {
      found.add(host.id);
      byApp.set(each.app, (byApp.get(each.app) ?? 0) + 1);
    }
  }
  return { size: found.size, of: (app) => byApp.get(app) ?? 0 };
});

function versionCard(summary, hosts) {
  const apps = new Map();
  for (const each of summary?.versions ?? []) {
    apps.set(each.app, [...(apps.get(each.app) ?? []), each]);
  }
  return card('Versions', null,
    apps.size === 0 && empty('No app runs yet', h('span', null, 'Start the first ', link('/rollouts/new', 'rollout'), '.')),
    [...apps].map(([app, versions]) => {
      const sorted = versions.sort((a, b) => byVersion(a.version, b.version));
      const colors = versionColors(sorted.map((each) => each.version));
      const parts = sorted.map((each) => ({ key: each.version, label: each.version, value: each.running, color: colors.get(each.version) }));
      return h('div', { key: app, class: 'versions' },
        h('h3', null, app, drifting(hosts).of(app) > 0 && h('a', { class: 'tag warn', href: `/hosts?app=${encodeURIComponent(app)}&drift=any` }, `${count(drifting(hosts).of(app))} drifting`)),
        stackedBar(parts, `${app}: ${parts.map((part) => `${part.value} on ${part.label}`).join(', ')}`),
        h('ul', { class: 'legend' }, sorted.reverse().map((each) => h('li', { key: each.version },
          h('a', { href: `/hosts?app=${encodeURIComponent(app)}&version=${encodeURIComponent(each.version)}` },
            h('span', { class: 'swatch', 'aria-hidden': 'true', style: { '--swatch': colors.get(each.version) } }), each.version,
            h('span', { class: 'num' }, count(each.running)),
            each.desired !== each.running && h('span', { class: 'faint' }, ` of ${count(each.desired)}`))))));
    }));
}

function eventCard(events) {
  return card('Latest events', link('/history', 'History'),
    events.data === null && !events.error && skeleton(6),
    problem(events.data === null ? events.error : null),
    events.data?.items.length === 0 && empty('Nothing has happened yet'),
    h('ol', { class: 'events' }, runs(newestFirst(events.data?.items)).slice(0, SHOWN).map(runRow)));
}

