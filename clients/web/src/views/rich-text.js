// @ts-check
import { findMentions } from '@parley/client';
import { html } from 'lit';

const LINK = /\bhttps?:\/\/[^\s<>"']*[^\s<>"'.,:;!?)\]}]/giu;

/** @typedef {import('../../../js/types.js').PublicUser} PublicUser */

/**
 * Text with its web addresses made links, and those it mentions marked. Everything stays text: nothing is ever parsed as markup.
 *
 * @param {string} text
 * @param {PublicUser[]} [mentioned]
 * @param {string} [me] the id of whoever reads, to mark more strongly
 */
export function richText(text, mentioned = [], me) {
  const parts = [];
  let from = 0;
  for (const match of text.matchAll(LINK)) {
    parts.push(withMentions(text.slice(from, match.index), mentioned, me));
    parts.push(html`<a href=${match[0]} target="_blank" rel="noopener noreferrer nofollow">${match[0]}</a>`);
    from = match.index + match[0].length;
  }
  parts.push(withMentions(text.slice(from), mentioned, me));
  return parts;
}

/** @param {string} text @param {PublicUser[]} mentioned @param {string} [me] */
function withMentions(text, mentioned, me) {
  const parts = [];
  let from = 0;
  for (const { start, end, user } of findMentions(text, mentioned)) {
    parts.push(text.slice(from, start));
    const classes = user.id === me ? 'mention me' : 'mention';
    parts.push(html`<span class=${classes} data-testid="mention" title=${user.displayName}>${text.slice(start, end)}</span>`);
    from = end;
  }
  parts.push(text.slice(from));
  return parts;
}
