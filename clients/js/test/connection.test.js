// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Connection } from '../connection.js';
import { unavailable, unauthenticated } from '../errors.js';
import { FakeClock, FakeDoor, settle } from '../testing/fakes.js';

function connection({ doors = [new FakeDoor()], tokens = {} } = {}) {
  const clock = new FakeClock();
  /** @type {(string|null)[]} */
  const refreshed = [];
  const all = new Connection({
    doors,
    clock,
    tokens: {
      accessToken: async () => (refreshed.length ? `token-${refreshed.length}` : 'token-0'),
      tokenOtherThan: async (stale) => {
        refreshed.push(stale);
        return `token-${refreshed.length}`;
      },
      ...tokens,
    },
  });
  /** @type {any[]} */
  const seen = [];
  for (const type of ['ready', 'lost', 'ended', 'frame']) all.on(type, (value) => seen.push({ type, ...value }));
  return { connection: all, clock, door: doors[0], refreshed, seen };
}

/** A connection that has been ready for a while. */
async function connected(options = {}) {
  const all = connection(options);
  all.connection.start();
  await settle();
  await all.door.last.letIn({ heartbeatMs: 25_000 });
  await all.clock.advance(6_000);
  return all;
}

test('the first frame carries the token, and only ready makes it ready', async () => {
  const { connection: it, door, seen } = connection();
  it.start();
  await settle();
  door.last.handlers.onOpen();
  await settle();
  assert.deepEqual(door.last.sent.map(({ type, data }) => [type, data.token]), [['auth', 'token-0']]);
  assert.equal(it.state, 'connecting');
  await assert.rejects(it.request('ping'), { code: 'UNAVAILABLE' });
  door.last.answer('auth', { userId: 'u' }, 'ready');
  await settle();
  assert.equal(it.state, 'ready');
  assert.equal(seen[0].userId, 'u');
});

test('replies find their request by id, in any order, and refusals carry the code', async () => {
  const { connection: it, door } = await connected();
  const one = it.request('a', 1);
  const two = it.request('b', 2);
  const three = it.request('c', 3);
  door.last.answer('b', 'second');
  door.last.answer('a', 'first');
  door.last.refuse('c', { code: 'RATE_LIMITED', retryable: true, retryAfterMs: 70 });
  assert.deepEqual(await Promise.all([one, two]), ['first', 'second']);
  await assert.rejects(three, { code: 'RATE_LIMITED', retryable: true, retryAfterMs: 70 });
});

test('an unanswered request fails at its deadline, an unanswered ping costs the socket', async () => {
  const { connection: it, clock, door } = await connected();
  const asked = assert.rejects(it.request('a'), { code: 'UNAVAILABLE', retryable: true });
  await clock.advance(10_000);
  await asked;
  assert.equal(it.state, 'ready');
  await clock.advance(25_000);
  assert.equal(door.sockets[0].closed, true);
  assert.equal(door.sockets.length, 2);
});

test('a heartbeat that is answered keeps the socket', async () => {
  const { connection: it, clock, door } = await connected();
  for (let i = 0; i < 5; i++) {
    await clock.advance(25_000);
    door.last.answer('ping', undefined, 'pong');
    await settle();
  }
  assert.equal(it.state, 'ready');
  assert.equal(door.sockets.length, 1);
});

test('4401 refreshes the refused token and reconnects at once', async () => {
  const { door, refreshed } = await connected();
  door.last.die(4401);
  await settle();
  assert.deepEqual(refreshed, ['token-0']);
  door.last.handlers.onOpen();
  await settle();
  assert.equal(door.last.sent[0].data.token, 'token-1');
});

test('a token refused as soon as it is fresh is not refreshed in a tight loop', async () => {
  const { connection: it, door, refreshed } = connection();
  it.start();
  for (let i = 0; i < 50; i++) {
    await settle();
    if (!door.last.closed) door.last.die(4401);
  }
  assert.equal(refreshed.length, 1);
  assert.equal(it.state, 'waiting');
});

