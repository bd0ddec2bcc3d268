// One host: what it should run, what it has, what it does, and how it came to that.

import { h } from '../dom/h.js';
import { api } from '../api/routes.js';
import { session } from '../store/session.js';
import { clock } from '../store/clock.js';
import { badge, button, card, empty, facts, labels, link, problem, skeleton, tag, time } from '../components/bits.js';
import { appCard } from '../components/app-card.js';
import { chart } from '../components/chart.js';
import { eventRow, newestFirst } from '../components/event-row.js';
import { appDialog, verbLabel } from '../components/app-actions.js';
import { HostLog } from '../components/host-log.js';
import { holdDialog, labelDialog, retireDialog, unholdDialog } from '../components/host-actions.js';
import { FRESHNESS, sentence } from '../text/words.js';
import { absolute, bytes, duration, percent } from '../text/format.js';

const SPANS = { '1h': 3600, '6h': 21_600, '24h': 86_400, '7d': 604_800 };
const POINTS = 360;
const EVENTS = 300;
const MARKS = /^(deployment_(succeeded|failed|rolled_back)|process_(exited|started)|local_rollback|restart_requested|app_(stopped|removed)|crash_loop_entered)$/;
const BAD_MARKS = /failed|exited|crash|rolled/;

export function host(ctx) {
  const name = ctx.params.host;
  const span = () => (ctx.query.get('span') in SPANS ? ctx.query.get('span') : '1h');
  const detail = ctx.watch(async (signal) => (await api.host(name, signal)).body, 6);
  const why = ctx.watch((signal) => api.explain(name, signal), 12);
  const events = ctx.watch((signal) => api.hostEvents(name, { newest: true, limit: EVENTS }, signal), 30);
  const metrics = ctx.watch((signal) => api.metrics(name, range(span()), signal), 15);
  const log = new HostLog(name, ctx);
  let isAll = false;
  let shownSpan = span();
  ctx.onEvent((event) => {
    if (event.host === name) {
      [detail, why, events].forEach((each) => each.nudge());
    }
  });
  const changed = () => detail.refresh();

  return {
    actions: () => (detail.data === null || !session.may('operator') ? [] : [
      ...detail.data.summary.apps.flatMap((app) => [...log.actions(app.app), ...appActions(app, detail.data.summary, ctx, changed)]),
      ...hostActions(detail.data.summary, ctx, changed),
    ]),
    title: () => name,
    moved: () => {
      log.follow();
      if (shownSpan !== span()) {
        shownSpan = span();
        metrics.anew();
      }
    },
    render: () => {
      if (detail.data === null) {
        return detail.error?.status === 404
          ? empty(`There is no host ${name}`, link('/hosts', 'All hosts'))
          : [h('header', { class: 'page-head' }, h('h1', null, name)), problem(detail.error), !detail.error && skeleton(8)];
      }
      const { summary, observation } = detail.data;
      return [
        head(detail.data, ctx, changed),
        summary.hold && h('div', { class: 'notice warn' }, h('p', null, h('strong', null, `Held by ${summary.hold.owner}: `), summary.hold.reason, summary.hold.expires_at && [' · ends at ', absolute(summary.hold.expires_at)])),
        summary.warnings.length > 0 && h('div', { class: 'notice warn' }, summary.warnings.map((each) => h('p', { key: each }, h('strong', null, 'Warning: '), each))),
        strip(detail.data),
        summary.apps.length === 0 && card('Apps', null, empty('No app is assigned to this host', session.may('operator') && link(`/rollouts/new?selector=${encodeURIComponent(`host=${name}`)}`, 'Roll one out'))),
        summary.apps.flatMap((app) => [appCard(app, observation?.apps.find((each) => each.app === app.app), why.data?.apps.find((each) => each.app === app.app),
          session.may('operator') && [...log.actions(app.app), ...appActions(app, summary, ctx, changed)].map((each) => button(each.short, each.run, { key: each.short, class: each.tone === 'danger' ? 'small danger-ghost' : 'small', 'aria-label': each.label }))), log.panel(app.app)]),
        charts(metrics, events, span(), ctx, detail.data),
        ledger(events, isAll, () => {
          isAll = true;
          ctx.redraw();
        }, name),
      ];
    },
  };
}

/** The last hour is what the controller gives unasked. */
function range(span) {
  if (span === '1h') {
    return null;
  }
  const to = Math.floor(clock.now() / 1000);
  const from = to - SPANS[span];
  return { from: new Date(from * 1000).toISOString(), to: new Date(to * 1000).toISOString(), step: Math.round(SPANS[span] / POINTS) };
}

function head({ summary }, ctx, changed) {
  return h('header', { class: 'page-head' },
    h('div', null, h('p', { class: 'crumb' }, link('/hosts', 'Hosts')), h('h1', null, summary.name)),
    badge(FRESHNESS[summary.freshness]),
    h('span', { class: 'faint' }, 'last seen ', time(summary.last_seen_at)),
    summary.state !== 'active' && tag(summary.state),
    session.may('operator') && h('div', { class: 'actions' }, hostActions(summary, ctx, changed).map((each) =>
      button(each.label, each.run, { key: each.label, class: each.tone === 'danger' ? 'danger-ghost' : '' }))));
}

