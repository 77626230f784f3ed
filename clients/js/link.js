// @ts-check
import { ParleyError, unavailable } from './errors.js';
import { Heartbeat } from './heartbeat.js';
import { Requests } from './requests.js';

const OPEN_MS = 10_000; // opening and authenticating; what takes longer is a proxy that swallowed the handshake

/**
 * @typedef {{code: number, lastError: import('./close-codes.js').LastError|null, opened: boolean}} Ending opened: false if the door never let us in
 *
 * @typedef {object} LinkListener
 * @property {(ready: any) => void} ready
 * @property {(frame: import('./types.js').Frame) => void} frame a server event
 * @property {(ending: Ending) => void} over called once, and nothing after it
 */

/** One socket from its opening to its end: first-frame authentication, requests, heartbeat. Never reconnects. */
export class Link {
  #clock;
  #listener;
  #requests;
  #heartbeat;
  /** @type {import('./types.js').Socket|null} */
  #socket = null;
  /** @type {any} */
  #deadline;
  /** @type {import('./close-codes.js').LastError|null} */
  #lastError = null;
  #opened = false;
  #over = false;
  /** The access token the server last accepted, or is being asked to. */
  token;

  /**
   * @param {{door: import('./types.js').Door, token: string, clock: import('./types.js').Clock, listener: LinkListener}} deps
   */
  constructor({ door, token, clock, listener }) {
    this.#clock = clock;
    this.#listener = listener;
    this.#requests = new Requests(clock);
    this.#heartbeat = new Heartbeat({
      clock,
      ping: (timeoutMs) => this.request('ping', {}, timeoutMs),
      dead: () => this.#end(1006),
    });
    this.token = token;
    this.#deadline = clock.setTimeout(() => this.#end(1006), OPEN_MS);
    this.#open(door);
  }

  /** @param {import('./types.js').Door} door */
  async #open(door) {
    try {
      const socket = await door.open({
        onOpen: () => {
          this.#opened = true;
          this.#firstFrame();
        },
        onFrame: (text) => this.#onFrame(text),
        onClose: (code) => this.#end(code),
      });
      if (this.#over) socket.close(1000);
      else this.#socket = socket;
    } catch {
      this.#end(1006);
    }
  }

  async #firstFrame() {
    await Promise.resolve(); // a door may open before `open` has returned its socket
    try {
      const ready = (await this.request('auth', { token: this.token }, OPEN_MS)) ?? {};
      if (this.#over) return;
      this.#clock.clearTimeout(this.#deadline);
      this.#heartbeat.start(ready.heartbeatMs ?? 25_000);
      this.#listener.ready(ready);
    } catch (error) {
      this.#end(isTokenRefusal(error) ? 4401 : 1006);
    }
  }

  /** @param {string} type @param {unknown} data @param {number} timeoutMs @returns {Promise<any>} */
  request(type, data, timeoutMs) {
    const socket = this.#socket;
    if (!socket || this.#over) return Promise.reject(unavailable('Not connected'));
    return this.#requests.start((text) => socket.send(text), type, data, timeoutMs);
  }

  /** Extends the socket's life with a newer token. @param {string} token */
  async renew(token) {
    this.token = token;
    await this.request('auth', { token }, OPEN_MS);
  }

  /** Finds out soon whether the socket still lives, as after waking from sleep. */
  check() {
    this.#heartbeat.check();
  }

  /** Ends it from our side without a word to the listener. */
  close() {
    this.#listener = { ready: () => {}, frame: () => {}, over: () => {} };
    this.#end(1000);
  }

  /** Ends it from our side as if it had broken. */
  abandon() {
    this.#end(1006);
  }

  /** @param {string} text */
  #onFrame(text) {
    if (this.#over) return;
    let frame;
    try {
      frame = JSON.parse(text);
    } catch {
      return; // not of this protocol; live delivery is a hint, the log heals
    }
    if (this.#requests.settle(frame)) return;
    if (frame.type === 'error') this.#lastError = frame.error ?? null;
    else if (frame.id == null) this.#listener.frame(frame);
  }

  /** @param {number} code */
  #end(code) {
    if (this.#over) return;
    this.#over = true;
    this.#clock.clearTimeout(this.#deadline);
    this.#heartbeat.stop();
    this.#requests.failAll(unavailable('The connection was lost'));
    try {
      this.#socket?.close(1000);
    } catch {
      // it had closed by itself
    }
    this.#listener.over({ code, lastError: this.#lastError, opened: this.#opened });
  }
}

/** @param {unknown} error */
function isTokenRefusal(error) {
  return error instanceof ParleyError && (error.code === 'UNAUTHENTICATED' || error.code === 'TOKEN_EXPIRED');
}
