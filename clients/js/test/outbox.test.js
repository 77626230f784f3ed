// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ParleyError, unavailable } from '../errors.js';
import { Outbox } from '../outbox.js';
import { memoryStore } from '../storage.js';
import { FakeClock, settle } from '../testing/fakes.js';

/** An outbox whose sends the test answers one by one. */
function outbox(store = memoryStore()) {
  const clock = new FakeClock();
  /** @type {{entry: any, resolve: (ack: any) => void, reject: (error: any) => void}[]} */
  const sends = [];
  const box = new Outbox({
    store,
    clock,
    userId: 'me',
    send: (entry) => new Promise((resolve, reject) => sends.push({ entry, resolve, reject })),
  });
  /** @type {string[]} */
  const states = [];
  box.on('change', ({ entry, state }) => states.push(`${entry.content.text} ${state}`));
  return { box, clock, sends, states, store };
}

const add = (/** @type {Outbox} */ box, /** @type {string} */ text, roomId = 'r') => box.add({ roomId, content: { text } });
const ack = (/** @type {any} */ send) =>
  send.resolve({ messageId: 'm', clientMessageId: send.entry.clientMessageId, status: 'accepted' });

test('of one room only the oldest is under way, rooms do not wait for one another', async () => {
  const { box, clock, sends } = outbox();
  add(box, 'a');
  add(box, 'b');
  add(box, 'other', 'r2');
  box.resume();
  await clock.advance(0);
  assert.deepEqual(sends.map(({ entry }) => entry.content.text), ['a', 'other']);
  ack(sends[0]);
  await settle();
  assert.deepEqual(sends.map(({ entry }) => entry.content.text), ['a', 'other', 'b']);
});

test('after a lost connection the same message goes out again under the same id', async () => {
  const { box, clock, sends, states } = outbox();
  const { clientMessageId } = add(box, 'a');
  box.resume();
  await clock.advance(0);
  box.pause();
  sends[0].reject(unavailable('lost'));
  box.resume();
  await clock.advance(0);
  assert.deepEqual(sends.map(({ entry }) => entry.clientMessageId), [clientMessageId, clientMessageId]);
  ack(sends[1]);
  await settle();
  assert.deepEqual(states, ['a sending', 'a acked']);
  assert.deepEqual(box.entries(), []);
});

test('a message survives a restart of the client', async () => {
  const first = outbox();
  add(first.box, 'a');
  add(first.box, 'b');
  const second = outbox(first.store);
  second.box.resume();
  await second.clock.advance(0);
  assert.equal(second.sends[0].entry.content.text, 'a');
  ack(second.sends[0]);
  await settle();
  assert.deepEqual(outbox(first.store).box.entries().map((entry) => entry.content.text), ['b']);
});

test('a retryable refusal keeps the order and waits as long as the server says', async () => {
  const { box, clock, sends } = outbox();
  add(box, 'a');
  add(box, 'b');
  box.resume();
  await clock.advance(0);
  sends[0].reject(new ParleyError({ code: 'RATE_LIMITED', retryable: true, retryAfterMs: 2_000 }));
  await clock.advance(1_999);
  assert.equal(sends.length, 1);
  await clock.advance(1);
  assert.deepEqual(sends.map(({ entry }) => entry.content.text), ['a', 'a']);
});

test('a refused message fails, the next goes on, and a retry keeps its id', async () => {
  const { box, clock, sends, states } = outbox();
  const { clientMessageId } = add(box, 'a');
  add(box, 'b');
  box.resume();
  await clock.advance(0);
  sends[0].reject(new ParleyError({ code: 'FORBIDDEN', message: 'blocked' }));
  await settle();
  assert.deepEqual(states, ['a sending', 'b sending', 'a failed']);
  assert.equal(sends[1].entry.content.text, 'b');
  box.retry(clientMessageId);
  ack(sends[1]);
  await settle();
  assert.equal(sends[2].entry.clientMessageId, clientMessageId);
});

test('a message that makes the server close the connection is given up after three times', async () => {
  const { box, clock, states } = outbox();
  add(box, 'bad');
  for (let i = 0; i < 3; i++) {
    box.resume();
    await clock.advance(0);
    box.pause('frame');
  }
  assert.equal(states.at(-1), 'bad failed');
});

test('empty, too long and too many are refused at once', () => {
  const { box } = outbox();
  assert.throws(() => add(box, ''), { code: 'INVALID_REQUEST' });
  assert.throws(() => add(box, 'x'.repeat(8001)), { code: 'PAYLOAD_TOO_LARGE' });
  for (let i = 0; i < 200; i++) add(box, 'x');
  assert.throws(() => add(box, 'x'), { code: 'RATE_LIMITED' });
});
