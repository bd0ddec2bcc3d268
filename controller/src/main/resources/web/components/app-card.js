// One app on one host: desired, installed and running side by side, and why they differ.

import { h, cls } from '../dom/h.js';
import { badge, time, tag, facts } from './bits.js';
import { deployment } from './steps.js';
import { lastLines } from './failure.js';
import { PHASE, DRIFT } from '../text/words.js';
import { bytes, count, duration, percent } from '../text/format.js';
import { clock } from '../store/clock.js';

/**
 * @param view the three facts; @param seen what the agent observes of it, or undefined
 * @param why the explanation, or undefined
 */
export function appCard(view, seen, why, actions) {
  return h('section', { key: view.app, class: 'card app-card' },
    h('header', { class: 'card-head' },
      h('h2', null, view.app), badge(PHASE[view.phase]), view.goal && view.goal !== 'running' && tag(`wished ${view.goal}`, 'warn'),
      h('div', { class: 'actions' }, actions)),
    h('div', { class: 'card-body' },
      h('div', { class: 'three' },
        fact('Desired', view.desired_version, view.desired, view.goal === 'absent' ? 'absent' : null),
        fact('Installed', view.installed_version, view.installed),
        fact('Running', view.running_version, view.running, null, view.drift.length > 0 ? 'differs' : 'agrees')),
      view.drift.length > 0 && h('ul', { class: 'drift', 'aria-label': 'Drift' }, view.drift.map((drift, i) =>
        h('li', { key: i }, tag(DRIFT[drift.cause] ?? drift.cause, drift.cause === 'failed' ? 'bad' : 'warn'), h('span', null, drift.detail)))),
      why && h('div', { class: 'why' }, h('p', null, h('strong', null, why.verdict)),
        why.next_action && h('p', { class: 'faint' }, 'Next: ', why.next_action, why.next_action_at && [' (', time(why.next_action_at), ')']),
        h('details', null, h('summary', null, 'Why is it so?'), h('ol', { class: 'chain' }, why.chain.map((each) => h('li', { key: each }, each))))),
      // what to do is said once
      seen?.failure && lastLines(seen.failure, why?.next_action?.includes(why.remedy) ? null : why?.remedy),
      h('div', { class: 'columns narrow' },
        h('div', null, h('h3', null, 'Process'), process(view, seen), seen?.installed?.length > 0 && h('p', { class: 'on-disk faint' }, 'On its disk ', seen.installed.map((each) => h('span', { key: each.manifest_id, class: 'tag mute', title: each.manifest_id }, each.version)))),
        h('div', null, h('h3', null, 'Last deployment'), seen?.deployment ? deployment(seen.deployment, seen.failure?.detail === seen.deployment.failure?.detail) : h('p', { class: 'faint' }, 'None is known.')))));
}

const fact = (label, version, id, instead, tone) =>
  h('div', { class: cls('fact', tone) },
    h('span', { class: 'fact-label' }, label),
    h('span', { class: 'fact-value' }, version ?? instead ?? 'nothing'),
    h('span', { class: 'fact-id' }, id ? id.split(':')[2] : ' '));

function process(view, seen) {
  const live = seen?.running;
  if (!live) {
    return h('p', { class: 'faint' }, seen?.next_retry_at ? ['Not running; next start ', time(seen.next_retry_at)] : 'Not running.');
  }
  const probe = seen.probe;
  return facts([
    ['Master', h('span', { class: 'num' }, `pid ${live.pid}`)],
    ['Up', duration((clock.now() - Date.parse(live.started_at)) / 1000)],
    ['Workers', count(live.workers)],
    ['Listens on', live.bind.join(', ')],
    ['CPU', percent(live.cpu_ratio, 1)],
    ['Memory', bytes(live.rss_bytes)],
    live.open_fds >= 0 && ['Open files', count(live.open_fds)],
    ['Restarts', count(view.restarts)],
    view.data_loss_events > 0 && ['Data lost', `${count(view.data_loss_events)} times`],
    probe && ['Last probe', h('span', { class: probe.healthy ? '' : 'bad-text' }, probe.healthy ? `good in ${duration(probe.duration_seconds)}` : `${probe.consecutive_failures} bad in a row: ${probe.detail}`, ' · ', time(probe.at))],
  ]);
}
