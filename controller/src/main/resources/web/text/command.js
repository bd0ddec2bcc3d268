// The command line that does the same as the page is about to.

const plain = /^[A-Za-z0-9_@%+=:,./-]+$/;

/** Quoted for a POSIX shell where it must be. */
export const quoted = (word) => (plain.test(word) ? word : `'${String(word).replaceAll("'", `'\\''`)}'`);

/** `globohub rollout start …` (or `restart`, `start`, `stop`) for a request of the interface. */
export function rolloutCommand(request) {
  const words = ['globohub', ...verb(request)];
  const option = (name, value) => {
    if (value !== null && value !== undefined && value !== '') {
      words.push(name, value);
    }
  };
  if (request.all) {
    words.push('--all');
  } else {
    option('-l', request.selector);
  }
  for (const bind of request.settings?.bind ?? []) {
    option('--bind', bind);
  }
  option('--workers', request.settings?.workers);
  option('--batch', request.batch);
  option('--canary', request.canary);
  if (request.auto_promote) {
    words.push('--auto-promote');
  }
  option('--max-failures', request.max_failures);
  option('--bake', request.bake_seconds);
  option('--deadline', request.deadline_seconds);
  option('--on-failure', request.on_failure);
  option('--spread-by', request.spread_by);
  if (request.retry) {
    words.push('--retry');
  }
  option('--comment', request.comment);
  return words.map((word) => quoted(String(word))).join(' ');
}

function verb(request) {
  const app = request.app || 'APP';
  if (request.restart) {
    return ['restart', app];
  }
  if (request.goal === 'stopped' || request.goal === 'absent') {
    return ['stop', app, ...(request.goal === 'absent' ? ['--remove'] : [])];
  }
  return request.manifest_id ? ['start', app] : ['rollout', 'start', app, request.version || 'VERSION'];
}

/** A selector for exactly these hosts. */
export const selectorOf = (names) => (names.length === 1 ? `host=${names[0]}` : `host in (${names.join(',')})`);

/** What an agent is told on a new host, so that it joins. */
export const enrolCommand = (url, token) => `globohub-agent enroll ${quoted(url)} --token-stdin <<< ${quoted(token)}`;

export const csv = (rows) => rows.map((row) => row.map(csvCell).join(',')).join('\r\n') + '\r\n';

function csvCell(value) {
  const text = value === null || value === undefined ? '' : String(value);
  // a spreadsheet would run what begins like a formula
  const safe = /^[=+\-@\t\r]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
