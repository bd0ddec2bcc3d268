// Access, how hosts join, who is told, and which controller this is.

import { h } from '../dom/h.js';
import { api } from '../api/routes.js';
import { clock } from '../store/clock.js';
import { session } from '../store/session.js';
import { prefs } from '../store/prefs.js';
import { button, card, copyable, empty, facts, field, problem, skeleton, tag, time } from '../components/bits.js';
import { dialogs } from '../components/dialog.js';
import { toast } from '../components/toasts.js';
import { enrolCommand } from '../text/command.js';
import { absolute, count } from '../text/format.js';

export function settings(ctx) {
  const isAdmin = session.may('admin');
  const version = ctx.watch((signal) => api.version(signal), 300);
  const tokens = isAdmin ? ctx.watch((signal) => api.tokens(signal), 30) : null;
  const webhooks = isAdmin ? ctx.watch((signal) => api.webhooks(signal), 60) : null;
  const reload = () => tokens.refresh();

  return {
    title: () => 'Settings',
    render: () => [
      h('header', { class: 'page-head' }, h('h1', null, 'Settings')),
      card('Add hosts', isAdmin && button('Make an enrolment token…', () => enrol(reload), { class: 'primary' }),
        h('p', null, 'An agent joins with a token that works once (or as often as you say). Install the agent on the host, then paste the command there.'),
        isAdmin ? null : h('p', { class: 'faint' }, 'Your role may not make tokens: ask an admin.')),
      tokens && tokenCard(tokens, reload),
      webhooks && webhookCard(webhooks),
      card('This browser', null,
        field('Theme', h('select', { value: prefs.theme, onchange: (event) => { prefs.theme = event.target.value; } }, ['system', 'light', 'dark'].map((each) => h('option', { key: each, value: each }, each)))),
        h('label', { class: 'check' }, h('input', { type: 'checkbox', checked: prefs.shortcuts, onchange: (event) => { prefs.shortcuts = event.target.checked; ctx.redraw(); } }), 'Single-key shortcuts'),
        h('p', { class: 'hint' }, 'Your token lies in this tab’s session storage only, and is forgotten when the tab closes.')),
      card('About', null, facts([
        ['Controller', version.data?.version],
        ['Interface', version.data ? `v${version.data.api_version}` : '–'],
        ['Signed in as', `${session.who.name} (${session.who.role})`],
        ['Described at', h('a', { href: '/openapi.json', target: '_blank', rel: 'noopener' }, '/openapi.json')],
        ['Charts', 'uPlot, MIT licence'],
      ])),
    ],
  };
}

function tokenCard(tokens, reload) {
  const items = (tokens.data ?? []).filter((each) => !each.revoked_at && each.uses_left !== 0 && !(each.expires_at && Date.parse(each.expires_at) < clock.now()));
  return card('Tokens', button('New token…', () => create(reload)),
    problem(tokens.data === null ? tokens.error : null),
    tokens.data === null && !tokens.error && skeleton(3),
    tokens.data && items.length === 0 && empty('No token is valid'),
    items.length > 0 && h('div', { class: 'table-wrap' }, h('table', { class: 'grid stackable' },
      h('thead', null, h('tr', null, ['Name', 'Role', 'Made', 'Last used', 'Ends', 'Uses left', ''].map((head) => h('th', { key: head, scope: 'col' }, head || h('span', { class: 'visually-hidden' }, 'Action'))))),
      h('tbody', null, items.map((each) => h('tr', { key: each.id },
        h('td', null, each.name, each.app && h('span', { class: 'faint' }, ` only ${each.app}`)), h('td', null, tag(each.role)), h('td', null, time(each.created_at)), h('td', null, time(each.last_used_at)),
        h('td', null, each.expires_at ? absolute(each.expires_at) : 'never'), h('td', { class: 'num' }, each.uses_left === null || each.uses_left === undefined ? '–' : count(each.uses_left)),
        h('td', { class: 'right' }, button('Revoke…', () => revoke(each, reload), { class: 'danger-ghost small', 'aria-label': `Revoke ${each.name}` }))))))));
}

