// @ts-check
import { ParleyError, unavailable } from './errors.js';

/** More unanswered requests than this on one socket are refused here, not queued. */
const MAX_PENDING = 1000;

/** Matches replies to requests by their id, each with its own deadline. Belongs to one socket. */
export class Requests {
  #clock;
  /** @type {Map<string, {resolve: (data: any) => void, reject: (error: Error) => void, timer: any}>} */
  #pending = new Map();
  #next = 1;

  /** @param {import('./types.js').Clock} clock */
  constructor(clock) {
    this.#clock = clock;
  }

  /**
   * @param {(text: string) => void} send
   * @param {string} type
   * @param {unknown} data
   * @param {number} timeoutMs
   * @returns {Promise<any>} the reply's data; UNAVAILABLE (outcome unknown) if none comes in time
   */
  start(send, type, data, timeoutMs) {
    if (this.#pending.size >= MAX_PENDING) return Promise.reject(unavailable('Too many unanswered requests'));
    const id = String(this.#next++);
    return new Promise((resolve, reject) => {
      const timer = this.#clock.setTimeout(() => {
        this.#pending.delete(id);
        reject(unavailable(`${type} was not answered within ${timeoutMs} ms`));
      }, timeoutMs);
      this.#pending.set(id, { resolve, reject, timer });
      try {
        send(JSON.stringify({ type, id, data: data ?? {} }));
      } catch (error) {
        this.#take(id);
        reject(unavailable(`The socket refused the frame: ${/** @type {any} */ (error)?.message}`));
      }
    });
  }

  /** @param {import('./types.js').Frame} frame @returns {boolean} false if it answers nothing that is waiting */
  settle(frame) {
    const waiting = frame.id == null ? null : this.#take(frame.id);
    if (!waiting) return false;
    if (frame.type === 'error') waiting.reject(new ParleyError(frame.error ?? { code: 'INTERNAL' }));
    else waiting.resolve(frame.data);
    return true;
  }

  /** @param {Error} error */
  failAll(error) {
    for (const id of [...this.#pending.keys()]) this.#take(id)?.reject(error);
  }

  /** @param {string} id */
  #take(id) {
    const waiting = this.#pending.get(String(id));
    if (!waiting) return null;
    this.#pending.delete(String(id));
    this.#clock.clearTimeout(waiting.timer);
    return waiting;
  }
}
