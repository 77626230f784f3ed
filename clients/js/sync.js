// @ts-check
import { delay, fullJitter } from './clock.js';
import { Emitter } from './emitter.js';

const ROOMS_PER_SYNC = 200; // the contract's bound
const MAX_EARLY = 500; // events held per room before a gap closes; beyond it the sync brings them anyway
const MAX_PAGES = 1000; // of one catch-up: half a million events
const MAX_TRIES = 8;
const NEW_ROOM_EVENTS = 500; // how far back a room that appeared while we were away is caught up; the rest is history

/**
 * @typedef {{last: number, early: Map<number, import('./types.js').RoomEvent>, syncing: boolean}} Place
 * last: every event up to here has been emitted, unused seqs passed; early: events that came before their turn
 */

/**
 * Turns hints into the log. Invariant: each room's events are emitted once, in seq order, whatever live delivery loses,
 * repeats or reorders.
 *
 * Emits `event` (a RoomEvent), `cut` ({roomId, firstSeq}: messages before it are gone for good), `rooms` (Room[] that appeared while we were away; their events follow) and `stuck` (the server would not answer).
 */
export class Sync extends Emitter {
  #request;
  #clock;
  /** @type {Map<string, Place>} */
  #places = new Map();
  #epoch = 0; // a sync of an older connection does not go on asking

  /** @param {{request: (type: string, data: any) => Promise<any>, clock: import('./types.js').Clock}} deps */
  constructor({ request, clock }) {
    super();
    this.#request = request;
    this.#clock = clock;
  }

  /** Follows a room from here on; what is up to and with `lastSeq` is held already. @param {string} roomId @param {number} lastSeq */
  track(roomId, lastSeq) {
    if (!this.#places.has(roomId)) this.#places.set(roomId, { last: lastSeq, early: new Map(), syncing: false });
  }

  /** @param {string} roomId */
  untrack(roomId) {
    this.#places.delete(roomId);
  }

  /** @param {string} roomId */
  lastSeq(roomId) {
    return this.#places.get(roomId)?.last ?? null;
  }

  /** An event as the server pushed it. @param {import('./types.js').RoomEvent} event */
  live(event) {
    // an event of an unknown room is the first this client hears of it, not the first of the room
    const place = this.#placeOf(event.roomId, event.seq - 1);
    if (event.seq <= place.last) return;
    if (place.early.size < MAX_EARLY) place.early.set(event.seq, event);
    this.#drain(event.roomId, place);
    if (place.last < event.seq) this.#close(event.roomId, place);
  }

  /** The connection is back: ask for everything missed. Resolves when all has been emitted or this gave up. */
  async all() {
    const epoch = ++this.#epoch;
    for (const place of this.#places.values()) place.syncing = false;
    const ids = [...this.#places.keys()];
    for (let start = 0; start === 0 || start < ids.length; start += ROOMS_PER_SYNC) {
      await this.#catchUp(ids.slice(start, start + ROOMS_PER_SYNC), epoch);
    }
  }

  /** The connection is gone: what is under way is void. */
  pause() {
    this.#epoch += 1;
    for (const place of this.#places.values()) place.syncing = false;
  }

  /** @param {string} roomId @param {Place} place */
  async #close(roomId, place) {
    if (place.syncing) return;
    place.syncing = true;
    const epoch = this.#epoch;
    // again while a gap is left: one may open while the answer is on its way, and the store may be behind the hint
    for (let idle = 0; idle < MAX_TRIES; ) {
      const before = place.last;
      await this.#catchUp([roomId], epoch);
      if (epoch !== this.#epoch) return;
      if (place.early.size === 0 || this.#places.get(roomId) !== place) {
        place.syncing = false;
        return;
      }
      idle = place.last > before ? 0 : idle + 1;
      if (idle > 0) await delay(this.#clock, fullJitter(this.#clock, idle));
    }
    this.emit('stuck');
  }

  /** @param {string[]} roomIds @param {number} epoch */
  async #catchUp(roomIds, epoch) {
    let open = roomIds;
    let tries = 0;
    for (let page = 0; page < MAX_PAGES && epoch === this.#epoch; page++) {
      const asked = open.filter((id) => this.#places.has(id));
      let answer;
      try {
        answer = await this.#request('sync', { rooms: Object.fromEntries(asked.map((id) => [id, this.lastSeq(id)])) });
      } catch {
        if (epoch !== this.#epoch) return;
        if (++tries >= MAX_TRIES) return this.emit('stuck');
        await delay(this.#clock, 250 + fullJitter(this.#clock, tries));
        continue;
      }
      if (epoch !== this.#epoch) return;
      tries = 0;
      open = [...this.#welcome(answer.newRooms ?? []), ...this.#take(answer)];
      if (open.length === 0) return;
    }
  }

  /** @param {import('./types.js').Room[]} rooms those we did not ask about @returns {string[]} those we did not know */
  #welcome(rooms) {
    const unknown = rooms.filter((room) => !this.#places.has(room.id));
    for (const room of unknown) this.track(room.id, Math.max(0, (room.lastSeq ?? 0) - NEW_ROOM_EVENTS));
    if (unknown.length > 0) this.emit('rooms', unknown);
    return unknown.map((room) => room.id);
  }

  /** @param {any} answer @returns {string[]} the rooms with more to come */
  #take(answer) {
    const more = [];
    for (const { roomId, events = [], lastSeq = 0, hasMore = false, firstSeq = 1 } of answer.rooms ?? []) {
      const before = this.lastSeq(roomId);
      if (before === null) continue;
      if (firstSeq > 1) this.emit('cut', { roomId, firstSeq });
      for (const event of events) this.#emit(roomId, this.#placeOf(roomId, event.seq - 1), event);
      if (hasMore) this.#placeOf(roomId, events.at(-1)?.seq ?? before);
      const place = this.#places.get(roomId);
      if (!place) continue; // left, and that was the end of it
      if (!hasMore) place.last = Math.max(place.last, lastSeq); // passes seqs that a crash left unused
      this.#drain(roomId, place);
      if (hasMore && place.last > before) more.push(roomId); // no progress is no reason to ask again
    }
    return more;
  }

  /** A log that goes on after this user has left it, and is forgotten here, means that they came back. @param {string} roomId @param {number} last */
  #placeOf(roomId, last) {
    this.track(roomId, last);
    return /** @type {Place} */ (this.#places.get(roomId));
  }

  /** Emits what has become due and forgets what is past. @param {string} roomId @param {Place} place */
  #drain(roomId, place) {
    for (let event = place.early.get(place.last + 1); event; event = place.early.get(place.last + 1)) {
      this.#emit(roomId, place, event);
    }
    for (const seq of place.early.keys()) if (seq <= place.last) place.early.delete(seq);
  }

  /** @param {string} roomId @param {Place} place @param {import('./types.js').RoomEvent} event */
  #emit(roomId, place, event) {
    if (event.seq <= place.last || this.#places.get(roomId) !== place) return;
    place.last = event.seq; // before the listeners: one that throws must not get it twice
    this.emit('event', event);
  }
}
