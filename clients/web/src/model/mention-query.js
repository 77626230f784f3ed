// @ts-check
/** @typedef {import('../../../js/types.js').PublicUser} PublicUser */

const MAX_OFFERED = 8;
const BEFORE_CARET = /(?:^|[^\p{L}\p{N}_.@-])@([\p{L}\p{N}_.-]{0,32})$/u;

/**
 * What is being typed after an `@`, if the caret stands behind one.
 *
 * @param {string} text
 * @param {number} caret
 * @returns {{start: number, query: string}|null} start: of the `@`
 */
export function mentionQuery(text, caret) {
  const match = BEFORE_CARET.exec(text.slice(Math.max(0, caret - 40), caret));
  return match ? { start: caret - match[1].length - 1, query: match[1] } : null;
}

/**
 * Whom to offer: those whose username, or a word of whose name, begins like this; usernames first.
 *
 * @param {PublicUser[]} users
 * @param {string} query
 */
export function offer(users, query) {
  const wanted = fold(query);
  const rank = (/** @type {PublicUser} */ user) => {
    if (fold(user.username).startsWith(wanted)) return 0;
    return fold(user.displayName).split(/\s+/).some((word) => word.startsWith(wanted)) ? 1 : 2;
  };
  return users
    .map((user) => ({ user, rank: rank(user) }))
    .filter((each) => each.rank < 2)
    .sort((a, b) => a.rank - b.rank || a.user.username.localeCompare(b.user.username))
    .slice(0, MAX_OFFERED)
    .map((each) => each.user);
}

/** Without accents and case. @param {string} text */
export function fold(text) {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
