// Access, how hosts join, who is told, and which controller this is.

import { h } from '../dom/h.js';
import { api } from '../api/routes.js';
import { session } from '../store/session.js';
import { prefs } from '../store/prefs.js';
import { button, card, facts } from '../components/bits.js';
import { enrol, tokenCard } from '../components/tokens.js';
import { webhookCard } from '../components/webhooks.js';

const THEMES = [['system', 'As the system'], ['light', 'Light'], ['dark', 'Dark']];

export function settings(ctx) {
  const isAdmin = session.may('admin');
  const version = ctx.watch((signal) => api.version(signal), 300);
  const tokens = isAdmin ? ctx.watch((signal) => api.tokens(signal), 30) : null;
  const open = () => ctx.query.get('webhook');
  // whoever looks at the deliveries waits for one
  const webhooks = isAdmin ? ctx.watch((signal) => api.webhooks(signal), () => (open() ? 3 : 20)) : null;
  const deliveries = isAdmin ? ctx.watch(async (signal) => (open() ? api.deliveries(open(), signal) : null), 3) : null;
  let shown = open();

  const arrive = () => {
    if (isAdmin && ctx.query.get('new') === 'enrolment') {
      ctx.go(ctx.withParams({ new: null }), { replace: true });
      enrol(tokens);
    }
  };
  setTimeout(arrive);

  return {
    title: () => 'Settings',
    moved: () => {
      arrive();
      if (isAdmin && open() !== shown) {
        shown = open();
        deliveries.anew();
      }
    },
    render: () => [
      h('header', { class: 'page-head' }, h('h1', null, 'Settings')),
      card('Add hosts', isAdmin && button('Make an enrolment token…', () => enrol(tokens), { class: 'primary' }),
        h('ol', { class: 'way' },
          h('li', null, 'Install the agent on the host: the package ', h('code', null, 'globohub-agent'), ', or the Ansible role.'),
          h('li', null, 'Make an enrolment token here. It comes with the command to paste on the host, and labels for whoever joins with it.'),
          h('li', null, 'The host appears under Hosts within seconds, ready for its first rollout.')),
        !isAdmin && h('p', { class: 'faint' }, 'Your role may not make tokens: ask an admin.')),
      tokens && tokenCard(tokens),
      webhooks && webhookCard(webhooks, deliveries, open(), ctx),
      h('div', { class: 'columns even' },
        card('This browser', null,
          h('div', { class: 'segments', role: 'group', 'aria-label': 'Theme' }, THEMES.map(([value, label]) =>
            h('button', { key: value, type: 'button', 'aria-pressed': String(prefs.theme === value), onclick: () => { prefs.theme = value; } }, label))),
          h('label', { class: 'check' }, h('input', { type: 'checkbox', checked: prefs.shortcuts, onchange: (event) => { prefs.shortcuts = event.target.checked; ctx.redraw(); } }), 'Single-key shortcuts'),
          h('p', { class: 'hint' }, 'Your token lies in this tab’s session storage only, and is forgotten when the tab closes.')),
        card('About', null, facts([
          ['Controller', version.data?.version],
          ['Interface', version.data ? [`v${version.data.api_version} · `, h('a', { href: '/docs', target: '_blank', rel: 'noopener' }, 'described for people'), ' and ', h('a', { href: '/openapi.json', target: '_blank', rel: 'noopener' }, 'for programs')] : '–'],
          ['Signed in as', `${session.who.name} (${session.who.role})`],
          ['Charts', 'uPlot, MIT licence'],
        ]))),
    ],
  };
}
