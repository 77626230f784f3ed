// @ts-check
import { Part } from './part.js';

/** @typedef {{roomId: string, seq: number}} Spot */

/** Where in a room one wants to be: at a message found or quoted, or back at the newest. */
export class Place extends Part {
  /** @type {Spot|null} in a room that is not open yet */
  #wanted = null;
  /** @type {number|'newest'|null} a seq; what the list has yet to scroll to */
  #target = null;
  /** A message far away is being looked for. */
  searching = false;

  /** Opens the room, if it is not, at one of its messages. @param {Spot} spot */
  show(spot) {
    const here = this.app.chat.room?.roomId === spot.roomId;
    this.app.openRoom(spot.roomId);
    if (here) this.#go(spot);
    else this.#wanted = spot;
  }

  /** The room has been loaded. @param {string} roomId */
  arrived(roomId) {
    const spot = this.#wanted;
    if (spot?.roomId !== roomId || !this.app.chat.room?.loaded) return;
    this.#wanted = null;
    this.#go(spot);
  }

  /** @param {Spot} spot */
  async #go({ roomId, seq }) {
    const { room } = this.app.chat;
    await this.attempt(() => this.client.loadAround(roomId, seq));
    if (!room || room !== this.app.chat.room) return;
    this.app.chat.unreadAfter = Infinity; // the line would stand somewhere else
    this.#target = seq;
    this.changed();
  }

  /** Goes to a message of the open room of which only the id is known, as a reply knows it. @param {string} messageId */
  async showQuoted(messageId) {
    const { room } = this.app.chat;
    if (!room || this.searching) return;
    this.searching = true;
    this.changed();
    const seq = await this.attempt(async () => (await this.client.findMessage(room.roomId, messageId)) ?? 0);
    this.searching = false;
    if (seq === 0) this.app.notices.show({ title: 'That message cannot be found any more.', kind: 'info' });
    if (seq && room === this.app.chat.room) await this.#go({ roomId: room.roomId, seq });
    this.changed();
  }

  showNewest() {
    this.app.chat.room?.showNewest();
    this.#target = 'newest';
    this.changed();
  }

  /** What to scroll to, told once. */
  takeTarget() {
    const target = this.#target;
    this.#target = null;
    return target;
  }

  /** A room is left for another one or none. @param {string|null} nextRoomId */
  leave(nextRoomId) {
    if (this.#wanted?.roomId !== nextRoomId) this.#wanted = null;
    this.#target = null;
    this.searching = false;
  }
}