function hostActions(summary, ctx, changed) {
  return [
    summary.hold ? { label: 'Lift hold…', run: () => unholdDialog([summary], changed) } : { label: 'Hold…', run: () => holdDialog([summary.name], changed) },
    { label: 'Label…', run: () => labelDialog([summary.name], changed) },
    session.may('admin') && { label: 'Retire…', tone: 'danger', run: () => retireDialog(summary.name, () => ctx.go('/hosts')) },
  ].filter(Boolean);
}

/** What can be done with one app here, as far as it would do anything. */
function appActions(app, summary, ctx, changed) {
  const verbs = app.goal === 'stopped' ? ['start', 'remove'] : app.goal === 'running' ? ['restart', 'stop', 'remove'] : [];
  return [
    { short: 'Roll out…', label: `Roll out ${app.app}…`, run: () => ctx.go(`/rollouts/new?app=${encodeURIComponent(app.app)}&selector=${encodeURIComponent(`host=${summary.name}`)}`) },
    ...verbs.map((verb) => ({ short: verbLabel(verb), label: `${verbLabel(verb).replace('…', '')} ${app.app}…`, tone: verb === 'stop' || verb === 'remove' ? 'danger' : undefined, run: () => appDialog(verb, [summary], { app: app.app, redraw: ctx.redraw, done: changed }) })),
  ];
}

function strip({ summary, observation, enrolled_at: enrolledAt, clock_skew_seconds: skew, metrics }) {
  return h('div', { class: 'strip' }, facts([
    ['Labels', labels(summary.labels)],
    ['System', observation?.os],
    ['Python', observation?.python ?? 'none found'],
    ['Agent', [observation?.agent_version ?? '–', metrics ? ` · ${bytes(metrics.agent_rss_bytes)}` : '']],
    ['Generation', `${summary.observed_generation} of ${summary.generation}`],
    ['Clock', skew === null || skew === undefined ? '–' : Math.abs(skew) < 2 ? 'agrees' : `${duration(Math.abs(skew))} ${skew > 0 ? 'ahead' : 'behind'}`],
    ['Enrolled', time(enrolledAt)],
  ]));
}

function charts(metrics, events, span, ctx, { metrics: latest }) {
  const spans = h('div', { class: 'segments', role: 'group', 'aria-label': 'Time span' }, Object.keys(SPANS).map((each) =>
    h('button', { key: each, type: 'button', 'aria-pressed': String(each === span), onclick: () => ctx.go(ctx.withParams({ span: each === '1h' ? null : each }), { replace: true }) }, each)));
  if (metrics.data === null || metrics.data.t.length === 0) {
    return card('Resources', spans, metrics.data === null && !metrics.error ? skeleton(4) : metrics.error ? problem(metrics.error) : empty('No measurements yet', 'They come with the check-ins.'));
  }
  const { t, series } = metrics.data;
  const marks = (events.data?.items ?? []).filter((event) => MARKS.test(event.kind))
    .map((event) => ({ t: Date.parse(event.happened_at ?? event.at) / 1000, label: [sentence(event.kind), event.version && `${event.app} ${event.version}`].filter(Boolean).join(' '), tone: BAD_MARKS.test(event.kind) ? 'bad' : 'ok' }))
    .filter((mark) => mark.t >= t[0] && mark.t <= t.at(-1));
  const total = (key) => (key === 'memory' ? latest?.memory_total_bytes : fullest(latest)?.total_bytes) ?? null;
  const of = (key) => series[key]?.map((value) => value);
  const free = (key) => {
    const all = total(key);
    return all ? of(`${key}_available_bytes`)?.map((value) => (value === null ? null : 1 - value / all)) : null;
  };
  const shares = { format: (value) => percent(value), top: 1 };
  const plots = [
    ['CPU', of('cpu_ratio'), shares],
    ['Load, 1 min', of('load1'), { format: (value) => (value ?? 0).toFixed(1) }],
    ['Memory in use', free('memory'), shares],
    ['Disk in use', free('disk'), shares],
  ].filter(([, values]) => values);
  return card('Resources', spans, h('div', { class: 'charts' }, plots.map(([title, values, look]) =>
    h('div', { key: title }, chart({ name: title, t, series: [{ label: title, values }], marks, ...look })))), markLegend(marks));
}

function markLegend(marks) {
  const bad = marks.filter((mark) => mark.tone === 'bad').length;
  const one = (n, tone, text) => n > 0 && h('li', { key: tone }, h('span', null, h('span', { class: `mark-shape ${tone}`, 'aria-hidden': 'true' }, '▼'), text, h('span', { class: 'num' }, n)));
  return marks.length > 0 && h('ul', { class: 'legend' }, one(marks.length - bad, 'ok', 'deployed, started or stopped'), one(bad, 'bad', 'failed, ended or rolled back'));
}

const fullest = (latest) =>
  latest?.filesystems.filter((one) => one.total_bytes > 0).sort((a, b) => a.available_bytes / a.total_bytes - b.available_bytes / b.total_bytes)[0];

function ledger(events, isAll, more, name) {
  const items = newestFirst(events.data?.items);
  const shown = isAll ? items : items.slice(0, 12);
  return card('History', link(`/history?host=${encodeURIComponent(name)}`, 'All of it'),
    events.data === null && !events.error && skeleton(4),
    problem(events.data === null ? events.error : null),
    events.data && items.length === 0 && empty('Nothing has happened here yet'),
    h('ol', { class: 'events' }, shown.map((event) => eventRow(event, { withHost: false }))),
    shown.length < items.length && button(`Show ${items.length - shown.length} more`, more));
}
