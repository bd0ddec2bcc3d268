// Which hosts a set of filters lets through, and how many each further choice would. Pure.

import { hostState, causes, HOST_STATES } from './host-state.js';
import { FRESHNESS, DRIFT } from '../text/words.js';
import { byVersion } from '../text/format.js';

const SEVERAL = ['is', 'freshness', 'drift', 'app', 'version', 'label'];

/** Reads the filters from the query of an address. */
export function filterOf(query) {
  const filter = { q: query.get('q') ?? '' };
  SEVERAL.forEach((name) => {
    filter[name] = query.getAll(name);
  });
  return filter;
}

const TESTS = {
  is: (host, wanted) => wanted.includes(hostState(host)),
  freshness: (host, wanted) => wanted.includes(host.freshness),
  // of the chosen apps, if any are chosen
  drift: (host, wanted, filter) => {
    const found = causes(host, filter.app);
    return wanted.some((each) => (each === 'any' ? found.length > 0 : each === 'none' ? found.length === 0 : found.includes(each)));
  },
  app: (host, wanted) => host.apps.some((app) => wanted.includes(app.app)),
  // of the chosen apps, if any are chosen
  version: (host, wanted, filter) =>
    host.apps.some((app) => wanted.includes(app.running_version ?? 'none') && (filter.app.length === 0 || filter.app.includes(app.app))),
  // values of one key are alternatives, keys add up
  label: (host, wanted) => {
    const keys = new Map();
    wanted.forEach((each) => {
      const [key, value] = splitLabel(each);
      keys.set(key, [...(keys.get(key) ?? []), value]);
    });
    return [...keys].every(([key, values]) => values.includes(host.labels[key]));
  },
};

export const splitLabel = (text) => {
  const at = text.indexOf('=');
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
};

const hasText = (host, text) =>
  text === '' ||
  host.name.toLowerCase().includes(text) ||
  Object.entries(host.labels).some(([key, value]) => `${key}=${value}`.toLowerCase().includes(text));

/** @param except a filter that is left out of account: a facet counts what choosing among its own values would give */
export function accepts(host, filter, except = null) {
  return hasText(host, filter.q.trim().toLowerCase()) &&
    SEVERAL.every((name) => name === except || filter[name].length === 0 || TESTS[name](host, filter[name], filter));
}

/** The choices with counts: [{name, label, options: [{value, label, n, isOn}]}]. */
export function facets(hosts, filter) {
  const made = [
    facet('is', 'State', hosts, filter, (host) => [hostState(host)], (value) => HOST_STATES[value]?.label ?? value),
    facet('freshness', 'Freshness', hosts, filter, (host) => [host.freshness], (value) => FRESHNESS[value]?.label ?? value),
    facet('drift', 'Drift', hosts, filter, (host) => (causes(host, filter.app).length > 0 ? ['any', ...causes(host, filter.app)] : ['none']), (value) => ({ any: 'Any drift', none: 'No drift' })[value] ?? DRIFT[value] ?? value),
    facet('app', 'App', hosts, filter, (host) => host.apps.map((app) => app.app)),
    facet('version', 'Running version', hosts, filter, (host) =>
      [...new Set(host.apps.filter((app) => filter.app.length === 0 || filter.app.includes(app.app)).map((app) => app.running_version ?? 'none'))], (value) => (value === 'none' ? 'not running' : value)),
  ];
  return [...made, ...labelFacets(hosts, filter)];
}

function facet(name, label, hosts, filter, valuesOf, wordOf = (value) => value) {
  const counts = new Map(filter[name].map((value) => [value, 0]));
  for (const host of hosts) {
    if (accepts(host, filter, name)) {
      valuesOf(host).forEach((value) => counts.set(value, (counts.get(value) ?? 0) + 1));
    }
  }
  const options = [...counts].map(([value, n]) => ({ value, label: wordOf(value), n, isOn: filter[name].includes(value) }));
  options.sort((a, b) => (name === 'version' ? byVersion(b.value, a.value) : b.n - a.n || byVersion(a.value, b.value)));
  return { name, key: name, label, options };
}

const MOST_LABELS = 8;
const MOST_VALUES = 40;

function labelFacets(hosts, filter) {
  const keys = new Map();
  for (const host of hosts) {
    for (const [key, value] of Object.entries(host.labels)) {
      keys.set(key, (keys.get(key) ?? new Set()).add(value));
    }
  }
  return [...keys]
    .filter(([key, values]) => key !== 'host' && values.size <= MOST_VALUES)
    .slice(0, MOST_LABELS)
    .map(([key]) => {
      const of = filter.label.filter((each) => splitLabel(each)[0] === key);
      const others = { ...filter, label: filter.label.filter((each) => splitLabel(each)[0] !== key) };
      const one = facet('label', key, hosts.filter((host) => key in host.labels && accepts(host, others)), { ...others, label: [] }, (host) => [`${key}=${host.labels[key]}`], (value) => splitLabel(value)[1]);
      return { ...one, key: `label:${key}`, options: one.options.map((option) => ({ ...option, isOn: of.includes(option.value) })) };
    });
}
