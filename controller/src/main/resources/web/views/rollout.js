// One rollout on its way: lanes of batches, a block for each host, and what one can do about it.

import { h, cls } from '../dom/h.js';
import { api } from '../api/routes.js';
import { clock } from '../store/clock.js';
import { session } from '../store/session.js';
import { badge, card, copyable, empty, facts, hostLink, link, problem, skeleton, tag, time } from '../components/bits.js';
import { rolloutBar, concerned } from '../components/rollout-bar.js';
import { rolloutActions, rolloutButtons } from '../components/rollout-actions.js';
import { ROLLOUT, ROLLOUT_HOST, words } from '../text/words.js';
import { count, duration, many, until } from '../text/format.js';

export function rollout(ctx) {
  const id = ctx.params.id;
  const data = ctx.watch((signal) => api.rollout(id, signal), 3);
  ctx.onEvent((event) => event.rollout_id === id && data.nudge());

  return {
    title: () => (data.data ? `${data.data.app} ${data.data.version ?? data.data.goal}` : 'Rollout'),
    actions: () => (data.data && session.may('operator') ? rolloutActions(data.data, () => data.refresh()) : []),
    render: () => {
      const it = data.data;
      if (it === null) {
        return data.error?.status === 404
          ? empty('There is no such rollout', link('/rollouts', 'All rollouts'))
          : [h('header', { class: 'page-head' }, h('h1', null, 'Rollout')), problem(data.error), !data.error && skeleton(8)];
      }
      const only = ctx.query.get('status');
      return [
        head(it),
        session.may('operator') && rolloutButtons(it, () => data.refresh()),
        progress(it, only, ctx),
        failures(it),
        lanes(it, only),
        card('About', null, h('div', { class: 'two-columns' }, facts([
          ['App', it.app],
          ['To', it.version ?? it.goal],
          ['Manifest', it.manifest_id && h('code', null, it.manifest_id)],
          ['Hosts', h('code', null, it.selector || 'all')],
          ['Batch size', it.batch_size],
          ['Failures tolerated', count(it.max_failures)],
          ['Each batch proves itself for', duration(it.bake_seconds)],
          it.deadline_at && ['Deadline', time(it.deadline_at)],
          ['Started by', it.created_by],
          ['Started', time(it.created_at)],
          it.ended_at && ['Ended', time(it.ended_at)],
          it.comment && ['Comment', it.comment],
          ['History', link(`/history?rollout=${encodeURIComponent(it.id)}`, 'what was recorded')],
        ])), h('h3', null, 'Same as'), copyable(`globohub rollout watch ${it.id}`)),
      ];
    },
  };
}

function head(it) {
  return h('header', { class: 'page-head' },
    h('div', null, h('p', { class: 'crumb' }, link('/rollouts', 'Rollouts')), h('h1', null, it.app, ' ', h('span', { class: 'num' }, it.version ?? it.goal))),
    badge(ROLLOUT[it.status], it.awaiting_promotion ? 'Waits for promotion' : null),
    it.reason && tag(words(it.reason), it.status === 'succeeded' ? 'warn' : 'bad'),
    it.detail && h('p', { class: 'detail' }, it.detail));
}

function progress(it, only, ctx) {
  const done = it.counts.done ?? 0;
  const all = concerned(it.counts);
  return h('section', { class: 'card', 'aria-label': 'Progress' }, h('div', { class: 'card-body' },
    h('div', { class: 'progress-head' },
      h('p', { class: 'big' }, h('span', { class: 'num' }, count(done)), h('span', { class: 'faint' }, ` of ${many(all, 'host')} done`)),
      gate(it),
      eta(it, done, all)),
    rolloutBar(it),
    h('ul', { class: 'legend' }, Object.entries(ROLLOUT_HOST).filter(([status]) => it.counts[status] > 0).map(([status, say]) =>
      h('li', { key: status },
        h('a', { href: ctx.withParams({ status: only === status ? null : status }), 'aria-current': only === status ? 'true' : null },
          h('span', { class: `block ${say.tone}`, 'aria-hidden': 'true' }, say.shape), say.label, h('span', { class: 'num' }, count(it.counts[status])))))),
    h('p', { class: 'visually-hidden', 'aria-live': 'polite' }, `${done} of ${all} hosts done`)));
}

