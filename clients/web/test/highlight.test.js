// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { excerpt } from '../src/model/highlight.js';

const marked = (/** @type {string} */ text, /** @type {string} */ query) => {
  const pieces = excerpt(text, query);
  return pieces.map((piece) => (piece.hit ? `[${piece.text}]` : piece.text)).join('');
};

test('words are marked by their beginning, whole, without regard to accents and case', () => {
  assert.equal(marked('Crème brûlée for CREMONA', 'crem'), '[Crème] brûlée for [CREMONA]');
  assert.equal(marked('The cream is not ice-cream', 'cream ice'), 'The [cream] is not [ice]-[cream]');
  assert.equal(marked('a scream', 'cream'), 'a scream');
});

test('a combining accent in the text belongs to its letter', () => {
  assert.equal(marked('cre\u0300me', 'creme'), '[cre\u0300me]');
});

test('a phrase is marked only as it stands', () => {
  assert.equal(marked('good morning, good mornings', '"good morning"'), '[good morning], good mornings');
  assert.equal(marked('morning, good', '"good morning"'), 'morning, good');
});

test('a long text is cut to where the match is', () => {
  const text = `${'word '.repeat(100)}needle ${'word '.repeat(100)}`;
  const pieces = excerpt(text, 'need');
  assert.ok(pieces.some((piece) => piece.hit && piece.text === 'needle'));
  assert.ok(pieces.map((piece) => piece.text).join('').length < 180);
  assert.equal(pieces[0].text, '… ');
});

test('markup stays text, and nothing to mark is no trouble', () => {
  assert.equal(marked('<b>bold</b>', 'bold'), '<b>[bold]</b>');
  assert.equal(marked('plain', '"'), 'plain');
  assert.equal(marked('', 'x'), '');
});
