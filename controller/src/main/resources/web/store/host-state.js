// One word for how a host is, from what the interface says of it. Pure.

/** Worst first; each with its word, its colour and its shape in the waffle. */
export const HOST_STATES = {
  lost: { label: 'Lost', tone: 'bad', color: '--bad-fill', shape: 'hollow', hint: 'no word for long' },
  failed: { label: 'Failed', tone: 'bad', color: '--bad-fill', shape: 'full', hint: 'a deployment or the process failed' },
  stale: { label: 'Stale', tone: 'warn', color: '--warn-fill', shape: 'half', hint: 'its word is overdue' },
  drifting: { label: 'Drifting', tone: 'warn', color: '--warn-fill', shape: 'dot', hint: 'not yet as desired' },
  held: { label: 'Held', tone: 'info', color: '--info-fill', shape: 'half', hint: 'somebody froze it' },
  idle: { label: 'No app', tone: 'mute', color: '--rest-fill', shape: 'full', hint: 'nothing assigned' },
  good: { label: 'As desired', tone: 'ok', color: '--ok-fill', shape: 'full', hint: 'serves what it should' },
};

export function hostState(host) {
  if (host.freshness === 'lost') {
    return 'lost';
  }
  const causes = host.apps.flatMap((app) => app.drift.map((drift) => drift.cause));
  if (causes.includes('failed') || host.apps.some((app) => app.phase === 'crash_loop')) {
    return 'failed';
  }
  if (host.freshness === 'stale') {
    return 'stale';
  }
  if (causes.length > 0) {
    return 'drifting';
  }
  if (host.hold) {
    return 'held';
  }
  return host.apps.length === 0 ? 'idle' : 'good';
}

/** Causes of drift over all apps, or these, each once. */
export const causes = (host, apps = []) => [...new Set(host.apps.filter((app) => apps.length === 0 || apps.includes(app.app)).flatMap((app) => app.drift.map((drift) => drift.cause)))];
