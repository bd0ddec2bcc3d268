// Which log of a host is open: its address says so, and leaving it ends the request.

import { api } from '../api/routes.js';
import { session } from '../store/session.js';
import { LogTail } from '../store/log-tail.js';
import { logPanel } from './log-panel.js';

/** The log that is open, as the address says: `?log=desafio`, and `&source=boot` for what its last start said. */
export class HostLog {
  constructor(host, ctx) {
    Object.assign(this, { host, ctx, tail: null, isKnown: false, view: { filter: '', isWrapped: true } });
    ctx.onClose(() => this.tail?.close());
    if (session.may('operator')) {
      api.canReadLogs().then((can) => {
        this.isKnown = can;
        this.follow();
        ctx.redraw();
      }).catch(() => {});
    }
  }

  follow() {
    const app = this.isKnown ? this.ctx.query.get('log') : null;
    const source = this.ctx.query.get('source') === 'boot' ? 'boot' : 'error';
    if (app !== (this.tail?.app ?? null) || (this.tail && this.tail.source !== source)) {
      this.tail?.close();
      this.tail = app === null ? null : new LogTail(this.host, app, source, this.ctx.redraw);
    }
  }

  open(app, source) {
    this.ctx.go(this.ctx.withParams({ log: app, source: source === 'boot' ? source : null }), { replace: true });
  }

  actions(app) {
    return this.isKnown && this.tail?.app !== app ? [{ short: 'Log', label: `Log of ${app}`, run: () => this.open(app) }] : [];
  }

  panel(app) {
    return this.tail?.app === app && logPanel(this.tail, this.view, {
      choose: (source) => this.open(app, source),
      onClose: () => this.open(null),
      redraw: this.ctx.redraw,
    });
  }
}
