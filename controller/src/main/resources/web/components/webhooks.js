// Who is told of what happens: made, tested, taken away, and what was sent to each.

import { h } from '../dom/h.js';
import { api } from '../api/routes.js';
import { idempotencyKey } from '../api/client.js';
import { dialogs } from './dialog.js';
import { badge, button, card, copyable, empty, field, link, problem, skeleton, tag, time } from './bits.js';
import { toast } from './toasts.js';
import { EVENT_GROUPS } from '../text/event-kinds.js';
import { sentence, words } from '../text/words.js';
import { count, many } from '../text/format.js';

const NAMED = 3;

/** @param open the id of the one whose deliveries are shown, or null */
export function webhookCard(webhooks, deliveries, open, ctx) {
  const { data, error } = webhooks;
  const items = data?.items ?? [];
  return card('Webhooks', data !== null && items.length > 0 && button('New webhook…', () => create(webhooks)),
    h('p', { class: 'faint' }, 'Events are posted to an address of yours as they enter the ledger, signed, in order, and again until it has taken them.'),
    error && problem(error),
    !error && webhooks.isLoading && skeleton(2),
    !error && !webhooks.isLoading && data === null && empty('This controller tells nobody by itself', h('span', null, 'Follow the events with ', h('code', null, 'globohub events -f'), '.')),
    data && items.length === 0 && empty('Nobody is told yet', button('New webhook…', () => create(webhooks))),
    items.length > 0 && table(items, open, webhooks, ctx),
    open && items.some((each) => each.id === open) && log(items.find((each) => each.id === open), deliveries, ctx));
}

function table(items, open, webhooks, ctx) {
  return h('div', { class: 'table-wrap' }, h('table', { class: 'grid stackable' },
    h('caption', { class: 'visually-hidden' }, 'Webhooks'),
    h('thead', null, h('tr', null, ['Address', 'Told of', 'State', 'Made', ''].map((head) => h('th', { key: head, scope: 'col' }, head || h('span', { class: 'visually-hidden' }, 'Actions'))))),
    h('tbody', null, items.map((each) =>
      h('tr', { key: each.id },
        h('td', { class: 'wrap wide-cell' }, h('code', null, each.url), each.format === 'slack' && [' ', tag('Slack')]),
        h('td', { class: 'wrap', 'data-label': 'told of', title: each.events.map(words).join(', ') }, each.events.slice(0, NAMED).map(words).join(', '), each.events.length > NAMED && h('span', { class: 'faint' }, ` and ${each.events.length - NAMED} more`)),
        h('td', null, stateOf(each)),
        h('td', { 'data-label': 'made' }, time(each.created_at), h('span', { class: 'faint' }, ` by ${each.created_by}`)),
        h('td', { class: 'right' }, h('span', { class: 'row-actions' },
          button('Test', () => test(each, ctx), { class: 'small', 'aria-label': `Test ${each.url}` }),
          button('Deliveries', () => ctx.go(ctx.withParams({ webhook: open === each.id ? null : each.id })), { class: 'small', 'aria-label': `Deliveries to ${each.url}`, 'aria-expanded': String(open === each.id) }),
          button('Remove…', () => remove(each, webhooks, ctx), { class: 'danger-ghost small', 'aria-label': `Remove ${each.url}` }))))))));
}

function stateOf(webhook) {
  if (webhook.disabled_at) {
    return [badge({ label: 'Given up', tone: 'bad', shape: '✕' }), ' ', time(webhook.disabled_at)];
  }
  if (webhook.failing_since) {
    return [badge({ label: 'Failing', tone: 'warn', shape: '◐' }), h('span', { class: 'faint' }, ' since ', time(webhook.failing_since))];
  }
  return badge({ label: 'Told all', tone: 'ok', shape: '●' });
}

