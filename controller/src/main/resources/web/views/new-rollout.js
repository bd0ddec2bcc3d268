// A rollout to be: one form, and beside it what it would do, asked anew with every change. Nothing happens before Start.

import { h } from '../dom/h.js';
import { api } from '../api/routes.js';
import { idempotencyKey } from '../api/client.js';
import { card, copyable, empty, field, link, problem, skeleton, tag } from '../components/bits.js';
import { dialogs } from '../components/dialog.js';
import { planTable } from '../components/plan.js';
import { rolloutCommand } from '../text/command.js';
import { many } from '../text/format.js';

const PAUSE_MILLIS = 350;

export function newRollout(ctx) {
  const query = ctx.query;
  const form = {
    goal: 'running',
    app: query.get('app') ?? '',
    version: query.get('version') ?? '',
    all: query.get('all') === 'true',
    selector: query.get('selector') ?? window.history.state?.selector ?? '',
    bind: '', workers: '', batch: '25%', canary: '', auto_promote: false, max_failures: '', bake_seconds: '', deadline_seconds: '', on_failure: 'rollback', spread_by: '', retry: false, comment: '',
  };
  const state = { plan: null, error: null, isPlanning: false };
  const apps = ctx.watch((signal) => api.apps(signal), 60);
  let timer;
  let asking;
  ctx.onClose(() => {
    clearTimeout(timer);
    asking?.abort();
  });

  const isComplete = () => form.app && (form.version || form.goal !== 'running') && (form.all || form.selector.trim());
  const preview = async () => {
    asking?.abort();
    if (!isComplete()) {
      Object.assign(state, { plan: null, error: null, isPlanning: false });
      ctx.redraw();
      return;
    }
    asking = new AbortController();
    state.isPlanning = true;
    ctx.redraw();
    try {
      state.plan = await api.plan(requestOf(form), asking.signal);
      state.error = null;
    } catch (failure) {
      if (failure.name === 'AbortError') {
        return;
      }
      state.error = failure;
      state.plan = null;
    }
    state.isPlanning = false;
    ctx.redraw();
  };
  const set = (name, value) => {
    form[name] = value;
    state.plan = name === 'comment' ? state.plan : null;
    clearTimeout(timer);
    timer = setTimeout(preview, PAUSE_MILLIS);
    ctx.redraw();
  };
  if (isComplete()) {
    preview();
  }

  return {
    title: () => 'New rollout',
    render: () => [
      h('header', { class: 'page-head' }, h('div', null, h('p', { class: 'crumb' }, link('/rollouts', 'Rollouts')), h('h1', null, 'New rollout'))),
      h('div', { class: 'columns plan-columns' },
        h('form', { class: 'card form', onsubmit: (event) => event.preventDefault() }, h('div', { class: 'card-body' }, fields(form, set, apps))),
        h('div', null, planCard(state, form, isComplete(), () => start(ctx, form, state, preview)))),
    ],
  };
}

/** What the interface is asked: what is left empty is left to the server. */
export function requestOf(form) {
  const number = (text) => (text === '' ? undefined : Number(text));
  const isRunning = form.goal === 'running';
  const settings = { bind: form.bind.trim() ? form.bind.split(',').map((each) => each.trim()) : undefined, workers: number(form.workers) };
  return clean({
    app: form.app,
    version: isRunning ? form.version : undefined,
    settings: isRunning && (settings.bind || settings.workers) ? clean(settings) : undefined,
    goal: isRunning ? undefined : form.goal,
    selector: form.all ? undefined : form.selector.trim(),
    all: form.all || undefined,
    batch: form.batch.trim() || undefined,
    canary: number(form.canary),
    auto_promote: form.auto_promote || undefined,
    max_failures: number(form.max_failures),
    bake_seconds: number(form.bake_seconds),
    deadline_seconds: number(form.deadline_seconds),
    on_failure: form.on_failure === 'rollback' ? undefined : form.on_failure,
    spread_by: form.spread_by.trim() || undefined,
    retry: form.retry || undefined,
    comment: form.comment.trim() || undefined,
  });
}

const clean = (object) => Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));

