// Wires the page together: who is signed in, which address it is, what changed, and one place where it is drawn.

import { h } from './dom/h.js';
import { patch } from './dom/patch.js';
import { api } from './api/routes.js';
import { follow } from './api/stream.js';
import { session } from './store/session.js';
import { clock } from './store/clock.js';
import { connection } from './store/connection.js';
import { applyTheme, onTheme } from './store/prefs.js';
import { Resource } from './store/resource.js';
import { route, match, listen, go, withParams } from './router.js';
import { shell } from './components/shell.js';
import { dialogs } from './components/dialog.js';
import { palette } from './components/palette.js';
import { keyboard } from './components/keyboard.js';
import { skeleton, empty, link } from './components/bits.js';
import { login } from './views/login.js';
import { fleet } from './views/fleet.js';
import { hosts } from './views/hosts.js';
import { host } from './views/host.js';
import { rollouts } from './views/rollouts.js';
import { rollout } from './views/rollout.js';
import { newRollout } from './views/new-rollout.js';
import { packages } from './views/packages.js';
import { history } from './views/history.js';
import { settings } from './views/settings.js';

route('/', fleet);
route('/login', fleet);
route('/hosts', hosts);
route('/hosts/:host', host);
route('/rollouts', rollouts);
route('/rollouts/new', newRollout);
route('/rollouts/:id', rollout);
route('/packages', packages);
route('/history', history);
route('/settings', settings);

const root = document.getElementById('app');
const signIn = login(redraw);
const ears = new Set();
let current = null;
let summary = null;
let stopFollowing = null;
let isDue = false;

function redraw() {
  if (!isDue) {
    isDue = true;
    // a page in the background draws no frames, but must not fall behind either
    (document.hidden ? setTimeout : requestAnimationFrame)(draw);
  }
}

function draw() {
  isDue = false;
  if (session.token === null) {
    document.title = 'Sign in · globoHUB';
    patch(root, [signIn.render()]);
    return;
  }
  const title = current?.view.title?.() ?? 'globoHUB';
  document.title = `${title} · globoHUB`;
  patch(root, [shell({ path: location.pathname, summary: summary?.data, content: content() })]);
}

function content() {
  if (session.who === null) {
    return h('main', { class: 'page', id: 'main' }, skeleton(5));
  }
  if (current === null) {
    return h('main', { class: 'page', id: 'main' }, empty('There is nothing at this address', link('/', 'Back to the fleet')));
  }
  return h('main', { key: current.key, class: 'page', id: 'main', tabindex: '-1' }, rendered(current.view));
}

/** A view that fails takes nothing else with it: one can still go elsewhere, and the console says why. */
function rendered(view) {
  try {
    return view.render();
  } catch (failure) {
    reportError(failure);
    return empty('This view cannot be shown', 'What the controller answered was not what the page expects. Reload the page: it may be older than the controller.');
  }
}

/** What a view gets to work with. */
function context(params) {
  const resources = [];
  return {
    params,
    redraw,
    go,
    withParams,
    get query() {
      return new URLSearchParams(location.search);
    },
    summary: () => summary?.data ?? null,
    /** Keeps an answer fresh while the view is open. */
    watch(fetcher, seconds) {
      const resource = new Resource(fetcher, redraw, seconds);
      resources.push(resource);
      return resource;
    },
    /** Called with each new entry of the ledger while the view is open. */
    onEvent(ear) {
      ears.add(ear);
      resources.push({ close: () => ears.delete(ear) });
    },
    onClose(close) {
      resources.push({ close });
    },
    nudge: () => resources.forEach((resource) => resource.nudge?.()),
    close: () => resources.forEach((resource) => resource.close()),
  };
}

/** The frame after the one in which it is drawn. */
const afterDrawing = (act) => requestAnimationFrame(() => requestAnimationFrame(act));

/** As soon as the view is tall enough; not if it has not become so within a few seconds. */
function scrollDown(to, until = performance.now() + 4000) {
  if (to === 0 || document.documentElement.scrollHeight - innerHeight >= to) {
    scrollTo(0, to);
  } else if (performance.now() < until) {
    requestAnimationFrame(() => scrollDown(to, until));
  }
}

function arrive(wasSomewhere, scrolled) {
  if (wasSomewhere) {
    scrollDown(scrolled);
    document.getElementById('main')?.focus({ preventScroll: true });
  }
  // on a telephone the places stand in a line that scrolls
  document.querySelector('nav [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
}

function move(scrolled = 0) {
  const found = match(location.pathname);
  const key = found ? location.pathname : null;
  if (current && current.key === key) {
    current.view.moved?.();
  } else {
    const wasSomewhere = current !== null;
    current?.ctx.close();
    current = null;
    if (found && session.who !== null) {
      const ctx = context(found.params);
      current = { key, ctx, view: found.view(ctx) };
      afterDrawing(() => arrive(wasSomewhere, scrolled));
    }
  }
  redraw();
}

async function enter() {
  if (session.token === null) {
    redraw();
    return;
  }
  redraw();
  while (session.token !== null && session.who === null) {
    try {
      session.knows(await api.whoami(session.token));
    } catch (failure) {
      if (failure.status === 401 || failure.status === 403) {
        session.end('Your token is no longer valid.');
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 2000));
    }
  }
  if (location.pathname === '/login') {
    go('/', { replace: true });
  }
  summary = new Resource(async (signal) => {
    const data = await api.fleet(signal);
    clock.set(data.observed_at);
    return data;
  }, redraw, 5);
  stopFollowing = follow((event) => {
    summary?.nudge();
    ears.forEach((ear) => ear(event));
  }, () => {
    summary?.nudge();
    current?.ctx.nudge();
  });
  move();
}

/** Ends every request under way: a browser has six connections to a server, and keeps those of pages left behind. */
function rest() {
  stopFollowing?.();
  summary?.close();
  current?.ctx.close();
  current = null;
  summary = null;
}

function leave(why) {
  rest();
  dialogs.close();
  palette.close();
  signIn.because(why);
  redraw();
}

session.onChange((why) => {
  if (session.token === null) {
    leave(why);
  } else {
    enter();
  }
});
connection.onChange((isLost) => {
  if (!isLost) {
    summary?.nudge();
  }
  redraw();
});
window.addEventListener('pagehide', rest);
window.addEventListener('pageshow', (event) => event.persisted && enter());
dialogs.listen(redraw);
listen(move);
palette.listen(redraw, draw, () => current?.view.actions?.() ?? []);
keyboard(() => current?.view, palette);
applyTheme();
onTheme(redraw);
// ages and countdowns go on by themselves
setInterval(() => document.hidden || session.token === null || redraw(), 1000);
document.addEventListener('visibilitychange', () => document.hidden || summary?.nudge());
enter();
