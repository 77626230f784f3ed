// @ts-check
/**
 * What an event of the log makes of a message. Pure; the result of folding in seq order does not depend on how often a
 * page has brought the message in between.
 *
 * @param {import('./types.js').Message} message
 * @param {import('./types.js').RoomEvent} event about this message
 * @param {string} me whose reactions are `mine`
 * @returns {import('./types.js').Message}
 */
export function foldMessage(message, { type, data }, me) {
  switch (type) {
    case 'message.edited':
      return { ...message, content: data.content ?? message.content, editedAt: data.editedAt };
    case 'message.deleted':
      return { ...message, content: null, deletedAt: data.deletedAt, reactions: [] };
    case 'reaction.updated':
      return { ...message, reactions: foldReaction(message.reactions ?? [], data, me) };
    default:
      return message; // a type of a later version
  }
}

/**
 * @param {import('./types.js').Reaction[]} reactions
 * @param {{emoji: string, userId: string, added: boolean, count: number}} data
 * @param {string} me
 */
function foldReaction(reactions, { emoji, userId, added, count }, me) {
  const before = reactions.find((reaction) => reaction.emoji === emoji);
  const after = { emoji, count, mine: userId === me ? added : (before?.mine ?? false) };
  if (!before) return count > 0 ? [...reactions, after] : reactions;
  return reactions.map((reaction) => (reaction === before ? after : reaction)).filter((reaction) => reaction.count > 0);
}
