// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Http } from '../http.js';
import { Rest } from '../rest.js';
import { Session } from '../session.js';
import { memoryStore } from '../storage.js';
import { FakeClock, fakeFetch, settle } from '../testing/fakes.js';

const USER = { id: 'u1', username: 'ada', displayName: 'Ada', email: 'ada@example.org' };
const problem = (/** @type {number} */ status, /** @type {string} */ code, more = {}) => ({ status, code, title: code, ...more });

/** A server that rotates refresh tokens and revokes on reuse, as the real one does. */
function authServer() {
  let issued = 0;
  let revoked = false;
  const used = new Set();
  const tokens = () => {
    issued += 1;
    return { accessToken: `a${issued}`, refreshToken: `r${issued}`, tokenType: 'Bearer', expiresIn: 900, user: USER };
  };
  const routes = {
    'POST /auth': tokens,
    'POST /auth/refresh': (/** @type {any} */ { refreshToken }) => {
      if (revoked || used.has(refreshToken)) {
        revoked = true;
        return problem(401, 'UNAUTHENTICATED');
      }
      used.add(refreshToken);
      return tokens();
    },
    'POST /auth/logout': () => ({ status: 204 }),
  };
  return { ...fakeFetch(routes), routes: /** @type {any} */ (routes), isRevoked: () => revoked };
}

/** One tab. @param {any} server @param {any} store @param {FakeClock} clock @param {any} [locks] */
function tab(server, store, clock, locks = null) {
  const http = new Http({ baseUrl: 'http://server', fetch: server.fetch });
  const session = new Session({ http, store, clock, locks });
  return { session, rest: new Rest({ http, tokens: session }) };
}

test('ten calls that need a refresh at once make one', async () => {
  const server = authServer();
  const clock = new FakeClock();
  const { session } = tab(server, memoryStore(), clock);
  await session.logIn({ email: 'ada@example.org', password: 'x' });
  assert.equal(await session.accessToken(), 'a1');
  clock.time += 899_000;
  const all = await Promise.all(Array.from({ length: 10 }, () => session.accessToken()));
  assert.deepEqual(new Set(all), new Set(['a2']));
  assert.equal(server.calls.filter(({ route }) => route === 'POST /auth/refresh').length, 1);
});

for (const [how, locks] of [['web locks', fakeLocks()], ['a lease in the store', null]]) {
  test(`two tabs that refresh at the same moment share one refresh by ${how}`, async () => {
    const server = authServer();
    const clock = new FakeClock();
    const store = { ...memoryStore(), shared: true };
    const one = tab(server, store, clock, locks);
    const two = tab(server, store, clock, locks);
    await one.session.logIn({ email: 'ada@example.org', password: 'x' });
    clock.time += 899_000;
    const both = Promise.all([one.session.accessToken(), two.session.accessToken()]);
    // Web answers come on the real event loop, the lease's waits on the fake one
    let done = false;
    both.then(() => (done = true));
    while (!done) {
      await clock.advance(100);
      await new Promise((resolve) => setImmediate(resolve));
    }
    assert.deepEqual(await both, ['a2', 'a2']);
    assert.equal(server.isRevoked(), false);
  });
}

test('a refused refresh ends the session, a server that is away does not', async () => {
  const server = authServer();
  const clock = new FakeClock();
  const { session } = tab(server, memoryStore(), clock);
  /** @type {any[]} */
  const changes = [];
  session.on('changed', (change) => changes.push(change.reason));
  await session.logIn({ email: 'ada@example.org', password: 'x' });
  server.routes['POST /auth/refresh'] = () => problem(503, 'UNAVAILABLE');
  clock.time += 890_000;
  assert.equal(await session.accessToken(), 'a1', 'still valid for ten seconds');
  clock.time += 20_000;
  await assert.rejects(session.accessToken(), { code: 'UNAVAILABLE' });
  assert.equal(session.user?.id, 'u1');
  server.routes['POST /auth/refresh'] = () => problem(401, 'UNAUTHENTICATED');
  await assert.rejects(session.accessToken(), { code: 'UNAUTHENTICATED' });
  assert.equal(session.user, null);
  assert.deepEqual(changes, ['logged-in', 'expired']);
});

test('logging out forgets the tokens at once and tells the server', async () => {
  const server = authServer();
  const store = memoryStore();
  const { session } = tab(server, store, new FakeClock());
  await session.logIn({ email: 'ada@example.org', password: 'x' });
  const done = session.logOut();
  assert.deepEqual(store.keys(), []);
  await done;
  assert.deepEqual(server.calls.at(-1)?.body, { refreshToken: 'r1' });
});

test('a call that meets TOKEN_EXPIRED is repeated once with a fresh token', async () => {
  const server = authServer();
  const { session, rest } = tab(server, memoryStore(), new FakeClock());
  await session.logIn({ email: 'ada@example.org', password: 'x' });
  let asked = 0;
  server.routes['GET /users/me'] = () => (asked++ === 0 ? problem(401, 'TOKEN_EXPIRED') : USER);
  assert.equal((await rest.me()).username, 'ada');
  assert.deepEqual(server.calls.slice(-1)[0].authorization, 'Bearer a2');
});

test('problems become errors with code, fields and the time to come back', async () => {
  const server = authServer();
  const { session } = tab(server, memoryStore(), new FakeClock());
  server.routes['POST /auth'] = () => problem(400, 'INVALID_REQUEST', { errors: [{ field: 'email', message: 'bad' }] });
  await assert.rejects(session.logIn({ email: '', password: '' }), {
    code: 'INVALID_REQUEST', status: 400, retryable: false, errors: [{ field: 'email', message: 'bad' }],
  }); // prettier-ignore
  server.routes['POST /auth'] = () => problem(429, 'RATE_LIMITED', { headers: { 'retry-after': '7' } });
  await assert.rejects(session.logIn({ email: '', password: '' }), { retryable: true, retryAfterMs: 7000 });
  server.routes['POST /auth'] = () => ({ status: 502, html: 'a proxy' });
  await assert.rejects(session.logIn({ email: '', password: '' }), { code: 'UNAVAILABLE', retryable: true });
});

test('a log-out in another tab is heard here', async () => {
  const server = authServer();
  /** @type {(key: string|null) => void} */
  let tell = () => {};
  const store = { ...memoryStore(), subscribe: (/** @type {any} */ changed) => ((tell = changed), () => {}) };
  const { session } = tab(server, store, new FakeClock());
  await session.logIn({ email: 'ada@example.org', password: 'x' });
  /** @type {any[]} */
  const changes = [];
  session.on('changed', (change) => changes.push(change));
  store.removeItem('parley.session');
  tell('parley.session');
  await settle();
  assert.deepEqual(changes, [{ user: null, reason: 'elsewhere' }]);
});

/** One lock at a time by name, as navigator.locks gives it. */
function fakeLocks() {
  let tail = Promise.resolve();
  return {
    request: (/** @type {string} */ _name, /** @type {() => Promise<any>} */ run) => {
      const result = tail.then(run);
      tail = result.catch(() => {});
      return result;
    },
  };
}
