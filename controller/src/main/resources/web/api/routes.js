// Every call the page makes, by name.

import { get, post, send } from './client.js';

const part = encodeURIComponent;
const PAGE = 1000;

/** Every page of a list; `most` bounds what is fetched. */
async function all(path, params, signal, most = 100_000) {
  const items = [];
  let cursor = null;
  do {
    const page = await get(path, { ...params, limit: PAGE, cursor }, signal);
    items.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor && items.length < most);
  return items;
}

let description = null;

/** Whether this controller has a route, or knows a parameter of it: it says so itself, so nothing has to be tried. */
async function knows(path, parameter = null, method = 'get') {
  description ??= get('/openapi.json').catch((failure) => {
    description = null;
    throw failure;
  });
  const route = (await description).paths[path]?.[method];
  return route !== undefined && (parameter === null || (route.parameters ?? []).some((each) => each.name === parameter));
}

/** Null from a controller that has no such route. */
const ifThere = async (path, params, signal) => ((await knows(path)) ? get(path, params, signal) : null);

export const api = {
  whoami: async (token) => (await send('GET', '/v1/whoami', { token })).body,
  version: (signal) => get('/v1/version', null, signal),
  fleet: (signal) => get('/v1/fleet', null, signal),
  hosts: (params, signal) => all('/v1/hosts', params, signal),
  /** Null from a controller that cannot look back. */
  hostsAsOf: async (at, signal) => ((await knows('/v1/hosts', 'as_of')) ? all('/v1/hosts', { as_of: at }, signal) : null),
  host: (name, signal) => send('GET', `/v1/hosts/${part(name)}`, { signal }),
  explain: (name, signal) => get(`/v1/hosts/${part(name)}/explain`, null, signal),
  /** The last hour where a controller knows no other span; that is told by the times in the answer. */
  metrics: async (name, params, signal) =>
    get(`/v1/hosts/${part(name)}/metrics`, params && (await knows('/v1/hosts/{host}/metrics', 'from')) ? params : null, signal),
  hostEvents: (name, params, signal) => get(`/v1/hosts/${part(name)}/events`, params, signal),
  patchHost: async (name, patch) => {
    const { etag } = await send('GET', `/v1/hosts/${part(name)}`);
    return (await send('PATCH', `/v1/hosts/${part(name)}`, { body: patch, headers: { 'If-Match': etag } })).body;
  },
  retireHost: async (name) => {
    const { etag } = await send('GET', `/v1/hosts/${part(name)}`);
    await send('DELETE', `/v1/hosts/${part(name)}`, { headers: { 'If-Match': etag } });
  },
  /** Whether this controller can fetch logs. */
  canReadLogs: () => knows('/v1/hosts/{host}/apps/{app}/logs', null, 'post'),
  askLog: (host, app, query) => post(`/v1/hosts/${part(host)}/apps/${part(app)}/logs`, query),
  readLog: async (id, after, signal) => (await send('GET', `/v1/logs/${part(id)}`, { params: { after }, headers: { Prefer: 'wait=20' }, signal })).body,
  /** Also from a page that is being left. */
  endLog: (id) => send('DELETE', `/v1/logs/${part(id)}`, { keepalive: true }),
  apps: (signal) => all('/v1/apps', null, signal),
  plan: (request, signal) => post('/v1/rollouts', request, { params: { dry_run: true }, signal }),
  start: (request, planEtag, key) =>
    post('/v1/rollouts', request, { headers: { 'If-Match': planEtag, 'Idempotency-Key': key } }),
  rollouts: (params, signal) => get('/v1/rollouts', params, signal),
  rollout: (id, signal) => get(`/v1/rollouts/${part(id)}`, null, signal),
  act: (id, action) => post(`/v1/rollouts/${part(id)}/${action}`),
  events: (params, signal) => get('/v1/events', params, signal),
  verify: (params) => ifThere('/v1/events/verify', params),
  packages: (params, signal) => ifThere('/v1/packages', params, signal),
  search: (params, signal) => get('/v1/search', params, signal),
  tokens: (signal) => all('/v1/tokens', null, signal),
  createToken: (request) => post('/v1/tokens', request),
  revokeToken: async (id) => (await send('DELETE', `/v1/tokens/${part(id)}`)).body,
  webhooks: (signal) => ifThere('/v1/webhooks', null, signal),
  createWebhook: (request, key) => post('/v1/webhooks', request, { headers: { 'Idempotency-Key': key } }),
  testWebhook: (id) => post(`/v1/webhooks/${part(id)}/test`),
  deleteWebhook: async (id) => {
    const { etag } = await send('GET', `/v1/webhooks/${part(id)}`);
    await send('DELETE', `/v1/webhooks/${part(id)}`, { headers: etag ? { 'If-Match': etag } : {} });
  },
  deliveries: (id, signal) => get(`/v1/webhooks/${part(id)}/deliveries`, { limit: 50 }, signal),
};
