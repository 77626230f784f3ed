// @ts-check
import { fullJitter } from './clock.js';
import { isRetryable } from './errors.js';

const GATHER_MS = 150; // a burst of messages becomes one receipt

/**
 * Tells the server how far this user has received and read. Receipts only move forwards, so only the furthest per room
 * is kept; what was not acknowledged goes out again with the next connection.
 */
export class Receipts {
  #request;
  #clock;
  /** @type {Map<string, {type: string, roomId: string, wanted: number, told: number}>} by type and room */
  #places = new Map();
  #open = false;
  #failures = 0;
  /** @type {any} */
  #timer = null;

  /** @param {{request: (type: string, data: any) => Promise<any>, clock: import('./types.js').Clock}} deps */
  constructor({ request, clock }) {
    this.#request = request;
    this.#clock = clock;
  }

  /** @param {string} roomId @param {number} seq up to and with it */
  delivered(roomId, seq) {
    this.#want('receipt.delivered', roomId, seq);
  }

  /** @param {string} roomId @param {number} seq up to and with it */
  read(roomId, seq) {
    this.#want('receipt.read', roomId, seq);
  }

  resume() {
    this.#open = true;
    this.#failures = 0;
    this.#schedule(0);
  }

  pause() {
    this.#open = false;
    this.#clock.clearTimeout(this.#timer);
    this.#timer = null;
  }

  /** @param {string} type @param {string} roomId @param {number} seq */
  #want(type, roomId, seq) {
    const key = `${type} ${roomId}`;
    const place = this.#places.get(key) ?? { type, roomId, wanted: 0, told: 0 };
    this.#places.set(key, place);
    if (seq <= place.wanted) return;
    place.wanted = seq;
    this.#schedule(GATHER_MS);
  }

  /** @param {number} ms */
  #schedule(ms) {
    if (!this.#open || this.#timer !== null) return;
    this.#timer = this.#clock.setTimeout(() => this.#flush(), ms);
  }

  async #flush() {
    const timer = this.#timer;
    let failed = false;
    for (const place of this.#places.values()) {
      const seq = place.wanted;
      if (seq <= place.told) continue;
      try {
        await this.#request(place.type, { roomId: place.roomId, seq });
        place.told = Math.max(place.told, seq);
      } catch (error) {
        if (isRetryable(error)) failed = true;
        else place.told = seq; // refused, as after leaving the room: asking again helps nobody
      }
      if (this.#timer !== timer) return; // paused meanwhile
    }
    this.#timer = null;
    this.#failures = failed ? this.#failures + 1 : 0;
    const more = [...this.#places.values()].some((place) => place.wanted > place.told);
    if (more) this.#schedule(failed ? 500 + fullJitter(this.#clock, this.#failures) : GATHER_MS);
  }
}
