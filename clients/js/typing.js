// @ts-check
import { Emitter } from './emitter.js';

const EXPIRES_MS = 6000; // the contract's
const REPEAT_MS = 3000; // often enough that the others' 6 s never run out in between
const IDLE_MS = 4000;

/** Both ends of typing: says when this user types, without a frame per key, and knows who else does. Emits `change` with a room id. */
export class Typing extends Emitter {
  #request;
  #clock;
  /** @type {Map<string, {saidAt: number, idle: any}>} */
  #mine = new Map();
  /** @type {Map<string, Map<string, any>>} room → user → timer */
  #others = new Map();

  /** @param {{request: (type: string, data: any) => Promise<any>, clock: import('./types.js').Clock}} deps */
  constructor({ request, clock }) {
    super();
    this.#request = request;
    this.#clock = clock;
  }

  /** A key was pressed. @param {string} roomId */
  pressed(roomId) {
    const now = this.#clock.now();
    const mine = this.#mine.get(roomId) ?? { saidAt: -Infinity, idle: null };
    this.#mine.set(roomId, mine);
    this.#clock.clearTimeout(mine.idle);
    mine.idle = this.#clock.setTimeout(() => this.stopped(roomId), IDLE_MS);
    if (now - mine.saidAt < REPEAT_MS) return;
    mine.saidAt = now;
    this.#say(roomId, true);
  }

  /** The text was sent or cleared. @param {string} roomId */
  stopped(roomId) {
    const mine = this.#mine.get(roomId);
    if (!mine) return;
    this.#clock.clearTimeout(mine.idle);
    this.#mine.delete(roomId);
    this.#say(roomId, false);
  }

  /** @param {string} roomId @returns {string[]} user ids */
  in(roomId) {
    return [...(this.#others.get(roomId)?.keys() ?? [])];
  }

  /** The server's word about somebody else. @param {{roomId: string, userId: string, active: boolean}} data */
  heard({ roomId, userId, active }) {
    const room = this.#others.get(roomId) ?? new Map();
    this.#others.set(roomId, room);
    const known = room.has(userId);
    this.#clock.clearTimeout(room.get(userId));
    if (active) room.set(userId, this.#clock.setTimeout(() => this.heard({ roomId, userId, active: false }), EXPIRES_MS));
    else room.delete(userId);
    if (room.size === 0) this.#others.delete(roomId);
    if (known !== active) this.emit('change', roomId);
  }

  /** @param {string} roomId @param {boolean} active */
  #say(roomId, active) {
    this.#request('typing', { roomId, active }).catch(() => {}); // worth nothing a second later
  }
}
