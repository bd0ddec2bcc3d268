// How the fleet was at a moment: how many hosts were to run, and ran, each version then.

import { h } from '../dom/h.js';
import { api } from '../api/routes.js';
import { asOf, asOfPicker } from './as-of.js';
import { empty, link, problem, skeleton, stackedBar, tag } from './bits.js';
import { versionColors } from './version-colors.js';
import { absolute, byVersion, count, many } from '../text/format.js';

const states = new WeakMap();

export function pastCard(ctx) {
  const at = asOf(ctx);
  return h('details', { class: 'card past', open: at !== null },
    h('summary', { class: 'card-head' }, 'The fleet at an earlier moment'),
    h('div', { class: 'card-body' },
      asOfPicker(at, (instant) => ctx.go(ctx.withParams({ as_of: instant }))),
      at && answer(look(ctx, at), at)));
}

function look(ctx, at) {
  let state = states.get(ctx);
  if (state?.at !== at) {
    state = { at, hosts: undefined, error: null };
    states.set(ctx, state);
    api.hostsAsOf(at)
      .then((hosts) => { state.hosts = hosts; })
      .catch((failure) => { state.error = failure; })
      .finally(ctx.redraw);
  }
  return state;
}

function answer({ hosts, error }, at) {
  if (error) {
    return problem(error);
  }
  if (hosts === undefined) {
    return skeleton(4);
  }
  if (hosts === null) {
    return h('p', { class: 'notice warn' }, 'This controller remembers what happened, but cannot show a whole earlier fleet. The entries below tell it host by host.');
  }
  if (hosts.length === 0) {
    return empty('There was no host yet', `Nothing was enrolled on ${absolute(at)}.`);
  }
  const drifting = hosts.filter((host) => host.apps.some((app) => app.drift.length > 0)).length;
  const lost = hosts.filter((host) => host.freshness === 'lost').length;
  const then = `as_of=${encodeURIComponent(at)}`;
  return [
    h('p', null, h('strong', null, many(hosts.length, 'host')), ` on ${absolute(at)} `,
      lost > 0 && tag(`${count(lost)} lost`, 'bad'), drifting > 0 && tag(`${count(drifting)} drifting`, 'warn'), ' ',
      link(`/hosts?${then}`, 'See them one by one')),
    [...tally(hosts)].sort((a, b) => a[0].localeCompare(b[0])).map(([app, versions]) => versionsThen(app, versions, then)),
  ];
}

function tally(hosts) {
  const apps = new Map();
  for (const host of hosts) {
    for (const { app, running_version: version } of host.apps) {
      const versions = apps.get(app) ?? apps.set(app, new Map()).get(app);
      versions.set(version ?? null, (versions.get(version ?? null) ?? 0) + 1);
    }
  }
  return apps;
}

function versionsThen(app, versions, then) {
  const known = [...versions.keys()].filter((version) => version !== null).sort(byVersion);
  const colors = versionColors(known);
  const parts = [...known, ...(versions.has(null) ? [null] : [])].map((version) => ({ key: version ?? 'none', label: version ?? 'not running', value: versions.get(version), ...(version === null ? { tone: 'rest' } : { color: colors.get(version) }) }));
  return h('div', { key: app, class: 'versions' },
    h('h3', null, app),
    stackedBar(parts, `${app} then: ${parts.map((part) => `${part.value} on ${part.label}`).join(', ')}`),
    h('ul', { class: 'legend' }, parts.map((part) => h('li', { key: part.key },
      h('a', { href: `/hosts?app=${encodeURIComponent(app)}&version=${encodeURIComponent(part.key)}&${then}` },
        h('span', { class: 'swatch', 'aria-hidden': 'true', style: { '--swatch': part.color ?? 'var(--rest-fill)' } }), part.label, h('span', { class: 'num' }, count(part.value)))))));
}
