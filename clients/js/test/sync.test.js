// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unavailable } from '../errors.js';
import { Sync } from '../sync.js';
import { FakeClock, settle } from '../testing/fakes.js';

const event = (/** @type {number} */ seq, roomId = 'r') => ({ roomId, seq, type: 'message.created', at: '', actor: 'a', data: {} });

/** @param {(rooms: any) => any} answer */
function syncAgainst(answer) {
  const clock = new FakeClock();
  /** @type {any[]} */
  const asked = [];
  const sync = new Sync({
    clock,
    request: async (_type, { rooms }) => {
      asked.push(rooms);
      return answer(rooms);
    },
  });
  /** @type {number[]} */
  const seen = [];
  sync.on('event', ({ seq }) => seen.push(seq));
  return { sync, clock, asked, seen };
}

/** A log of `seqs`, given out `limit` at a time. @param {number[]} seqs */
function log(seqs, { lastSeq = Math.max(...seqs), limit = 500 } = {}) {
  return ({ r: after = 0 }) => {
    const rest = seqs.filter((seq) => seq > after);
    const events = rest.slice(0, limit).map((seq) => event(seq));
    const hasMore = rest.length > limit;
    return { rooms: [{ roomId: 'r', events, hasMore, lastSeq: hasMore ? events.at(-1)?.seq : lastSeq }], newRooms: [] };
  };
}

test('events in order are emitted as they come, repeats are not', () => {
  const { sync, seen, asked } = syncAgainst(log([]));
  sync.track('r', 4);
  for (const seq of [5, 6, 5, 6, 3, 7]) sync.live(event(seq));
  assert.deepEqual(seen, [5, 6, 7]);
  assert.equal(asked.length, 0);
});

test('a jump in seq is filled from the log, and each event is emitted once', async () => {
  const { sync, seen, asked } = syncAgainst(log([1, 2, 3, 4, 5]));
  sync.track('r', 1);
  sync.live(event(5));
  sync.live(event(4));
  assert.deepEqual(seen, []);
  await settle();
  assert.deepEqual(seen, [2, 3, 4, 5]);
  assert.deepEqual(asked, [{ r: 1 }]);
});

test('a missing event that arrives late needs no answer to be put in its place', async () => {
  const { sync, seen } = syncAgainst(() => new Promise(() => {}));
  sync.track('r', 1);
  sync.live(event(3));
  sync.live(event(2));
  assert.deepEqual(seen, [2, 3]);
});

test('pages are asked for until there is no more', async () => {
  const { sync, seen, asked } = syncAgainst(log([1, 2, 3, 4, 5, 6, 7], { limit: 3 }));
  sync.track('r', 0);
  await sync.all();
  assert.deepEqual(seen, [1, 2, 3, 4, 5, 6, 7]);
  assert.deepEqual(asked, [{ r: 0 }, { r: 3 }, { r: 6 }]);
});

test('where a log begins now is told, once for each page', async () => {
  const { sync, seen } = syncAgainst(() => ({ rooms: [{ roomId: 'r', events: [event(7)], hasMore: false, lastSeq: 7, firstSeq: 6 }], newRooms: [] }));
  /** @type {any[]} */
  const cuts = [];
  sync.on('cut', (cut) => cuts.push(cut));
  sync.track('r', 2);
  await sync.all();
  assert.deepEqual(cuts, [{ roomId: 'r', firstSeq: 6 }]);
  assert.deepEqual(seen, [7]);
  assert.equal(sync.lastSeq('r'), 7);
});

test('lastSeq carries past seqs that were never used', async () => {
  const { sync, seen, asked } = syncAgainst(log([1, 2, 5], { lastSeq: 8 }));
  sync.track('r', 2);
  await sync.all();
  sync.live(event(9));
  assert.deepEqual(seen, [5, 9]);
  assert.equal(asked.length, 1);
});

test('a store that lags behind the hint is asked again until the gap is closed', async () => {
  let stored = [1];
  const { sync, clock, seen } = syncAgainst((rooms) => log(stored, { lastSeq: stored.at(-1) })(rooms));
  sync.track('r', 1);
  sync.live(event(3));
  await settle();
  assert.deepEqual(seen, []);
  stored = [1, 2, 3];
  await clock.advance(5_000);
  assert.deepEqual(seen, [2, 3]);
});

test('a gap that never closes gives the connection up instead of asking for ever', async () => {
  const { sync, clock, asked } = syncAgainst(log([1], { lastSeq: 1 }));
  let stuck = 0;
  sync.on('stuck', () => stuck++);
  sync.track('r', 1);
  sync.live(event(3));
  await clock.advance(600_000);
  assert.equal(stuck, 1);
  assert.ok(asked.length <= 8, `${asked.length} requests`);
});

test('a refused sync is repeated', async () => {
  let failures = 2;
  const { sync, clock, seen } = syncAgainst((rooms) => {
    if (failures-- > 0) throw unavailable('not now');
    return log([1, 2])(rooms);
  });
  sync.track('r', 0);
  const done = sync.all();
  await clock.advance(60_000);
  await done;
  assert.deepEqual(seen, [1, 2]);
});

test('201 rooms are asked for in two requests, rooms known already are no news, new ones are caught up', async () => {
  const { sync, asked } = syncAgainst(() => ({ rooms: [], newRooms: [{ id: 'room-7', lastSeq: 3 }, { id: 'new', lastSeq: 700 }] }));
  /** @type {any[]} */
  const news = [];
  sync.on('rooms', (rooms) => news.push(...rooms));
  for (let i = 0; i < 201; i++) sync.track(`room-${i}`, 3);
  await sync.all();
  assert.deepEqual(asked.map((rooms) => Object.keys(rooms).length), [200, 1, 1]);
  assert.deepEqual(asked[1], { new: 200 });
  assert.deepEqual(news.map((room) => room.id), ['new']);
});

test('what an older connection was still asking is void after a pause', async () => {
  /** @type {(answer: any) => void} */
  let reply = () => {};
  const { sync, seen } = syncAgainst(() => new Promise((resolve) => (reply = resolve)));
  sync.track('r', 0);
  sync.all();
  await settle();
  sync.pause();
  reply(log([1, 2])({ r: 0 }));
  await settle();
  assert.deepEqual(seen, []);
});

test('who left and came back while away is told all of it, and followed on', async () => {
  const { sync, seen } = syncAgainst(log([2, 3, 4, 5]));
  sync.on('event', ({ seq }) => seq === 3 && sync.untrack('r')); // the leaving
  sync.track('r', 1);
  await sync.all();
  assert.deepEqual(seen, [2, 3, 4, 5]);
  sync.live(event(6));
  assert.deepEqual(seen, [2, 3, 4, 5, 6]);
});

test('who left for good is not followed', async () => {
  const { sync, seen } = syncAgainst(log([2, 3]));
  sync.on('event', ({ seq }) => seq === 3 && sync.untrack('r'));
  sync.track('r', 1);
  await sync.all();
  assert.deepEqual(seen, [2, 3]);
  assert.equal(sync.lastSeq('r'), null);
});