function gate(it) {
  if (it.awaiting_promotion) {
    return h('p', { class: 'gate waits' }, h('b', null, 'The canary waits for you'), h('span', null, 'promote it to go on'));
  }
  if (it.status === 'running' && it.gate_opens_at) {
    const left = until(it.gate_opens_at);
    return h('p', { class: 'gate' }, h('b', { class: 'num' }, left > 0 ? duration(Math.ceil(left)) : 'any moment'), h('span', null, `until the gate of batch ${it.batch} opens, if all stay healthy`));
  }
  return null;
}

/** From the pace so far; nothing is said before there is a pace. */
function eta(it, done, all) {
  const spent = (clock.now() - Date.parse(it.created_at)) / 1000;
  if (it.status !== 'running' || done === 0 || done === all || spent <= 0 || it.awaiting_promotion) {
    return null;
  }
  return h('p', { class: 'gate' }, h('b', { class: 'num' }, `≈ ${duration(Math.round((spent / done) * (all - done)))}`), h('span', null, 'left at this pace'));
}

function failures(it) {
  const groups = new Map();
  for (const each of it.hosts) {
    if (each.reason && each.status !== 'skipped' && each.status !== 'done') {
      groups.set(each.reason, [...(groups.get(each.reason) ?? []), each]);
    }
  }
  return groups.size === 0 ? null : card('What went wrong', null, [...groups].sort((a, b) => b[1].length - a[1].length).map(([reason, hosts]) =>
    h('div', { key: reason, class: 'failure-group' },
      h('p', null, tag(words(reason), 'bad'), ' ', h('strong', null, many(hosts.length, 'host')), hosts[0].detail && ` · ${hosts[0].detail}`),
      h('p', { class: 'host-list' }, hosts.map((each) => h('span', { key: each.id }, hostLink(each.name)))),
      hosts[0].evidence?.length > 0 && h('details', null, h('summary', null, `Last lines on ${hosts[0].name}`), h('pre', { tabindex: '0' }, hosts[0].evidence.join('\n'))))));
}

function lanes(it, only) {
  const batches = new Map();
  for (const each of it.hosts) {
    batches.set(each.batch, [...(batches.get(each.batch) ?? []), each]);
  }
  const order = [...batches.keys()].sort((a, b) => (a || Infinity) - (b || Infinity));
  return card('Batches', null, h('ol', { class: cls('lanes', batches.size > 8 && it.hosts.length / batches.size <= 6 && 'compact') }, order.map((batch) => {
    const hosts = batches.get(batch);
    const finished = hosts.filter((each) => each.status === 'done').length;
    return h('li', { key: batch, class: cls('lane', batch === it.batch && it.status === 'running' && 'active') },
      h('div', { class: 'lane-head' }, h('b', null, batch === 0 ? 'Left out' : `Batch ${batch}`), h('span', { class: 'num faint' }, batch === 0 ? count(hosts.length) : `${finished} / ${hosts.length}`)),
      h('div', { class: 'blocks' }, hosts.map((each) => block(each, only))));
  })));
}

function block(each, only) {
  const say = ROLLOUT_HOST[each.status];
  const from = each.from ? each.from.split(':')[1] : 'nothing';
  const label = `${each.name}: ${say.label}, from ${from}${each.reason ? `, ${words(each.reason)}` : ''}${each.detail ? `. ${each.detail}` : ''}`;
  return h('a', { key: each.id, class: cls('block', say.tone, only && only !== each.status && 'dim'), href: `/hosts/${encodeURIComponent(each.name)}`, title: label, 'aria-label': label }, say.shape);
}
