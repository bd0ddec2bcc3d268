// The ledger as it grows. By fetch instead of EventSource, which could not send a token; so resuming is done here.

import { session } from '../store/session.js';
import { connection } from '../store/connection.js';

const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 15_000;

/**
 * Follows the events, coming back by itself after a loss from where it was.
 *
 * @param onEvent called with each entry of the ledger, in order, each once
 * @param onReset called when too much was missed to be told again: whatever is shown has to be asked for anew
 * @returns how to stop
 */
export function follow(onEvent, onReset) {
  const stopping = new AbortController();
  run({ onEvent, onReset }, stopping.signal);
  return () => stopping.abort();
}

async function run({ onEvent, onReset }, signal) {
  let last = null;
  let pause = FIRST_PAUSE;
  while (!signal.aborted) {
    try {
      const response = await fetch('/v1/events/stream', {
        signal,
        cache: 'no-store',
        headers: {
          Accept: 'text/event-stream',
          Authorization: `Bearer ${session.token}`,
          ...(last === null ? {} : { 'Last-Event-ID': last }),
        },
      });
      if (response.status === 401 || response.status === 403) {
        return;
      }
      if (response.ok) {
        connection.answered();
        pause = FIRST_PAUSE;
        await read(response.body, signal, (id, name, data) => {
          last = id;
          name === 'reset' ? onReset() : onEvent(data);
        });
        // ended in good order: the server goes, or has gone
      }
    } catch {
      if (signal.aborted) {
        return;
      }
    }
    connection.lost();
    // spread, so that not everybody comes back in the same instant
    await wait(pause * (0.5 + Math.random() / 2), signal);
    pause = Math.min(LONGEST_PAUSE, pause * 1.6);
  }
}

async function read(body, signal, onEvent) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  while (!signal.aborted) {
    const { value, done } = await reader.read();
    if (done) {
      return;
    }
    text += value;
    let end;
    while ((end = text.indexOf('\n\n')) >= 0) {
      deliver(text.slice(0, end), onEvent);
      text = text.slice(end + 2);
    }
  }
}

function deliver(block, onEvent) {
  let id = null;
  let name = null;
  const data = [];
  for (const line of block.split('\n')) {
    if (line.startsWith('id: ')) {
      id = line.slice(4);
    } else if (line.startsWith('event: ')) {
      name = line.slice(7);
    } else if (line.startsWith('data: ')) {
      data.push(line.slice(6));
    }
  }
  if (id !== null && data.length > 0) {
    onEvent(id, name, JSON.parse(data.join('\n')));
  }
}

const wait = (millis, signal) =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, millis);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
