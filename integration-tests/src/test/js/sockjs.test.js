// @ts-check
// The official SockJS client over each of its transports that the server offers.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import SockJS from 'sockjs-client';
import { directRoom, message, person, soon, url } from './support.js';

for (const transport of ['websocket', 'xhr-streaming', 'xhr-polling']) {
  test(`sockjs-client over ${transport} speaks the same protocol`, async () => {
    const ann = await person('Ann');
    const bob = await person('Bob');
    const roomId = await directRoom(ann, bob);
    const socket = new SockJS(`${url}/api/v1/sockjs`, undefined, { transports: [transport] });
    const ready = soon('ready');
    const acked = soon('ack');
    const echoed = soon('the own message comes back as an event');
    socket.onopen = () => socket.send(JSON.stringify({ type: 'auth', id: '1', data: { token: ann.token } }));
    socket.onmessage = ({ data }) => {
      const frame = JSON.parse(data);
      if (frame.type === 'ready') ready.resolve(frame);
      if (frame.type === 'ack') acked.resolve(frame);
      if (frame.type === 'message.created') echoed.resolve(frame.data);
    };

    assert.equal((await ready.promise).data.userId, ann.id);
    socket.send(JSON.stringify({ type: 'message.send', id: '2', data: message(roomId, transport) }));

    const ack = await acked.promise;
    assert.equal(ack.id, '2');
    assert.equal((await echoed.promise).data.id, ack.data.messageId);
    const closed = soon('closed');
    socket.onclose = closed.resolve;
    socket.close();
    await closed.promise;
  });
}

test('sockjs-client is told why it is closed', async () => {
  const socket = new SockJS(`${url}/api/v1/sockjs`, undefined, { transports: ['websocket'] });
  const closed = soon('closed');
  socket.onopen = () => socket.send('no frame at all');
  socket.onclose = closed.resolve;

  assert.equal((await closed.promise).code, 4400);
});
