// @ts-check
import { nameOf } from '../model/people.js';

/** What a screen reader is told of new messages: what others write, when it comes, and several at once as a number. */
export class Announcer {
  #upTo = 0;
  /** @type {import('../../../js/room-state.js').RoomState|null} */
  #room = null;

  /** @param {import('../../../js/room-state.js').RoomState} room as it is now @returns {string|null} null if there is nothing to say */
  news(room) {
    const upTo = this.#upTo;
    const known = room === this.#room;
    if (!room.loaded) return null;
    this.#room = room;
    this.#upTo = room.lastMessageSeq;
    if (!known || this.#upTo <= upTo) return null;
    const fresh = room.messages.filter((message) => !message.mine && message.content && message.seq > upTo);
    if (fresh.length === 1) return `${nameOf(fresh[0].sender)}: ${fresh[0].content?.text}`;
    return fresh.length > 1 ? `${fresh.length} new messages` : null;
  }
}
