// @ts-check
import { fullJitter } from './clock.js';

const FIRST_MS = 200;
const MOST = 6; // then the next event or connection asks

/**
 * Asks the server to count again, while it has counted before it knew how far this user has read: whoever writes has
 * read, which is stored a moment after the message. Nothing announces that it is.
 */
export class Recount {
  #clock;
  #isWanted;
  #ask;
  #tries = 0;
  #waiting = false;

  /** @param {{clock: import('./types.js').Clock, isWanted: () => boolean, ask: () => void}} deps */
  constructor({ clock, isWanted, ask }) {
    this.#clock = clock;
    this.#isWanted = isWanted;
    this.#ask = ask;
  }

  /** The list has come. */
  check() {
    if (!this.#isWanted()) this.#tries = 0;
    else if (!this.#waiting && this.#tries < MOST) {
      this.#waiting = true;
      this.#clock.setTimeout(() => this.#again(), FIRST_MS + fullJitter(this.#clock, this.#tries++));
    }
  }

  #again() {
    this.#waiting = false;
    if (this.#isWanted()) this.#ask();
  }
}
