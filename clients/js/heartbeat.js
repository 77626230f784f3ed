// @ts-check
/** A ping not answered within this means the socket is dead, whatever the operating system believes. */
const ANSWER_MS = 10_000;

/** Pings at the interval the server asks for and reports silence once. */
export class Heartbeat {
  #clock;
  #ping;
  #dead;
  #intervalMs = 0;
  /** @type {any} */
  #timer = null;

  /**
   * @param {{clock: import('./types.js').Clock, ping: (timeoutMs: number) => Promise<unknown>, dead: () => void}} deps
   */
  constructor({ clock, ping, dead }) {
    this.#clock = clock;
    this.#ping = ping;
    this.#dead = dead;
  }

  /** @param {number} intervalMs */
  start(intervalMs) {
    this.stop();
    this.#intervalMs = Math.min(60_000, Math.max(1000, intervalMs));
    this.#schedule();
  }

  stop() {
    this.#clock.clearTimeout(this.#timer);
    this.#timer = null;
  }

  /** Asks now, as after waking from sleep. */
  check() {
    if (this.#timer === null) return;
    this.#clock.clearTimeout(this.#timer);
    this.#beat(Math.min(ANSWER_MS, 4000));
  }

  #schedule() {
    this.#timer = this.#clock.setTimeout(() => this.#beat(ANSWER_MS), this.#intervalMs);
  }

  /** @param {number} answerMs */
  #beat(answerMs) {
    const mine = (this.#timer = {}); // a stop or start meanwhile makes this beat void
    this.#ping(answerMs).then(
      () => this.#timer === mine && this.#schedule(),
      () => this.#timer === mine && this.#dead(),
    );
  }
}
