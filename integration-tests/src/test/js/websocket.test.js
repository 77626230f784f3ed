// @ts-check
// A plain WebSocket client, as the README shows it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import WebSocket from 'ws';
import { directRoom, message, person, soon, url } from './support.js';

const address = `${url.replace('http', 'ws')}/api/v1/ws`;

test('ws authenticates by its first frame and sends', async () => {
  const ann = await person('Ann');
  const bob = await person('Bob');
  const roomId = await directRoom(ann, bob);
  const socket = new WebSocket(address);
  const acked = soon('ack');
  socket.on('open', () => socket.send(JSON.stringify({ type: 'auth', id: 'a', data: { token: ann.token } })));
  socket.on('message', (raw) => {
    const frame = JSON.parse(raw.toString());
    if (frame.type === 'ready') socket.send(JSON.stringify({ type: 'message.send', id: 'm', data: message(roomId, 'plain') }));
    if (frame.type === 'ack') acked.resolve(frame);
  });

  const ack = await acked.promise;

  assert.equal(ack.id, 'm');
  assert.match(ack.data.status, /^(accepted|stored)$/);
  socket.close();
});

test('ws authenticates by the header of its upgrade', async () => {
  const ann = await person('Ann');
  const socket = new WebSocket(address, { headers: { authorization: `Bearer ${ann.token}` } });
  const answered = soon('rooms');
  socket.on('open', () => socket.send(JSON.stringify({ type: 'rooms', id: 'r', data: {} })));
  socket.on('message', (raw) => {
    const frame = JSON.parse(raw.toString());
    if (frame.id === 'r') answered.resolve(frame);
  });

  assert.deepEqual((await answered.promise).data.rooms, []);
  socket.close();
});
