// What can be done to hosts themselves; each dialog says the effect, and on how many.

import { h } from '../dom/h.js';
import { api } from '../api/routes.js';
import { dialogs } from './dialog.js';
import { field } from './bits.js';
import { toast } from './toasts.js';
import { many } from '../text/format.js';
import { clock } from '../store/clock.js';

/** One after the other, so that a refusal names its host and what came before it is known. */
async function each(names, change) {
  for (const [i, name] of names.entries()) {
    try {
      await change(name);
    } catch (failure) {
      failure.message = `${name}: ${failure.message}${i > 0 ? ` (${i} done before it)` : ''}`;
      throw failure;
    }
  }
}

const MOST_NAMED = 8;

const whom = (names) => (names.length === 1 ? names[0] : many(names.length, 'host'));

export function holdDialog(names, done) {
  const form = { reason: '', hours: '' };
  dialogs.open({
    title: `Hold ${whom(names)}`,
    body: () => [
      h('p', null, 'A held host changes nothing but restarts of what crashed: rollouts leave it out until the hold is lifted or ends.'),
      field('Reason', h('input', { required: true, maxlength: 500, value: form.reason, oninput: (event) => { form.reason = event.target.value; } }), 'everybody who meets the hold reads it'),
      field('Ends after', h('select', { value: form.hours, onchange: (event) => { form.hours = event.target.value; } },
        [['', 'when somebody lifts it'], ['1', '1 hour'], ['8', '8 hours'], ['24', '1 day'], ['168', '1 week']].map(([value, label]) => h('option', { key: value, value }, label)))),
    ],
    confirm: {
      label: `Hold ${whom(names)}`,
      run: async () => {
        const expires = form.hours === '' ? null : new Date(clock.now() + form.hours * 3_600_000).toISOString();
        await each(names, (name) => api.patchHost(name, { hold: { reason: form.reason, expires_at: expires } }));
        toast(`${whom(names)} held`);
        done();
      },
    },
  });
}

/** @param hosts that are held, as the interface shows them */
export function unholdDialog(hosts, done) {
  const names = hosts.map((host) => host.name);
  dialogs.open({
    title: `Lift the hold on ${whom(names)}`,
    body: () => [
      h('ul', { class: 'plain' }, hosts.slice(0, MOST_NAMED).map(({ name, hold }) => h('li', { key: name }, hosts.length > 1 && [h('b', null, name), ': '], `${hold.owner} holds it: “${hold.reason}”`))),
      hosts.length > MOST_NAMED && h('p', { class: 'faint' }, `and ${many(hosts.length - MOST_NAMED, 'more host')}`),
      h('p', null, 'Once lifted, a host goes on to what is desired of it, which may mean a deployment at once.'),
    ],
    confirm: {
      label: hosts.length === 1 ? 'Lift the hold' : `Lift ${hosts.length} holds`,
      run: async () => {
        await each(names, (name) => api.patchHost(name, { unhold: true }));
        toast(names.length === 1 ? `the hold on ${names[0]} is lifted` : `the holds on ${whom(names)} are lifted`);
        done();
      },
    },
  });
}

export function labelDialog(names, done) {
  const form = { key: '', value: '' };
  dialogs.open({
    title: `Label ${whom(names)}`,
    body: () => [
      h('p', null, 'Labels decide which hosts a selector means. Nothing is deployed by a change of labels.'),
      field('Key', h('input', { required: true, value: form.key, oninput: (event) => { form.key = event.target.value; } })),
      field('Value', h('input', { value: form.value, oninput: (event) => { form.value = event.target.value; } }), 'empty removes the label'),
    ],
    confirm: {
      label: 'Change labels',
      run: async () => {
        await each(names, (name) => api.patchHost(name, { labels: { [form.key]: form.value === '' ? null : form.value } }));
        toast(`labels of ${whom(names)} changed`);
        done();
      },
    },
  });
}

export function retireDialog(name, done) {
  dialogs.open({
    title: `Retire ${name}`,
    body: () => h('p', null, 'It leaves the fleet, and its credential opens nothing any more. What runs on the host goes on running; its history stays in the ledger. To come back it has to be enrolled again.'),
    confirm: {
      label: `Retire ${name}`,
      tone: 'danger',
      run: async () => {
        await api.retireHost(name);
        toast(`${name} is retired`);
        done();
      },
    },
  });
}
