// The end of an app's log on a host, as it grows. The host's agent sends it when it finds the request; nothing connects to it.

import { api } from '../api/routes.js';
import { Unreachable } from '../api/client.js';

const AT_FIRST = 200;
/** Lines that are kept; older ones are in the log. */
export const MOST_LINES = 3000;
const AGAIN_MILLIS = 2000;
// colours and cursor movements of a terminal mean nothing here
const ESCAPES = /\u001b\[[0-9;?]*[ -/]*[@-~]/g;

export class LogTail {
  /** @param source `error` or `boot`; @param onChange called when anything of it changed */
  constructor(host, app, source, onChange) {
    Object.assign(this, { host, app, source, onChange });
    this.lines = [];
    /** How many came in all, so that whoever shows them knows which are new. */
    this.total = 0;
    /** `waiting`, `open`, `ended`. */
    this.state = 'waiting';
    this.isSkipped = false;
    this.failure = null;
    this.error = null;
    this.closing = new AbortController();
    this.run();
  }

  async run() {
    const { signal } = this.closing;
    try {
      const asked = await api.askLog(this.host, this.app, { source: this.source, lines: AT_FIRST, follow: true });
      this.id = asked.id;
      this.take(asked);
      if (signal.aborted) {
        // closed before the answer came: only now it is known what to end
        this.end();
      }
      let position = 0;
      while (!signal.aborted && this.state !== 'ended') {
        position = await this.look(position, signal);
      }
    } catch (failure) {
      if (!signal.aborted) {
        this.error = failure;
        this.state = 'ended';
        this.onChange();
      }
    }
  }

  /** Waits at the controller for what comes after `position`. */
  async look(position, signal) {
    try {
      const view = await api.readLog(this.id, position, signal);
      this.take(view);
      return view.position;
    } catch (failure) {
      if (failure instanceof Unreachable) {
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MILLIS));
        return position;
      }
      throw failure;
    }
  }

  take(view) {
    this.lines.push(...view.lines.map((line) => line.replace(ESCAPES, '')));
    this.total += view.lines.length;
    this.lines.splice(0, Math.max(0, this.lines.length - MOST_LINES));
    this.state = view.state;
    this.isSkipped ||= view.skipped;
    this.failure = view.failure ?? null;
    this.freshness = view.freshness;
    this.onChange();
  }

  close() {
    this.closing.abort();
    if (this.id) {
      this.end();
    }
  }

  /** Or the host would go on sending for a minute. */
  end() {
    if (this.state !== 'ended') {
      api.endLog(this.id).catch(() => {});
    }
  }
}
