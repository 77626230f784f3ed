// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ParleyClient } from '../index.js';
import { memoryStore } from '../storage.js';
import { FakeClock, FakeDoor, fakeFetch, settle } from '../testing/fakes.js';

const ME = { id: 'me', username: 'me', displayName: 'Me', email: 'me@example.org' };
const BO = { id: 'bo', username: 'bo', displayName: 'Bo' };
const listed = (/** @type {number} */ lastSeq, more = {}) => ({
  id: 'r', type: 'group', name: 'R', memberCount: 2, lastSeq, readSeq: lastSeq, unreadCount: 0, muted: false, createdAt: '2026', ...more,
}); // prettier-ignore
const created = (/** @type {number} */ seq, sender = BO, roomId = 'r') => ({
  roomId, seq, type: 'message.created', at: '2026', actor: sender.id,
  data: { id: `m${seq}`, roomId, seq, sender, clientMessageId: `c${seq}`, content: { text: `text ${seq}` }, createdAt: '2026', reactions: [] },
}); // prettier-ignore

async function client(routes = {}) {
  const door = new FakeDoor();
  const clock = new FakeClock();
  const store = memoryStore();
  const server = fakeFetch({
    'POST /auth': () => ({ accessToken: 'a1', refreshToken: 'r1', expiresIn: 900, user: ME }),
    'POST /auth/logout': () => ({ status: 204 }),
    ...routes,
  });
  const parley = new ParleyClient({ url: 'http://server', doors: [door], clock, store, fetch: server.fetch });
  /** @type {number[]} */
  const seen = [];
  parley.on('event', ({ seq }) => seen.push(seq));
  await parley.logIn({ email: ME.email, password: 'x' });
  return { parley, door, clock, seen, store, server };
}

/** Connected, with one room at seq 4. */
async function connected() {
  const all = await client();
  all.parley.connect();
  await settle();
  await all.door.last.letIn();
  all.door.last.answer('rooms', { rooms: [listed(4)], nextCursor: null });
  await settle();
  return all;
}

test('events that come before the first list are emitted, and counted once', async () => {
  const { parley, door, seen } = await client();
  parley.connect();
  await settle();
  await door.last.letIn();
  door.last.push('message.created', created(4));
  door.last.push('message.created', created(5));
  door.last.answer('rooms', { rooms: [listed(4, { readSeq: 3, unreadCount: 1 })], nextCursor: null });
  await settle();
  assert.deepEqual(seen, [4, 5]);
  assert.equal(parley.list.get('r')?.unreadCount, 2);
});

test('after a break the log is asked first, from where this client stands, and edits come too', async () => {
  const { parley, door, clock, seen } = await connected();
  door.last.push('message.created', created(5));
  door.last.die(1006);
  await clock.advance(1_000);
  await door.last.letIn();
  assert.deepEqual(door.last.waiting('sync')[0].data, { rooms: { r: 5 } });
  assert.equal(door.last.waiting('rooms').length, 0);
  const edited = { ...created(7), type: 'message.edited', data: { messageId: 'm5', seq: 5, content: { text: 'better' }, editedAt: 'x' } };
  door.last.answer('sync', { rooms: [{ roomId: 'r', events: [created(6), edited], lastSeq: 7, hasMore: false }], newRooms: [] });
  await settle();
  assert.equal(parley.list.get('r')?.unreadCount, 2);
  door.last.answer('rooms', { rooms: [listed(7)], nextCursor: null });
  await settle();
  assert.deepEqual(seen, [5, 6, 7]);
  assert.equal(parley.list.get('r')?.unreadCount, 0, 'another device has read them meanwhile');
});

test('a room made while this client was away is caught up and listed', async () => {
  const { parley, door, clock, seen } = await connected();
  door.last.die(1006);
  await clock.advance(1_000);
  await door.last.letIn();
  door.last.answer('sync', { rooms: [], newRooms: [{ id: 'new', type: 'group', lastSeq: 2 }] });
  await settle();
  assert.deepEqual(door.last.waiting('sync')[0].data, { rooms: { new: 0 } });
  door.last.answer('sync', { rooms: [{ roomId: 'new', events: [created(2, BO, 'new')], lastSeq: 2, hasMore: false }], newRooms: [] });
  await settle();
  while (door.last.waiting('rooms').length > 0) {
    door.last.answer('rooms', { rooms: [listed(4), listed(2, { id: 'new', name: 'New' })], nextCursor: null });
    await settle();
  }
  assert.deepEqual(seen, [2]);
  assert.equal(parley.list.get('new')?.name, 'New');
});

