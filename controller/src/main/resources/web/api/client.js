// The one way to the controller: its public interface, with the reader's token.

import { session } from '../store/session.js';
import { connection } from '../store/connection.js';

/** An answer that says no, in the controller's own words (RFC 9457). */
export class Problem extends Error {
  constructor(status, body) {
    super(body.detail ?? body.title ?? `the controller answered ${status}`);
    this.status = status;
    this.code = body.code ?? null;
    this.requestId = body.request_id ?? null;
    this.errors = body.errors ?? [];
  }
}

/** No answer at all. */
export class Unreachable extends Error {
  constructor() {
    super('the controller does not answer');
  }
}

const query = (params) => {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(params ?? {})) {
    if (value !== null && value !== undefined && value !== '') {
      search.append(name, value);
    }
  }
  const text = search.toString();
  return text ? `?${text}` : '';
};

/** @returns {{body: any, etag: ?string, status: number}} */
export async function send(method, path, { params, body, headers, signal, keepalive, token = session.token } = {}) {
  let response;
  try {
    response = await fetch(path + query(params), {
      method,
      signal,
      keepalive,
      cache: 'no-store',
      headers: {
        Accept: 'application/json',
        ...(token ? { Authorization: `Bearer ${token}` } : {}),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch (failure) {
    if (failure.name === 'AbortError') {
      throw failure;
    }
    connection.lost();
    throw new Unreachable();
  }
  connection.answered();
  const text = await response.text();
  const json = text ? read(text) : null;
  if (response.ok) {
    return { body: json, etag: response.headers.get('ETag'), status: response.status };
  }
  if (response.status === 401 && token === session.token && token !== null) {
    session.end('Your token is no longer valid. Sign in again and you are back where you were.');
  }
  throw new Problem(response.status, json ?? {});
}

function read(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** One for each wish, so that asking twice does it once. */
export const idempotencyKey = () => `page-${crypto.getRandomValues(new Uint32Array(4)).join('-')}`;

export const get = async (path, params, signal) => (await send('GET', path, { params, signal })).body;
export const post = async (path, body, options) => (await send('POST', path, { body, ...options })).body;
