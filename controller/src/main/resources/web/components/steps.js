// The steps of a deployment, as wide as they took.

import { h, cls } from '../dom/h.js';
import { badge, time, facts, link } from './bits.js';
import { duration } from '../text/format.js';
import { words } from '../text/words.js';
import { lastLines } from './failure.js';

const OUTCOME = {
  succeeded: { label: 'Succeeded', tone: 'ok', shape: '✓' },
  failed: { label: 'Failed', tone: 'bad', shape: '✕' },
  rolled_back: { label: 'Rolled back', tone: 'warn', shape: '↶' },
};
const RUNNING = { label: 'Running', tone: 'info', shape: '▶' };

/** @param isTold whether the failure stands elsewhere already */
export function deployment(report, isTold) {
  // a host's clock may be set back in between; what steps take is measured by one that cannot
  const measured = report.steps.reduce((sum, step) => sum + step.duration_seconds, 0);
  const seconds = report.ended_at ? Math.max(measured, (Date.parse(report.ended_at) - Date.parse(report.started_at)) / 1000) : null;
  const longest = Math.max(0.001, ...report.steps.map((step) => step.duration_seconds));
  return h('div', { class: 'deployment' },
    facts([
      ['Outcome', badge(report.outcome ? OUTCOME[report.outcome] : RUNNING, report.outcome ? null : `In ${words(report.step ?? 'progress')}`)],
      ['Manifest', h('code', null, report.manifest_id)],
      ['Began', time(report.started_at)],
      seconds !== null && ['Took', duration(seconds)],
      report.attempt > 1 && ['Attempt', report.attempt],
      report.rollout_id && ['Rollout', link(`/rollouts/${encodeURIComponent(report.rollout_id)}`, report.rollout_id)],
    ]),
    report.steps.length > 0 && h('ol', { class: 'steps' }, report.steps.map((step) =>
      h('li', { key: step.step, class: cls('step', step.outcome) },
        h('span', { class: 'step-name' }, words(step.step)),
        h('span', { class: 'step-bar', 'aria-hidden': 'true' }, h('span', { style: { width: `${Math.max(1, (step.duration_seconds / longest) * 100)}%` } })),
        h('span', { class: 'num' }, step.outcome === 'skipped' ? 'skipped' : duration(step.duration_seconds)),
        h('span', { class: 'step-detail faint' }, step.outcome === 'failed' || step.outcome === 'undone' ? `${step.outcome}: ` : '', step.detail ?? '')))),
    report.failure && !isTold && lastLines(report.failure));
}
