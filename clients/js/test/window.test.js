// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ParleyError } from '../errors.js';
import { RoomState } from '../room-state.js';
import { Rooms } from '../rooms.js';

const ME = { id: 'me', username: 'me', displayName: 'Me', email: 'me@example.org' };
const BO = { id: 'bo', username: 'bo', displayName: 'Bo' };

const message = (/** @type {number} */ seq) => ({
  id: `m${seq}`, roomId: 'r', seq, sender: BO, clientMessageId: `c${seq}`, content: { text: `text ${seq}` },
  createdAt: '2026-01-01T00:00:00.000Z', reactions: [],
}); // prettier-ignore
const event = (/** @type {number} */ seq, /** @type {string} */ type, /** @type {any} */ data) => ({
  roomId: 'r', seq, type, at: '2026-01-01T00:00:00.000Z', actor: 'bo', data,
}); // prettier-ignore

/** A server with one room of `last` messages; `asked` is what it was asked for. */
function rooms(/** @type {number} */ last) {
  let count = last;
  /** @type {any[]} */
  const asked = [];
  const rest = {
    message: async (/** @type {string} */ _roomId, /** @type {string} */ id) => {
      const seq = Number(id.slice(1));
      if (!(seq <= count)) throw new ParleyError({ code: 'NOT_FOUND', message: 'There is no such message' });
      return message(seq);
    },
    members: async () => ({ members: [], nextCursor: null }),
    messages: async (/** @type {string} */ _roomId, /** @type {any} */ { before, after, limit }) => {
      asked.push({ before, after, limit });
      const all = Array.from({ length: count }, (_, index) => message(index + 1));
      const side = all.filter(({ seq }) => (before ? seq < before : after ? seq > after : true));
      const messages = after ? side.slice(0, limit) : side.slice(-limit);
      return { messages, hasMore: messages.length < side.length };
    },
  };
  const outbox = { on: () => () => {}, entries: () => [] };
  const made = new Rooms(/** @type {any} */ ({ user: ME, rest, outbox }));
  const arrive = () => made.apply(event(++count, 'message.created', message(count)));
  return { made, asked, arrive };
}
const seqs = (/** @type {RoomState} */ room) => room.messages.map(({ seq }) => seq);
const gapless = (/** @type {RoomState} */ room) => seqs(room).every((seq, index, all) => index === 0 || seq === all[index - 1] + 1);

test('a window shows a message far back, with those around it and nothing of the newest', async () => {
  const { made } = rooms(500);
  await made.loadAround('r', 100);
  const room = made.get('r');
  assert.ok(seqs(room).includes(100) && seqs(room).includes(90) && seqs(room).includes(110));
  assert.ok(gapless(room));
  assert.equal(room.hasNewer, true);
  assert.equal(room.hasOlder, true);
  assert.equal(room.lastMessageSeq, 500, 'the newest message is known all the same');
});

test('what arrives while a window is shown is not shown in it, and is there at the newest', async () => {
  const { made, arrive } = rooms(500);
  await made.loadAround('r', 100);
  const room = made.get('r');
  arrive();
  assert.ok(!seqs(room).includes(501));
  assert.equal(room.lastMessageSeq, 501);
  room.showNewest();
  assert.equal(seqs(room).at(-1), 501);
  assert.equal(room.hasNewer, false);
  assert.ok(gapless(room));
});

test('a window that grows to the newest messages becomes one with them, without a gap', async () => {
  const { made, arrive } = rooms(300);
  await made.loadAround('r', 100);
  const room = made.get('r');
  arrive();
  for (let page = 0; room.hasNewer && page < 20; page++) {
    await made.loadNewer('r');
    assert.ok(gapless(room));
  }
  assert.equal(room.hasNewer, false);
  assert.equal(seqs(room).at(-1), 301);
  assert.ok(seqs(room).includes(100));
  assert.equal(room.hasOlder, true);
  while (room.hasOlder) await made.loadOlder('r');
  assert.deepEqual(seqs(room), Array.from({ length: 301 }, (_, index) => index + 1));
});

test('a window near the newest messages joins them at once', async () => {
  const { made } = rooms(100);
  await made.loadAround('r', 40);
  const room = made.get('r');
  assert.equal(room.hasNewer, false);
  assert.ok(gapless(room) && seqs(room).includes(40) && seqs(room).includes(100));
});

test('a message that is shown already needs no request', async () => {
  const { made, asked } = rooms(100);
  await made.load('r');
  const before = asked.length;
  await made.loadAround('r', 99);
  assert.equal(asked.length, before);
});

test('edits and deletions reach the window, even those that overtake its page', async () => {
  const room = new RoomState({ roomId: 'r', me: ME });
  await room.load(async () => ({ messages: [message(90)], hasMore: true }));
  /** @type {(page: any) => void} */
  let answer = () => {};
  const loading = room.loadAround(
    () => new Promise((resolve) => (answer = resolve)),
    async () => ({ messages: [message(11)], hasMore: true }),
  );
  room.apply(event(91, 'message.edited', { messageId: 'm10', seq: 10, content: { text: 'better' }, editedAt: 'now' }));
  answer({ messages: [message(10)], hasMore: true });
  await loading;
  room.apply(event(92, 'message.deleted', { messageId: 'm11', seq: 11, deletedAt: 'now' }));
  assert.deepEqual(room.messages.map(({ content }) => content?.text ?? null), ['better', null]);
});

test('a window that cannot be loaded leaves the newest messages shown', async () => {
  const room = new RoomState({ roomId: 'r', me: ME });
  await room.load(async () => ({ messages: [message(90)], hasMore: true }));
  const refused = room.loadAround(
    () => Promise.reject(new Error('away')),
    async () => ({ messages: [], hasMore: false }),
  );
  await assert.rejects(refused, /away/);
  assert.deepEqual(seqs(room), [90]);
  assert.equal(room.hasNewer, false);
});

test('a message far back is found by its id', async () => {
  const { made } = rooms(400);
  await made.load('r');
  assert.equal(await made.find('r', 'm150'), 150);
  assert.equal(await made.find('r', 'm399'), 399);
  assert.equal(await made.find('r', 'no such message'), null);
});
