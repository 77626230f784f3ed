// @ts-check
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { Rest } from '../rest.js';

const SECRET = 'a-secret-of-the-server';

/** The receiver that docs/protocol.md shows, as it stands there. */
const documented = async () => {
  const page = await readFile(new URL('../../../docs/protocol.md', import.meta.url), 'utf8');
  const [code] = /(?<=```js\n)import \{ createHmac[^]*?(?=```)/.exec(page) ?? assert.fail('no receiver in docs/protocol.md');
  return import(`data:text/javascript,${encodeURIComponent(code)}`);
};
const hex = (/** @type {string} */ text, secret = SECRET) => createHmac('sha256', secret).update(text).digest('hex');
const signed = (/** @type {string} */ body, time = Math.floor(Date.now() / 1000)) => `t=${time},v1=${hex(`${time}.${body}`)}`;

test('the documented check knows what Parley signed from all else', async () => {
  const { isFromParley } = await documented();
  const body = '{"notifications":[]}';
  const now = 1893499200;
  const good = 't=1893499200,v1=643792414917a8a64844a48a3328bd5b5929c266e8d179a1ac36b6ee262290ba'; // as the server signs it: SecretTest has the same
  assert.equal(isFromParley(SECRET, good, body, now * 1000), true);
  assert.equal(isFromParley(SECRET, good, Buffer.from(body), (now + 299) * 1000), true);
  assert.equal(isFromParley(SECRET, good, body, (now + 301) * 1000), false, 'recorded long ago');
  assert.equal(isFromParley('another', good, body, now * 1000), false);
  assert.equal(isFromParley(SECRET, good, `${body} `, now * 1000), false);
  assert.equal(isFromParley(SECRET, good.replace(`t=${now}`, `t=${now + 1}`), body, now * 1000), false);
  for (const bad of [undefined, '', 't=1', good.slice(0, -2), `${good}00`, good.replace('v1', 'v0')]) {
    assert.equal(isFromParley(SECRET, bad, body, now * 1000), false, String(bad));
  }
});

test('the documented receiver handles each notification once and refuses strangers', async () => {
  const { receiver } = await documented();
  /** @type {string[]} */
  const handled = [];
  const server = createServer(receiver(SECRET, (/** @type {any} */ { id }) => handled.push(id)));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const post = (/** @type {string} */ body, /** @type {string} */ signature) =>
    fetch(`http://127.0.0.1:${port}/`, { method: 'POST', headers: { 'parley-signature': signature }, body });
  try {
    const one = JSON.stringify({ notifications: [{ id: 'a', title: 'Ünï · cöde' }, { id: 'b' }] });
    const two = JSON.stringify({ notifications: [{ id: 'b' }, { id: 'c' }] });
    assert.equal((await post(one, signed(one))).status, 204);
    assert.equal((await post(one, signed(one))).status, 204);
    assert.equal((await post(two, signed(one))).status, 401);
    assert.equal((await post(two, signed(two))).status, 204);
    assert.deepEqual(handled, ['a', 'b', 'c']);
  } finally {
    server.close();
  }
});

test('a webhook is asked for, saved and removed', async () => {
  /** @type {any[]} */
  const calls = [];
  const http = { request: async (/** @type {any[]} */ ...call) => calls.push(call) };
  const tokens = { accessToken: async () => 'token' };
  const rest = new Rest(/** @type {any} */ ({ http, tokens }));
  await rest.webhook();
  await rest.saveWebhook('https://bot.example.org/x');
  await rest.removeWebhook();
  assert.deepEqual(
    calls.map(([method, path, options]) => [method, path, options?.body]),
    [
      ['GET', '/notifications/webhook', undefined],
      ['PUT', '/notifications/webhook', { url: 'https://bot.example.org/x' }],
      ['DELETE', '/notifications/webhook', undefined],
    ],
  );
});
