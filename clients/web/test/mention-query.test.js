// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mentionQuery, offer } from '../src/model/mention-query.js';

const ANN = { id: 'a', username: 'ann', displayName: 'Zoë Brown' };
const ZOE = { id: 'z', username: 'zoe_b', displayName: 'Someone' };
const BOB = { id: 'b', username: 'bob', displayName: 'Bob' };

test('the word after an @ at the caret is what is asked for', () => {
  assert.deepEqual(mentionQuery('Hi @an and more', 6), { start: 3, query: 'an' });
  assert.deepEqual(mentionQuery('@', 1), { start: 0, query: '' });
  assert.deepEqual(mentionQuery('(@b', 3), { start: 1, query: 'b' });
});

test('an address or a caret elsewhere asks for nobody', () => {
  assert.equal(mentionQuery('mail ann@exa', 12), null);
  assert.equal(mentionQuery('@ann is here', 12), null);
  assert.equal(mentionQuery('no at all', 5), null);
});

test('usernames come before names, accents and case do not matter', () => {
  assert.deepEqual(offer([BOB, ANN, ZOE], 'ZOE').map(({ id }) => id), ['z', 'a']);
  assert.deepEqual(offer([BOB, ANN], 'bro').map(({ id }) => id), ['a']);
  assert.deepEqual(offer([BOB, ANN], 'x'), []);
});

test('no more are offered than can be looked over', () => {
  const many = Array.from({ length: 1000 }, (_, n) => ({ id: `${n}`, username: `user${n}`, displayName: '' }));
  assert.equal(offer(many, 'u').length, 8);
});
