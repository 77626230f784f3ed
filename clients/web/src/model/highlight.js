// @ts-check
import { fold } from './mention-query.js';

const LEAD = 40; // characters shown before the first match of a long text
const EXCERPT = 160;

/** @typedef {{text: string, hit: boolean}} Piece */

/**
 * A piece of a message's text around the first match, with what matched marked: words of the query by their beginning, quoted
 * phrases as they are, without regard to accents and case; as the server searches.
 *
 * @param {string} text
 * @param {string} query
 * @returns {Piece[]} their texts together are the excerpt
 */
export function excerpt(text, query) {
  const flat = text.replace(/\s+/g, ' ').trim();
  const marks = matches(flat, query);
  const first = marks[0]?.start ?? 0;
  const from = first > LEAD ? flat.lastIndexOf(' ', first - LEAD / 2) + 1 || first : 0;
  const to = Math.min(flat.length, from + EXCERPT);
  /** @type {Piece[]} */
  const pieces = from > 0 ? [{ text: '… ', hit: false }] : [];
  let at = from;
  for (const { start, end } of marks) {
    if (start < at || start >= to) continue;
    pieces.push({ text: flat.slice(at, start), hit: false }, { text: flat.slice(start, Math.min(end, to)), hit: true });
    at = Math.min(end, to);
  }
  pieces.push({ text: flat.slice(at, to) + (to < flat.length ? '…' : ''), hit: false });
  return pieces.filter((piece) => piece.text !== '');
}

/** @param {string} text @param {string} query @returns {{start: number, end: number}[]} by their place, none inside another */
function matches(text, query) {
  const { folded, places } = foldWithPlaces(text);
  /** @type {{start: number, end: number}[]} */
  const found = [];
  for (const { term, phrase } of terms(query)) {
    for (let at = folded.indexOf(term); at >= 0; at = folded.indexOf(term, at + 1)) {
      if (at > 0 && isWord(folded[at - 1])) continue;
      let end = at + term.length;
      if (phrase && isWord(folded[end])) continue;
      while (!phrase && isWord(folded[end])) end += 1; // all of the word that begins like this
      found.push({ start: places[at], end: places[end] ?? text.length });
    }
  }
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  return found.filter(({ start }, index) => !found.slice(0, index).some((before) => start < before.end));
}

/** @param {string} query @returns {{term: string, phrase: boolean}[]} */
function terms(query) {
  const found = [];
  for (const [, quoted, word] of query.matchAll(/"([^"]*)"?|([\p{L}\p{N}\p{M}]+)/gu)) {
    const term = fold(quoted ?? word).replace(/\s+/g, ' ').trim();
    if (term) found.push({ term, phrase: quoted !== undefined });
  }
  return found;
}

/** @param {string|undefined} character */
const isWord = (character) => character !== undefined && /[\p{L}\p{N}]/u.test(character);

/** Without accents and case, and where in the text each character of that stands. @param {string} text */
function foldWithPlaces(text) {
  let folded = '';
  /** @type {number[]} */
  const places = [];
  let at = 0;
  for (const character of text) {
    for (const unit of fold(character)) {
      folded += unit;
      for (let each = 0; each < unit.length; each++) places.push(at);
    }
    at += character.length;
  }
  return { folded, places };
}