function webhookCard(webhooks) {
  const { data, error } = webhooks;
  const items = data?.items ?? data ?? [];
  return card('Webhooks', null,
    error && problem(error),
    !error && webhooks.isLoading && skeleton(2),
    !error && !webhooks.isLoading && data === null && h('p', { class: 'faint' }, 'This controller tells nobody by itself yet; follow the events with ', h('code', null, 'globohub events -f'), '.'),
    data && items.length === 0 && empty('Nobody is told', 'Add one with POST /v1/webhooks.'),
    items.length > 0 && h('ul', { class: 'plain' }, items.map((each) => h('li', { key: each.id }, h('code', null, each.url), ' ', tag(each.disabled_at ? 'disabled' : 'active', each.disabled_at ? 'warn' : 'ok')))));
}

function shown(made, title, lines) {
  dialogs.open({ title, body: () => [h('p', { class: 'notice warn' }, 'This is shown once: the controller keeps only its hash.'), lines] });
}

function create(reload) {
  const form = { name: '', role: 'viewer', days: '90' };
  dialogs.open({
    title: 'New token',
    body: () => [
      field('Name', h('input', { required: true, pattern: '[A-Za-z0-9][A-Za-z0-9._@\\-]{0,63}', value: form.name, oninput: (event) => { form.name = event.target.value; } }), 'whoever uses it appears by this name in the history'),
      field('Role', h('select', { value: form.role, onchange: (event) => { form.role = event.target.value; } }, [['viewer', 'viewer: sees all, changes nothing'], ['operator', 'operator: also rolls out and holds'], ['admin', 'admin: also tokens and retirement']].map(([value, label]) => h('option', { key: value, value }, label)))),
      field('Valid for', h('select', { value: form.days, onchange: (event) => { form.days = event.target.value; } }, [['1', '1 day'], ['30', '30 days'], ['90', '90 days'], ['365', '1 year']].map(([value, label]) => h('option', { key: value, value }, label)))),
    ],
    confirm: {
      label: 'Make the token',
      run: async () => {
        const made = await api.createToken({ name: form.name, role: form.role, expires_seconds: form.days * 86_400 });
        reload();
        setTimeout(() => shown(made, `Token ${made.name}`, copyable(made.secret)));
      },
    },
  });
}

function enrol(reload) {
  const form = { uses: '1', labels: '' };
  dialogs.open({
    title: 'Enrolment token',
    body: () => [
      field('How many hosts', h('input', { type: 'number', min: 1, max: 100000, required: true, value: form.uses, oninput: (event) => { form.uses = event.target.value; } })),
      field('Labels', h('input', { value: form.labels, placeholder: 'role=web,zone=a', oninput: (event) => { form.labels = event.target.value; } }), 'given to hosts that join with it'),
    ],
    confirm: {
      label: 'Make the token',
      run: async () => {
        const labels = Object.fromEntries(form.labels.split(',').map((each) => each.trim()).filter(Boolean).map((each) => {
          const [key, ...value] = each.split('=');
          return [key.trim(), value.join('=').trim()];
        }));
        const made = await api.createToken({ name: 'enroll', role: 'enroll', uses: Number(form.uses), labels });
        reload();
        setTimeout(() => shown(made, 'Paste this on the host', copyable(enrolCommand(location.origin, made.secret))));
      },
    },
  });
}

function revoke(token, reload) {
  dialogs.open({
    title: `Revoke ${token.name}`,
    body: () => h('p', null, 'Whoever uses it is refused from now on. This cannot be taken back.'),
    confirm: {
      label: 'Revoke it',
      tone: 'danger',
      run: async () => {
        await api.revokeToken(token.id);
        toast(`${token.name} is revoked`);
        reload();
      },
    },
  });
}
