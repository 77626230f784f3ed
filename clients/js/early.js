// @ts-check
const MAX_EVENTS = 1000;

/** Room events that arrive between `ready` and the first list of rooms: they count as news, though the list has them in it. */
export class Early {
  /** @type {import('./types.js').RoomEvent[]} */
  events = [];
  /** True if some were let go: then the log has to be asked. */
  overflown = false;

  /** @param {import('./types.js').RoomEvent} event */
  add(event) {
    if (this.events.length < MAX_EVENTS) this.events.push(event);
    else this.overflown = true;
  }

  /** Where to begin in a room, so that its early events are emitted. @param {string} roomId @param {number} lastSeq as listed */
  before(roomId, lastSeq) {
    return this.events.reduce((seq, event) => (event.roomId === roomId ? Math.min(seq, event.seq - 1) : seq), lastSeq);
  }
}
