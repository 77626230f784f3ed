// @ts-check
import { randomUUID } from 'node:crypto';

/** Where the server is; the test that starts this tells. */
export const url = /** @type {string} */ (process.env.PARLEY_URL);

const PASSWORD = 'correct horse battery staple';

/** @param {string} method @param {string} path @param {any} [body] @param {string} [token] */
export async function rest(method, path, body, token) {
  const response = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return text ? JSON.parse(text) : null;
}

/** A new account's credentials. @param {string} name */
export function account(name) {
  const username = `${name}-${randomUUID().slice(0, 13)}`;
  return { username, email: `${username}@example.org`, password: PASSWORD, displayName: name };
}

/** Somebody new, logged in. @param {string} name */
export async function person(name) {
  const fields = account(name);
  await rest('POST', '/users', fields);
  const { accessToken, user } = await rest('POST', '/auth', { email: fields.email, password: fields.password });
  return { token: accessToken, id: user.id, ...fields };
}

/** The direct room of two. @param {{token: string}} one @param {{id: string}} other @returns {Promise<string>} */
export async function directRoom(one, other) {
  return (await rest('POST', '/rooms', { type: 'direct', memberIds: [other.id] }, one.token)).id;
}

/** What is to be sent as message.send. @param {string} roomId @param {string} text */
export function message(roomId, text) {
  return { roomId, clientMessageId: randomUUID(), content: { text } };
}

/**
 * A promise with its resolver and a deadline.
 *
 * @param {string} what
 */
export function soon(what) {
  /** @type {(value?: any) => void} */
  let resolve = () => {};
  const timer = AbortSignal.timeout(15_000);
  const promise = new Promise((done, fail) => {
    resolve = done;
    timer.addEventListener('abort', () => fail(new Error(`not within 15 s: ${what}`)));
  });
  return { promise, resolve };
}

/**
 * Waits for a condition that nothing announces.
 *
 * @param {string} what
 * @param {() => boolean} condition
 */
export async function until(what, condition) {
  const deadline = AbortSignal.timeout(15_000);
  while (!condition()) {
    if (deadline.aborted) throw new Error(`not within 15 s: ${what}`);
    await new Promise((again) => setTimeout(again, 20));
  }
}
