// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findMentions, mentionedIn } from '../mentions.js';

const ANN = { id: 'a', username: 'ann', displayName: 'Ann' };
const DOT = { id: 'd', username: 'ann.', displayName: 'Ann with a dot' };
const LONG = { id: 'l', username: 'ann-marie_2', displayName: 'Ann Marie' };
const found = (/** @type {string} */ text, users = [ANN, LONG]) =>
  findMentions(text, users).map(({ start, end, user }) => `${text.slice(start, end)}=${user.id}`);

test('a member is mentioned by @username, in any case, wherever it stands as a word', () => {
  assert.deepEqual(found('@ann, (@ANN) and @ann-marie_2'), ['@ann=a', '@ANN=a', '@ann-marie_2=l']);
});

test('the end of a sentence is not part of the name, unless somebody is called so', () => {
  assert.deepEqual(found('Ask @ann.'), ['@ann=a']);
  assert.deepEqual(found('Ask @ann...'), ['@ann=a']);
  assert.deepEqual(found('Ask @ann.', [ANN, DOT]), ['@ann.=d']);
});

test('addresses, longer names and strangers are not mentions', () => {
  assert.deepEqual(found('mail bob@ann or @anna or @an or @bob or ü@ann'), []);
});

test('everyone is named once, and no more than a message may mention', () => {
  assert.deepEqual(mentionedIn('@ann @ann @ann-marie_2', [ANN, LONG]), ['a', 'l']);
  const many = Array.from({ length: 150 }, (_, n) => ({ id: `${n}`, username: `user${n}`, displayName: '' }));
  assert.equal(mentionedIn(many.map(({ username }) => `@${username}`).join(' '), many).length, 100);
});
