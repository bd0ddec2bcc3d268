// Who may do what: tokens for people and programs, and those with which hosts join.

import { h } from '../dom/h.js';
import { api } from '../api/routes.js';
import { clock } from '../store/clock.js';
import { dialogs } from './dialog.js';
import { button, card, copyable, empty, field, problem, skeleton, tag, time } from './bits.js';
import { toast } from './toasts.js';
import { enrolCommand } from '../text/command.js';
import { absolute, count, many } from '../text/format.js';

const ROLES = [['viewer', 'viewer: sees all, changes nothing'], ['operator', 'operator: also rolls out, restarts and holds'], ['admin', 'admin: also tokens, webhooks and retirement']];
const DAYS = [['1', '1 day'], ['30', '30 days'], ['90', '90 days'], ['365', '1 year']];

const isValid = (token) => !token.revoked_at && token.uses_left !== 0 && !(token.expires_at && Date.parse(token.expires_at) < clock.now());

export function tokenCard(tokens) {
  const items = (tokens.data ?? []).filter(isValid);
  return card('Tokens', button('New token…', () => create(tokens)),
    problem(tokens.data === null ? tokens.error : null),
    tokens.data === null && !tokens.error && skeleton(3),
    tokens.data && items.length === 0 && empty('No token is valid'),
    items.length > 0 && h('div', { class: 'table-wrap' }, h('table', { class: 'grid stackable tokens' },
      h('caption', { class: 'visually-hidden' }, 'Valid tokens'),
      h('thead', null, h('tr', null, ['Name', 'Role', 'Made', 'Last used', 'Ends', 'Uses left', ''].map((head) => h('th', { key: head, scope: 'col' }, head || h('span', { class: 'visually-hidden' }, 'Action'))))),
      h('tbody', null, items.map((each) => h('tr', { key: each.id },
        h('td', null, h('b', null, each.name), each.app && h('span', { class: 'faint' }, ` only ${each.app}`)), h('td', null, tag(each.role, each.role === 'admin' ? 'warn' : each.role === 'operator' ? 'info' : 'mute')), h('td', { 'data-label': 'made' }, time(each.created_at)), h('td', { 'data-label': 'used' }, time(each.last_used_at)),
        h('td', { 'data-label': 'ends' }, each.expires_at ? absolute(each.expires_at) : 'never'), h('td', { class: 'num', 'data-label': 'uses left' }, each.uses_left === null || each.uses_left === undefined ? '–' : count(each.uses_left)),
        h('td', { class: 'right' }, button('Revoke…', () => revoke(each, tokens), { class: 'danger-ghost small', 'aria-label': `Revoke ${each.name}` }))))))));
}

function shown(title, lines) {
  setTimeout(() => dialogs.open({ title, body: () => [h('p', { class: 'notice warn' }, 'This is shown once: the controller keeps only its hash.'), lines] }));
}

function create(tokens) {
  const form = { name: '', role: 'viewer', app: '', days: '90' };
  dialogs.open({
    title: 'New token',
    body: () => [
      field('Name', h('input', { name: 'name', required: true, pattern: '[A-Za-z0-9][A-Za-z0-9._@\\-]{0,63}', value: form.name, oninput: (event) => { form.name = event.target.value; } }), 'whoever uses it appears by this name in the history'),
      field('Role', h('select', { name: 'role', value: form.role, onchange: (event) => { form.role = event.target.value; dialogs.redraw(); } }, ROLES.map(([value, label]) => h('option', { key: value, value }, label)))),
      form.role === 'operator' && field('Only this app', h('input', { name: 'app', value: form.app, placeholder: 'every app', oninput: (event) => { form.app = event.target.value; } }), 'for a pipeline that deploys one app'),
      field('Valid for', h('select', { name: 'days', value: form.days, onchange: (event) => { form.days = event.target.value; } }, DAYS.map(([value, label]) => h('option', { key: value, value }, label)))),
    ],
    confirm: {
      label: 'Make the token',
      run: async () => {
        const app = form.role === 'operator' && form.app.trim() ? form.app.trim() : undefined;
        const made = await api.createToken({ name: form.name, role: form.role, app, expires_seconds: form.days * 86_400 });
        tokens.refresh();
        shown(`Token ${made.name}`, [copyable(made.secret), h('p', { class: 'faint' }, 'On the command line: ', h('code', null, 'globohub login'), ' asks for it.')]);
      },
    },
  });
}

/** The labels of `role=web,zone=a`. */
const labelsOf = (text) => Object.fromEntries(text.split(',').map((each) => each.trim()).filter(Boolean).map((each) => {
  const [key, ...value] = each.split('=');
  return [key.trim(), value.join('=').trim()];
}));

export function enrol(tokens) {
  const form = { uses: '1', labels: '' };
  dialogs.open({
    title: 'Add hosts',
    body: () => [
      field('How many hosts', h('input', { type: 'number', name: 'uses', min: 1, max: 100000, required: true, value: form.uses, oninput: (event) => { form.uses = event.target.value; } }), 'the token works so often'),
      field('Labels', h('input', { name: 'labels', value: form.labels, placeholder: 'role=web,zone=a', oninput: (event) => { form.labels = event.target.value; } }), 'given to the hosts that join with it; a selector means hosts by them'),
    ],
    confirm: {
      label: 'Make the token',
      run: async () => {
        const made = await api.createToken({ name: 'enroll', role: 'enroll', uses: Number(form.uses), labels: labelsOf(form.labels) });
        tokens.refresh();
        shown('Paste this on the host', [
          copyable(enrolCommand(location.origin, made.secret)),
          h('p', { class: 'faint' }, `Good for ${many(Number(form.uses), 'host')}`, made.expires_at && [`, until ${absolute(made.expires_at)}`], '. The host appears here by itself once it has joined.'),
        ]);
      },
    },
  });
}

function revoke(token, tokens) {
  dialogs.open({
    title: `Revoke ${token.name}`,
    body: () => h('p', null, 'Whoever uses it is refused from now on. This cannot be taken back.'),
    confirm: {
      label: 'Revoke it',
      tone: 'danger',
      run: async () => {
        await api.revokeToken(token.id);
        toast(`${token.name} is revoked`);
        tokens.refresh();
      },
    },
  });
}
