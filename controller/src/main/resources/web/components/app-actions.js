// Restart, stop, start or remove an app on chosen hosts: a rollout like any other, whose plan is shown before it starts.

import { h } from '../dom/h.js';
import { api } from '../api/routes.js';
import { go } from '../router.js';
import { dialogs } from './dialog.js';
import { copyable, empty, field, problem, skeleton } from './bits.js';
import { planTable } from './plan.js';
import { toast } from './toasts.js';
import { idempotencyKey } from '../api/client.js';
import { rolloutCommand, selectorOf } from '../text/command.js';
import { many } from '../text/format.js';

const VERBS = {
  restart: {
    label: 'Restart',
    doing: 'restarted',
    says: 'Each host gets a fresh process of what it has, without a dropped request. Data that an app keeps in memory are lost.',
    ask: (app) => ({ app, restart: true }),
  },
  start: {
    label: 'Start',
    doing: 'started',
    says: 'What is assigned to these hosts already runs again.',
    ask: (app, hosts) => ({ app, goal: 'running', manifest_id: releases(app, hosts)[0] }),
  },
  stop: {
    label: 'Stop',
    doing: 'stopped',
    tone: 'danger',
    says: 'The app ends on these hosts once its requests are answered, and stays stopped until somebody starts it. Its files stay.',
    ask: (app) => ({ app, goal: 'stopped' }),
  },
  remove: {
    label: 'Remove',
    doing: 'removed',
    tone: 'danger',
    says: 'The app ends on these hosts and is taken off their disks.',
    ask: (app) => ({ app, goal: 'absent' }),
  },
};

export const VERB_NAMES = Object.keys(VERBS);
export const verbLabel = (verb) => `${VERBS[verb].label}…`;

/** The manifests that hosts have of an app, each once. */
const releases = (app, hosts) =>
  [...new Set(hosts.flatMap((host) => host.apps.filter((each) => each.app === app && each.desired).map((each) => each.desired)))].sort();

const appsOf = (hosts) => {
  const counts = new Map();
  hosts.forEach((host) => host.apps.forEach((each) => counts.set(each.app, (counts.get(each.app) ?? 0) + 1)));
  return [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
};

/**
 * Opens the dialog with its plan.
 *
 * @param hosts as the interface shows them; @param app chosen already, or null to choose among theirs
 * @param done called once the rollout has begun
 */
export function appDialog(verb, hosts, { app = null, redraw, done = () => {} }) {
  const it = new Ask(verb, hosts, app ?? appsOf(hosts)[0]?.[0] ?? null, redraw);
  dialogs.open({
    title: `${VERBS[verb].label} on ${hosts.length === 1 ? hosts[0].name : many(hosts.length, 'host')}`,
    isWide: true,
    body: () => it.body(),
    onClose: () => it.close(),
    confirm: {
      label: () => (it.plan === null ? VERBS[verb].label : it.plan.changes === 0 ? 'Nothing to do' : `${VERBS[verb].label} ${it.app} on ${many(it.plan.changes, 'host')}`),
      tone: VERBS[verb].tone ?? 'primary',
      isReady: () => it.plan !== null && it.plan.changes > 0,
      run: async () => {
        const started = await it.start();
        toast(`${it.app} is being ${VERBS[verb].doing} on ${many(it.plan.changes, 'host')}`);
        done();
        go(`/rollouts/${encodeURIComponent(started.id)}`);
      },
    },
  });
  it.look();
}

class Ask {
  constructor(verb, hosts, app, redraw) {
    Object.assign(this, { verb, hosts, app, redraw, batch: '25%', plan: null, error: null, key: idempotencyKey() });
  }

  request() {
    return { ...VERBS[this.verb].ask(this.app, this.hosts), selector: selectorOf(this.hosts.map((host) => host.name)), batch: this.batch.trim() || undefined };
  }

  /** Asks what it would do; nothing is changed by that. */
  async look() {
    this.asking?.abort();
    this.plan = null;
    this.error = null;
    if (this.isMixed() || this.app === null) {
      this.redraw();
      return;
    }
    this.asking = new AbortController();
    this.redraw();
    try {
      this.plan = await api.plan(this.request(), this.asking.signal);
    } catch (failure) {
      if (failure.name === 'AbortError') {
        return;
      }
      this.error = failure;
    }
    this.redraw();
  }

  async start() {
    try {
      return await api.start(this.request(), this.plan.plan_etag, this.key);
    } catch (failure) {
      this.look();
      throw failure;
    }
  }

  close() {
    clearTimeout(this.timer);
    this.asking?.abort();
  }

  /** One rollout is of one release. */
  isMixed() {
    return this.verb === 'start' && releases(this.app, this.hosts).length !== 1;
  }

  set(name, value) {
    this[name] = value;
    this.key = idempotencyKey();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), name === 'batch' ? 350 : 0);
    this.plan = null;
    this.redraw();
  }

  body() {
    const apps = appsOf(this.hosts);
    if (apps.length === 0) {
      return empty('No app is assigned to these hosts');
    }
    return [
      h('p', null, VERBS[this.verb].says),
      h('div', { class: 'row' },
        field('App', h('select', { name: 'app', value: this.app, onchange: (event) => this.set('app', event.target.value) },
          apps.map(([app, n]) => h('option', { key: app, value: app, selected: app === this.app }, `${app} (${many(n, 'host')})`)))),
        field('Batch', h('input', { name: 'batch', value: this.batch, autocomplete: 'off', oninput: (event) => this.set('batch', event.target.value) }), 'a number, or a share such as 25%')),
      this.isMixed()
        ? h('p', { class: 'notice warn' }, `These hosts have ${releases(this.app, this.hosts).length} releases of ${this.app} assigned. Choose hosts of one release, or roll out the version they shall have.`)
        : [problem(this.error), this.error === null && h('div', { class: 'plan', 'aria-busy': String(this.plan === null), 'aria-live': 'polite' }, this.plan === null ? skeleton(6) : planTable(this.plan))],
      this.plan && [h('p', { class: 'label' }, 'Same as'), copyable(rolloutCommand(this.request()))],
    ];
  }
}
