// @ts-check
// The official Vert.x event-bus client, unchanged.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { directRoom, message, person, soon, url } from './support.js';

const EventBus = createRequire(import.meta.url)('@vertx/eventbus-bridge-client.js');

/** @param {any} bus @param {string} address @param {any} data @returns {Promise<any>} the reply's body; rejects with the error */
function send(bus, address, data) {
  return new Promise((resolve, reject) => {
    bus.send(address, data, {}, (/** @type {any} */ error, /** @type {any} */ reply) => (error ? reject(error) : resolve(reply.body)));
  });
}

async function open() {
  const bus = new EventBus(`${url}/eventbus`);
  const opened = soon('the bus opens');
  bus.onopen = opened.resolve;
  await opened.promise;
  return bus;
}

/** @param {{token: string, id: string}} user @param {(event: any) => void} [onEvent] */
async function connect(user, onEvent) {
  const bus = await open();
  const ready = await send(bus, 'parley.auth', { token: user.token });
  assert.equal(ready.userId, user.id);
  if (onEvent) {
    bus.registerHandler(`parley.inbox.${user.id}`, {}, (/** @type {any} */ error, /** @type {any} */ got) => {
      if (!error) onEvent(got.body);
    });
    await send(bus, 'parley.ping', {}); // a registration has no reply: what follows it is handled after it
  }
  return bus;
}

test('the event-bus client sends, and gets every event in its inbox', async () => {
  const ann = await person('Ann');
  const bob = await person('Bob');
  const roomId = await directRoom(ann, bob);
  const arrived = soon('the message arrives');
  const atBob = await connect(bob, ({ type, data }) => type === 'message.created' && arrived.resolve(data));
  const atAnn = await connect(ann);

  const ack = await send(atAnn, 'parley.message.send', message(roomId, 'over the bridge'));
  const event = await arrived.promise;

  assert.equal(event.data.id, ack.messageId);
  assert.equal(event.data.content.text, 'over the bridge');
  assert.equal(event.data.sender.id, ann.id);
  atAnn.close();
  atBob.close();
});

test('the event-bus client is refused with the code as message and the HTTP number as failure code', async () => {
  const ann = await person('Ann');
  const bus = await connect(ann);

  await assert.rejects(send(bus, 'parley.message.send', {}), (/** @type {any} */ error) => {
    assert.equal(error.failureCode, 400);
    assert.equal(error.message, 'INVALID_REQUEST');
    return true;
  });
  bus.close();
});

test('the event-bus client can do nothing before it says who it is', async () => {
  const bus = await open();

  await assert.rejects(send(bus, 'parley.rooms', {}), (/** @type {any} */ error) => {
    assert.equal(error.failureCode, 401);
    assert.equal(error.message, 'UNAUTHENTICATED');
    return true;
  });
  bus.close();
});

test('sending twice through the event-bus client stores once', async () => {
  const ann = await person('Ann');
  const bob = await person('Bob');
  const roomId = await directRoom(ann, bob);
  const bus = await connect(ann);
  const twice = { roomId, clientMessageId: randomUUID(), content: { text: 'twice' } };

  const first = await send(bus, 'parley.message.send', twice);
  const second = await send(bus, 'parley.message.send', twice);

  assert.equal(second.messageId, first.messageId);
  const messages = await storedIn(bus, roomId);
  assert.equal(messages.length, 1);
  bus.close();
});

/** The room's messages once there are any: acknowledged is durable, stored comes a moment later. @param {any} bus @param {string} roomId */
async function storedIn(bus, roomId) {
  const giveUp = Date.now() + 15_000;
  for (;;) {
    const { messages } = await send(bus, 'parley.history', { roomId });
    if (messages.length > 0 || Date.now() > giveUp) return messages;
    await delay(50);
  }
}