function log(webhook, deliveries, ctx) {
  const items = deliveries.data?.items ?? [];
  return h('section', { class: 'deliveries', 'aria-label': `Deliveries to ${webhook.url}` },
    h('h3', null, 'Deliveries to ', h('code', null, webhook.url)),
    problem(deliveries.data === null ? deliveries.error : null),
    deliveries.data === null && !deliveries.error && skeleton(3),
    deliveries.data && items.length === 0 && empty('Nothing was sent yet', button('Send a test', () => test(webhook, ctx), { class: 'small' })),
    items.length > 0 && h('div', { class: 'table-wrap scroll', tabindex: '0', role: 'region', 'aria-label': 'What was sent' }, h('table', { class: 'grid stackable' },
      h('thead', null, h('tr', null, ['When', 'Event', 'Outcome', 'Answer', 'Attempts'].map((head) => h('th', { key: head, scope: 'col' }, head)))),
      h('tbody', null, items.map((each) => h('tr', { key: each.id },
        h('td', { class: 'nowrap' }, time(each.at)),
        h('td', null, each.seq ? link(`/history?seq=${each.seq}`, sentence(each.kind)) : 'Test'),
        h('td', null, badge(each.delivered ? { label: 'Taken', tone: 'ok', shape: '✓' } : { label: 'Refused', tone: 'bad', shape: '✕' })),
        h('td', { class: 'wrap', 'data-label': 'answer' }, each.status ?? 'none', each.detail && h('span', { class: 'faint' }, ` ${each.detail}`)),
        h('td', { class: 'num', 'data-label': 'attempts' }, count(each.attempts))))))));
}

async function test(webhook, ctx) {
  try {
    const { delivered, status, detail } = await api.testWebhook(webhook.id);
    toast(delivered ? `The test was taken: ${status}` : `The test was not taken: ${detail ?? status}`, delivered ? 'ok' : 'bad');
  } catch (failure) {
    toast(failure.message, 'bad');
  }
  ctx.nudge();
  ctx.redraw();
}

function create(webhooks) {
  const form = { url: '', format: 'event', which: 'usual', events: new Set() };
  const key = idempotencyKey();
  dialogs.open({
    title: 'New webhook',
    body: () => [
      field('Address', h('input', { type: 'url', required: true, maxlength: 2000, placeholder: 'https://example.org/hook', value: form.url, oninput: (event) => { form.url = event.target.value; } }), 'each event is posted there'),
      field('Format', h('select', { name: 'format', value: form.format, onchange: (event) => { form.format = event.target.value; } },
        [['event', 'event: the entry of the ledger, as JSON'], ['slack', 'slack: a line of text, for Slack and what is like it']].map(([value, label]) => h('option', { key: value, value }, label)))),
      field('Told of', h('select', { name: 'which', value: form.which, onchange: (event) => { form.which = event.target.value; dialogs.redraw(); } },
        [['usual', 'what usually needs a person'], ['chosen', 'what I choose']].map(([value, label]) => h('option', { key: value, value }, label)))),
      form.which === 'chosen' && h('div', { class: 'choice-list', tabindex: '0', role: 'group', 'aria-label': 'Kinds of events' }, Object.entries(EVENT_GROUPS).map(([group, kinds]) =>
        h('fieldset', { key: group }, h('legend', null, group), kinds.map((kind) =>
          h('label', { key: kind, class: 'check' }, h('input', { type: 'checkbox', name: kind, checked: form.events.has(kind), onchange: (event) => { form.events[event.target.checked ? 'add' : 'delete'](kind); dialogs.redraw(); } }), sentence(kind)))))),
    ],
    confirm: {
      label: () => (form.which === 'chosen' ? `Tell it of ${many(form.events.size, 'kind')}` : 'Make the webhook'),
      isReady: () => form.which === 'usual' || form.events.size > 0,
      run: async () => {
        const made = await api.createWebhook({ url: form.url, format: form.format, events: form.which === 'chosen' ? [...form.events] : [] }, key);
        webhooks.refresh();
        setTimeout(() => dialogs.open({
          title: 'The webhook is made',
          body: () => [
            h('p', { class: 'notice warn' }, 'This secret signs every delivery, by the rules of Standard Webhooks. It is shown once.'),
            copyable(made.secret),
            h('p', { class: 'faint' }, `It is told of ${made.events.map(words).join(', ')}.`),
          ],
        }));
      },
    },
  });
}

function remove(webhook, webhooks, ctx) {
  dialogs.open({
    title: 'Remove the webhook',
    body: () => [h('p', null, h('code', null, webhook.url)), h('p', null, 'It is told of nothing from now on, and the record of what was sent to it goes with it.')],
    confirm: {
      label: 'Remove it',
      tone: 'danger',
      run: async () => {
        await api.deleteWebhook(webhook.id);
        toast('the webhook is removed');
        ctx.go(ctx.withParams({ webhook: null }), { replace: true });
        webhooks.refresh();
      },
    },
  });
}