test('4409 ends it: no reconnect', async () => {
  const { connection: it, clock, door, seen } = await connected();
  door.last.die(4409);
  await clock.advance(600_000);
  assert.equal(door.sockets.length, 1);
  assert.equal(it.state, 'idle');
  assert.ok(seen.some(({ type, token }) => type === 'ended' && token === 'token-0'));
});

test('without a session it stops, without a server it keeps trying', async () => {
  const gone = connection({ tokens: { accessToken: async () => Promise.reject(unauthenticated('no')) } });
  gone.connection.start();
  await settle();
  assert.equal(gone.connection.state, 'idle');
  const away = connection({ tokens: { accessToken: async () => Promise.reject(unavailable('no')) } });
  away.connection.start();
  await settle();
  assert.equal(away.connection.state, 'waiting');
});

test('the backoff grows with full jitter up to its cap and starts anew after a stable connection', async () => {
  const { connection: it, clock, door } = connection();
  clock.chance = 0.999;
  /** @type {number[]} */
  const waits = [];
  it.on('state', ({ state, retryInMs }) => state === 'waiting' && waits.push(Math.round(retryInMs / 500) * 500));
  it.start();
  for (let i = 0; i < 8; i++) {
    await settle();
    door.last.die(1006);
    await clock.advance(waits.at(-1) ?? 0);
  }
  assert.deepEqual(waits, [500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  await door.last.letIn();
  await clock.advance(6_000);
  door.last.die(1006);
  await settle();
  assert.equal(waits.at(-1), 500);
});

test('goaway: leaves when told, and not before', async () => {
  const { clock, door } = await connected();
  clock.chance = 0;
  door.last.push('goaway', { reconnectAfterMs: 8_000 });
  await clock.advance(3_000);
  assert.equal(door.sockets.length, 1);
  door.last.die(1012);
  await clock.advance(4_000);
  assert.equal(door.sockets.length, 1);
  await clock.advance(1_000);
  assert.equal(door.sockets.length, 2);
});

test('token.expiring is answered by another auth on the same socket', async () => {
  const { connection: it, door, refreshed } = await connected();
  door.last.push('token.expiring', { expiresAt: '2026-01-01T00:00:00.000Z' });
  await settle();
  assert.deepEqual(refreshed, ['token-0']);
  assert.equal(door.last.waiting('auth')[0].data.token, 'token-1');
  door.last.answer('auth', {}, 'ready');
  await settle();
  assert.equal(it.state, 'ready');
  assert.equal(door.sockets.length, 1);
});

test('SockJS takes over when a WebSocket cannot be established, and not because the server was away once', async () => {
  const doors = [new FakeDoor('websocket'), new FakeDoor('sockjs')];
  const { connection: it, clock } = connection({ doors });
  it.start();
  await settle();
  doors[0].last.die(1006);
  await clock.advance(1_000);
  assert.equal(doors[0].sockets.length, 2);
  doors[0].last.die(1006);
  await clock.advance(2_000);
  assert.equal(doors[1].sockets.length, 1);
  await doors[1].last.letIn();
  assert.equal(it.door, 'sockjs');
  await clock.advance(6_000);
  doors[1].last.die(1006);
  await clock.advance(1_000);
  assert.equal(doors[1].sockets.length, 2, 'a door that works here is tried first the next time');
});

test('a SockJS close without a code is understood by the error frame before it', async () => {
  const { door, refreshed } = await connected();
  door.last.handlers.onFrame(JSON.stringify({ type: 'error', id: null, error: { code: 'UNAUTHENTICATED', closeCode: 4401 } }));
  door.last.die(3000);
  await settle();
  assert.deepEqual(refreshed, ['token-0']);
});

test('nudge cuts the wait short, stop ends everything', async () => {
  const { connection: it, clock, door } = await connected();
  door.last.die(1006);
  await settle();
  it.nudge();
  await settle();
  assert.equal(door.sockets.length, 2);
  it.stop();
  await clock.advance(600_000);
  assert.equal(door.sockets.length, 2);
  assert.equal(it.state, 'idle');
});
