// @ts-check
// The project's own client in Node, over both of its transports.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import SockJS from 'sockjs-client';
import WebSocket from 'ws';
import { account, soon, url } from './support.js';

const { ParleyClient, ParleyError } = await import(pathToFileURL(`${process.env.PARLEY_SDK}/index.js`).href);

/** @param {string} name @param {object} [options] */
async function client(name, options = { WebSocket }) {
  const parley = new ParleyClient({ url, ...options });
  const { username, email, password, displayName } = account(name);
  await parley.signUp({ username, email, password, displayName });
  return parley;
}

/** @param {any} parley @param {string} type @param {(value: any) => boolean} matches */
function next(parley, type, matches) {
  const { promise, resolve } = soon(`${type}`);
  parley.on(type, (/** @type {any} */ value) => matches(value) && resolve(value));
  return promise;
}

for (const [transport, options] of Object.entries({
  WebSocket: { WebSocket },
  SockJS: { WebSocket: null, SockJS, sockJsTransports: ['websocket'] },
})) {
  test(`two SDK clients chat over ${transport}`, async () => {
    const ann = await client('Ann', options);
    const bob = await client('Bob', options);
    ann.connect();
    bob.connect();
    const room = await ann.rest.createDirect(bob.user.id);
    const arrived = next(bob, 'event', ({ type, roomId }) => type === 'message.created' && roomId === room.id);

    ann.send(room.id, `over ${transport}`);

    const event = await arrived;
    assert.equal(event.data.content.text, `over ${transport}`);
    assert.equal(event.data.sender.id, ann.user.id);
    ann.disconnect();
    bob.disconnect();
  });
}

test('what is sent while disconnected goes out later, once', async () => {
  const ann = await client('Ann');
  const bob = await client('Bob');
  const room = await ann.rest.createDirect(bob.user.id);
  const texts = ['one', 'two', 'three'];
  texts.forEach((text) => ann.send(room.id, text));
  const last = next(ann, 'event', ({ type, data }) => type === 'message.created' && data.content.text === 'three');

  ann.connect();
  await last;

  const { messages } = await bob.rest.messages(room.id);
  assert.deepEqual(messages.map((/** @type {any} */ one) => one.content.text), texts);
  ann.disconnect();
});

test('refusals are ParleyErrors with the contract\'s code', async () => {
  const ann = await client('Ann');

  await assert.rejects(ann.rest.createDirect('00000000-0000-7000-8000-000000000000'), (/** @type {any} */ error) => {
    assert.ok(error instanceof ParleyError);
    assert.equal(error.code, 'INVALID_REQUEST');
    assert.equal(error.status, 400);
    return true;
  });
});
