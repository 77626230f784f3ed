// @ts-check
const MAX_MENTIONS = 100; // the contract's bound
const WORD = /@([a-z0-9_.-]{3,})/giu;
const JOINED = /[\p{L}\p{N}_.@-]$/u; // an @ after one of these is part of an address, not a mention

/** @typedef {import('./types.js').PublicUser} PublicUser */

/**
 * Where a text names one of `users` as `@username`, in any case. The full stop of a sentence is no part of a name, unless
 * somebody is called so.
 *
 * @param {string} text
 * @param {PublicUser[]} users
 * @returns {{start: number, end: number, user: PublicUser}[]} in the order of the text; text.slice(start, end) is `@username`
 */
export function findMentions(text, users) {
  if (users.length === 0 || !text.includes('@')) return [];
  const byName = new Map(users.map((user) => [user.username.toLowerCase(), user]));
  const found = [];
  for (const match of text.matchAll(WORD)) {
    if (JOINED.test(text.slice(Math.max(0, match.index - 2), match.index))) continue;
    for (let name = match[1].toLowerCase(); name; name = shorter(name)) {
      const user = byName.get(name);
      if (!user) continue;
      found.push({ start: match.index, end: match.index + 1 + name.length, user });
      break;
    }
  }
  return found;
}

/** @param {string} text @param {PublicUser[]} users @returns {string[]} ids, each once, at most as many as a message may mention */
export function mentionedIn(text, users) {
  return [...new Set(findMentions(text, users).map(({ user }) => user.id))].slice(0, MAX_MENTIONS);
}

/** @param {string} name @returns {string} without its last character if that may be punctuation, else empty */
function shorter(name) {
  return /[._-]$/.test(name) ? name.slice(0, -1) : '';
}
