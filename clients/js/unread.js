// @ts-check
const MAX_HEARD = 1000;

/**
 * How many messages of others a room has unread: what the server counted, and what has been heard since. Immutable.
 *
 * @typedef {{counted: number, upTo: number, heard: number[], unsure: boolean}} Unread
 *     upTo: the seq of the newest message counted; heard: seqs of those after it; unsure: some of the counted have been
 *     read, only the server knows how many
 */

/** @param {number} counted @param {number} upTo @param {Unread} [held] what was known: the server may not have had the newest in it @returns {Unread} */
export function counted(counted, upTo, held) {
  return { counted, upTo, heard: held?.heard.filter((seq) => seq > upTo) ?? [], unsure: false };
}

/** @param {Unread} unread @param {number} seq of a message of somebody else @returns {Unread} */
export function heard(unread, seq) {
  const all = [...unread.heard, seq];
  if (all.length <= MAX_HEARD) return { ...unread, heard: all };
  return { ...unread, counted: unread.counted + 1, upTo: all[0], heard: all.slice(1) };
}

/** @param {Unread} unread @param {number} seq up to and with it @returns {Unread} */
export function read(unread, seq) {
  const rest = unread.heard.filter((each) => each > seq);
  if (seq >= unread.upTo) return { ...unread, counted: 0, heard: rest, unsure: false };
  return { ...unread, heard: rest, unsure: unread.counted > 0 };
}

/** @param {Unread} unread */
export function count({ counted, heard }) {
  return counted + heard.length;
}