function fields(form, set, apps) {
  const list = apps.data ?? [];
  const versions = list.find((each) => each.app === form.app)?.versions ?? [];
  const text = (name, props = {}) => h('input', { name, value: form[name], autocomplete: 'off', spellcheck: 'false', oninput: (event) => set(name, event.target.value), ...props });
  const choose = (name, options) => h('select', { name, value: form[name], onchange: (event) => set(name, event.target.value) }, options.map(([value, label]) => h('option', { key: value, value, selected: form[name] === value }, label)));
  const check = (name, label) => h('label', { class: 'check' }, h('input', { type: 'checkbox', name, checked: form[name], onchange: (event) => set(name, event.target.checked) }), label);
  const isRunning = form.goal === 'running';
  return [
    h('fieldset', null, h('legend', null, 'What'),
      problem(apps.data === null ? apps.error : null),
      apps.data?.length === 0 && h('p', { class: 'notice warn' }, 'No pack was pushed yet: ', h('code', null, 'globohub pack push'), ' brings the first.'),
      h('div', { class: 'row' },
        field('App', choose('app', [['', 'choose…'], ...list.map((each) => [each.app, each.app])])),
        field('Goal', choose('goal', [['running', 'run a version'], ['stopped', 'stop it'], ['absent', 'remove it']])),
        isRunning && field('Version', choose('version', [['', 'choose…'], ...versions.map((each) => [each.version, each.version])]))),
      isRunning && h('div', { class: 'row' },
        field('Listens on', text('bind', { placeholder: '0.0.0.0:8000' }), 'HOST:PORT, several with commas; empty is what the pack says'),
        field('Workers', text('workers', { inputmode: 'numeric', pattern: '[0-9]*' })))),
    h('fieldset', null, h('legend', null, 'Where'),
      check('all', 'Every host'),
      !form.all && field('Hosts by label', text('selector', { placeholder: 'role=web,zone in (a,b),!canary' }), ['for one host: ', h('code', null, 'host=web-01')])),
    h('fieldset', null, h('legend', null, 'How carefully'),
      h('div', { class: 'row' },
        field('Batch', text('batch'), 'a number, or a share such as 25%'),
        field('Canary', text('canary', { inputmode: 'numeric', placeholder: '0' }), 'hosts first, then you promote'),
        field('Max. failures', text('max_failures', { inputmode: 'numeric', placeholder: '0' }), 'tolerated before it stops')),
      h('div', { class: 'row' },
        field('Prove for', text('bake_seconds', { inputmode: 'numeric', placeholder: 'default' }), 'seconds a batch must stay healthy'),
        field('Deadline', text('deadline_seconds', { inputmode: 'numeric', placeholder: 'none' }), 'seconds for the whole'),
        field('If it fails', choose('on_failure', [['rollback', 'roll back'], ['pause', 'pause'], ['stop', 'stop']]))),
      h('div', { class: 'row' },
        field('Spread by', text('spread_by', { placeholder: 'zone' }), 'label whose values share each batch'),
        field('Comment', text('comment', { maxlength: 500 }), 'for the history')),
      check('auto_promote', 'Promote the canary by itself'),
      check('retry', 'Try again where this very release had failed')),
  ];
}

function planCard(state, form, isComplete, onStart) {
  const { plan } = state;
  const body = () => {
    if (!isComplete) {
      return empty('Nothing to show yet', 'Choose an app, a version and hosts: the plan appears here. Nothing is changed by looking.');
    }
    if (state.error) {
      return problem(state.error);
    }
    return plan ? planTable(plan) : skeleton(6);
  };
  return [
    card('Plan', plan && tag(many(plan.changes, 'change'), plan.changes > 0 ? 'info' : 'mute'),
      h('div', { class: 'plan', 'aria-busy': String(state.isPlanning), 'aria-live': 'polite' }, body()),
      plan && h('div', { class: 'start' },
        h('button', { type: 'button', class: 'btn primary', disabled: plan.changes === 0, onclick: onStart }, plan.changes === 0 ? 'Nothing to do' : `Start: change ${many(plan.changes, 'host')}`))),
    isComplete && card('Same as', null, copyable(rolloutCommand(requestOf(form)))),
  ];
}

/** Starts exactly the plan that was shown: if the fleet moved since, the controller refuses and it is shown anew. */
function start(ctx, form, state, preview) {
  const { plan } = state;
  const key = idempotencyKey();
  dialogs.open({
    title: `Start the rollout of ${plan.app} ${plan.version ?? plan.goal}`,
    body: () => [
      h('p', null, h('strong', null, many(plan.changes, 'host')), ` change in ${many(plan.batches, 'batch', 'batches')}. `, form.on_failure === 'rollback' ? 'If too many fail, all that were changed go back.' : `If too many fail: ${form.on_failure}.`),
      plan.warnings.length > 0 && h('ul', { class: 'notice warn' }, plan.warnings.map((each) => h('li', { key: each }, each))),
    ],
    confirm: {
      label: `Change ${many(plan.changes, 'host')}`,
      run: async () => {
        try {
          const started = await api.start(requestOf(form), plan.plan_etag, key);
          ctx.go(`/rollouts/${encodeURIComponent(started.id)}`);
        } catch (failure) {
          preview();
          throw failure;
        }
      },
    },
  });
}