test('a count from before the server knew what this user wrote is asked for again', async () => {
  const { parley, door, clock } = await connected();
  door.last.push('message.created', created(5, ME));
  door.last.push('room.created', { roomId: 'new', seq: 1, type: 'room.created', at: '2026', actor: 'bo', data: {} }); // has the list asked for
  await settle();
  const soon = listed(7, { readSeq: 2, unreadCount: 4, lastMessage: created(7).data });
  door.last.answer('rooms', { rooms: [soon], nextCursor: null });
  await clock.advance(1_000);
  door.last.answer('rooms', { rooms: [{ ...soon, readSeq: 5, unreadCount: 2 }], nextCursor: null });
  await settle();
  assert.equal(parley.list.get('r')?.unreadCount, 2);
  await clock.advance(60_000);
  assert.equal(door.last.waiting('rooms').length, 0, 'it knows now');
});

test('what others write is reported as delivered, in one receipt for a burst', async () => {
  const { door, clock } = await connected();
  for (const seq of [5, 6, 7]) door.last.push('message.created', created(seq));
  door.last.push('message.created', created(8, ME));
  await clock.advance(200);
  assert.deepEqual(door.last.waiting('receipt.delivered').map(({ data }) => data), [{ roomId: 'r', seq: 7 }]);
});

test('what the server knows only of a living socket is said again after a reconnect', async () => {
  const { parley, door, clock } = await connected();
  parley.live.standing.focus('r');
  parley.live.standing.watch(['bo']);
  parley.live.standing.setStatus('busy');
  door.last.die(1006);
  await clock.advance(1_000);
  await door.last.letIn();
  assert.deepEqual(door.last.waiting('room.focus').map(({ data }) => data), [{ roomId: 'r' }]);
  assert.deepEqual(door.last.waiting('presence.subscribe').map(({ data }) => data), [{ userIds: ['bo'] }]);
  assert.deepEqual(door.last.waiting('presence.set').map(({ data }) => data), [{ status: 'busy' }]);
});

test('a message written before there is a connection goes out with it, and is shown throughout', async () => {
  const { parley, door, clock } = await client();
  const clientMessageId = parley.send('r', 'hello');
  assert.deepEqual(parley.room('r').messages.map(({ state }) => state), ['sending']);
  parley.connect();
  await settle();
  await door.last.letIn();
  await clock.advance(0);
  assert.equal(door.last.waiting('message.send')[0].data.clientMessageId, clientMessageId);
  door.last.answer('message.send', { messageId: 'm9', clientMessageId, status: 'accepted' });
  await settle();
  assert.deepEqual(parley.room('r').messages.map(({ state }) => state), ['sent']);
  door.last.push('message.failed', { roomId: 'r', clientMessageId, messageId: 'm9', error: { code: 'FORBIDDEN' } });
  assert.deepEqual(parley.room('r').messages.map(({ state }) => state), ['failed']);
  parley.retry(parley.room('r').messages[0]);
  await settle();
  assert.equal(door.last.waiting('message.send')[0].data.clientMessageId, clientMessageId, 'under its own id');
});

test('an accepted message whose refusal was said while nobody listened is found out', async () => {
  const { parley, door, clock } = await connected();
  const clientMessageId = parley.send('r', 'hello');
  parley.room('r');
  await clock.advance(0);
  door.last.answer('message.send', { messageId: 'm9', clientMessageId, status: 'accepted' });
  await settle();
  door.last.die(1006);
  await clock.advance(1_000);
  await door.last.letIn();
  door.last.answer('sync', { rooms: [{ roomId: 'r', events: [], lastSeq: 4, hasMore: false }], newRooms: [] });
  await settle();
  door.last.answer('rooms', { rooms: [listed(4)], nextCursor: null });
  await clock.advance(0);
  assert.equal(door.last.waiting('message.send')[0].data.clientMessageId, clientMessageId, 'under its own id');
  door.last.refuse('message.send', { code: 'FORBIDDEN' });
  await settle();
  assert.deepEqual(parley.room('r').messages.map(({ state }) => state), ['failed']);
});

test('a revoked session ends: the tokens are gone and nothing reconnects', async () => {
  const { parley, door, clock, store } = await connected();
  /** @type {any[]} */
  const sessions = [];
  parley.on('session', (change) => sessions.push(change));
  door.last.die(4409);
  await clock.advance(60_000);
  assert.deepEqual(sessions, [{ user: null, reason: 'revoked' }]);
  assert.deepEqual(store.keys(), []);
  assert.equal(door.sockets.length, 1);
});

test('typing is said at most every three seconds, ends by itself, and that of others expires', async () => {
  const { parley, door, clock } = await connected();
  const said = () => door.last.sent.filter(({ type }) => type === 'typing').map(({ data }) => data.active);
  for (let key = 0; key < 20; key++) {
    parley.live.typing.pressed('r');
    await clock.advance(200);
  }
  assert.deepEqual(said(), [true, true]);
  await clock.advance(4_000);
  assert.deepEqual(said(), [true, true, false]);
  door.last.push('typing', { roomId: 'r', userId: 'bo', active: true });
  assert.deepEqual(parley.live.typing.in('r'), ['bo']);
  await clock.advance(6_000);
  assert.deepEqual(parley.live.typing.in('r'), []);
});
