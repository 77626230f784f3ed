// @ts-check
import { unavailable } from './errors.js';
import { sockJsDoor } from './transport-sockjs.js';
import { webSocketDoor } from './transport-websocket.js';

/** A WebSocket that could not be established this often in a row is taken as impossible here, for now. */
const FAILURES_BEFORE_FALLBACK = 2;

/**
 * Which door to try next. The first door is the good one; the others take turns with it once it has failed to open
 * twice in a row. A door that once worked is tried first again, unless the first never has.
 */
export class Doors {
  #doors;
  #failures = 0;
  /** @type {import('./types.js').Door|null} */
  #worked = null;

  /** @param {import('./types.js').Door[]} doors best first, at least one */
  constructor(doors) {
    this.#doors = doors;
  }

  /** @returns {import('./types.js').Door} */
  next() {
    if (this.#worked && this.#failures === 0) return this.#worked;
    const turn = this.#failures - FAILURES_BEFORE_FALLBACK;
    if (turn < 0) return this.#doors[0];
    return this.#doors[(turn + 1) % this.#doors.length];
  }

  /** @param {import('./types.js').Door} door it opened and answered */
  opened(door) {
    this.#failures = 0;
    if (this.#worked !== this.#doors[0]) this.#worked = door;
  }

  /** The door last given did not open. */
  failed() {
    this.#failures += 1;
  }
}

/**
 * The doors that this platform can go through, best first.
 *
 * @param {{url: string, WebSocket?: any, SockJS?: any, loadSockJS?: () => Promise<any>, sockJsTransports?: string[]}} options
 * @returns {import('./types.js').Door[]}
 */
export function doorsOf({ url, WebSocket = globalThis.WebSocket, SockJS, loadSockJS, sockJsTransports }) {
  const doors = [];
  if (WebSocket) doors.push(webSocketDoor({ url, WebSocket }));
  if (SockJS || loadSockJS) doors.push(sockJsDoor({ url, SockJS, loadSockJS, transports: sockJsTransports }));
  if (doors.length === 0) throw unavailable('Neither a WebSocket nor a SockJS constructor: in Node 20 pass that of `ws`');
  return doors;
}
