// The words for what the interface names in code, and the tone each is shown in.

const say = (label, tone, shape) => ({ label, tone, shape });

export const FRESHNESS = {
  fresh: say('Fresh', 'ok', '●'),
  stale: say('Stale', 'warn', '◐'),
  lost: say('Lost', 'bad', '○'),
};

export const PHASE = {
  starting: say('Starting', 'info', '◌'),
  serving: say('Serving', 'ok', '●'),
  failing: say('Failing', 'warn', '◐'),
  backoff: say('Waiting to start', 'warn', '◔'),
  crash_loop: say('Crash loop', 'bad', '✕'),
  stopped: say('Stopped', 'mute', '■'),
};

export const ROLLOUT = {
  running: say('Running', 'info', '▶'),
  paused: say('Paused', 'warn', '❚❚'),
  rolling_back: say('Rolling back', 'warn', '↶'),
  succeeded: say('Succeeded', 'ok', '✓'),
  failed: say('Failed', 'bad', '✕'),
  rolled_back: say('Rolled back', 'bad', '↶'),
  aborted: say('Aborted', 'mute', '■'),
};

/** In the order in which they are shown. */
export const ROLLOUT_HOST = {
  done: say('Done', 'ok', '✓'),
  baking: say('Proving', 'baking', '◔'),
  updating: say('Updating', 'info', '▶'),
  waiting: say('Waiting', 'mute', '·'),
  failed: say('Failed', 'bad', '✕'),
  rolling_back: say('Rolling back', 'warn', '↶'),
  rolled_back: say('Rolled back', 'warn', '↶'),
  skipped: say('Skipped', 'mute', '–'),
};

export const DRIFT = {
  missing: 'Missing',
  unexpected: 'Unexpected',
  wrong_version: 'Other version',
  wrong_state: 'Other state',
  modified: 'Modified',
  failed: 'Failed',
  stale: 'Stale',
};

export const words = (code) => (code ? code.replaceAll('_', ' ') : '');

/** `rollout_batch_started` as "Rollout batch started". */
export const sentence = (code) => {
  const text = words(code);
  return text.charAt(0).toUpperCase() + text.slice(1);
};

const BAD = /failed|crash|lost|dropped|cloned|exited|quarantined|broken/;
const WARN = /rolled_back|rollback|stale|modified|aborted|paused|revoked|disabled|hold_set|retired/;
const GOOD = /succeeded|restored|returned|promoted|enrolled/;

export const eventTone = (kind) =>
  BAD.test(kind) ? 'bad' : WARN.test(kind) ? 'warn' : GOOD.test(kind) ? 'ok' : 'mute';
