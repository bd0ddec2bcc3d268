// Signing in with a token. The address stays, so that afterwards one is where one wanted to be.

import { h } from '../dom/h.js';
import { api } from '../api/routes.js';
import { session } from '../store/session.js';
import { problem } from '../components/bits.js';

export function login(redraw) {
  const state = { why: null, error: null, isBusy: false };

  const submit = async (event) => {
    event.preventDefault();
    const token = new FormData(event.target).get('token').trim();
    state.isBusy = true;
    state.error = null;
    redraw();
    try {
      const record = await api.whoami(token);
      state.why = null;
      session.begin(token, record);
    } catch (failure) {
      state.error = failure.status === 401 || failure.status === 403
        ? { message: 'No such token, or it has expired or was revoked.' }
        : failure;
    }
    state.isBusy = false;
    redraw();
  };

  return {
    because(why) {
      state.why = why;
    },
    render: () =>
      h('main', { class: 'login' },
        h('form', { onsubmit: submit },
          h('div', { class: 'brand' }, h('span', { class: 'mark', 'aria-hidden': 'true' }), 'globoHUB'),
          h('h1', null, 'Sign in'),
          state.why && h('p', { class: 'notice warn', role: 'status' }, state.why),
          h('input', { class: 'visually-hidden', name: 'username', autocomplete: 'username', value: 'globohub', readOnly: true, tabindex: '-1', 'aria-hidden': 'true' }),
          h('label', { class: 'field' }, h('span', { class: 'label' }, 'Token'),
            h('input', { name: 'token', type: 'password', required: true, autocomplete: 'current-password', spellcheck: 'false', hook: { created: (node) => node.focus() } })),
          problem(state.error),
          h('button', { class: 'btn primary wide', type: 'submit', disabled: state.isBusy }, state.isBusy ? 'Signing in…' : 'Sign in'),
          h('p', { class: 'hint' }, 'The token stays in this tab only and is forgotten when you close it. Make one with ', h('code', null, 'globohub token create'), '; the very first lies in the file ', h('code', null, 'admin-token'), ' of the controller.'))),
  };
}
