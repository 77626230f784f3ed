// @ts-check
// One device of a user in the property test: the project's own client behind a door that can break.
import { pathToFileURL } from 'node:url';
import WebSocket from 'ws';
import { url } from './support.js';

const sdk = pathToFileURL(`${process.env.PARLEY_SDK}/`);
const { ParleyClient, memoryStore } = await import(new URL('index.js', sdk).href);
const { webSocketDoor } = await import(new URL('transport-websocket.js', sdk).href);

/** A logged-in account on one machine: outlives the clients of the runs, as an installation outlives its restarts. */
export class Device {
  #store = memoryStore();
  /** @type {WebSocket|null} */
  #socket = null;
  #deafFor = 0;
  #caughtUp = false;
  offline = false;
  /** True if pushed events may have been lost since it last connected: the log's end may be unknown to it. */
  mayHaveMissed = false;

  /** @param {string} name as counterexamples call it @param {{id: string, email: string, password: string}} person */
  constructor(name, person) {
    this.name = name;
    this.person = person;
    this.userId = person.id;
    this.client = this.#newClient();
  }

  logIn() {
    return this.client.logIn({ email: this.person.email, password: this.person.password });
  }

  /** A client that knows nothing but who is logged in. */
  start() {
    this.offline = this.mayHaveMissed = this.#caughtUp = false;
    this.#deafFor = 0;
    this.client = this.#newClient();
    this.client.on('state', (/** @type {any} */ { state }) => state !== 'ready' && (this.#caughtUp = false));
    this.client.on('caught-up', () => this.#onCaughtUp());
    this.client.connect();
  }

  stop() {
    this.client.disconnect();
  }

  /** The network goes, without a word to the server. */
  cut() {
    this.offline = true;
    this.#caughtUp = false;
    this.#socket?.terminate();
  }

  back() {
    if (!this.offline) return;
    this.offline = this.mayHaveMissed = false;
    this.#deafFor = 0;
    this.client.nudge();
  }

  /** The next pushed events never arrive. @param {number} events */
  loseEvents(events) {
    this.#deafFor += events;
    this.mayHaveMissed = true;
  }

  /** @param {string} roomId */
  holds(roomId) {
    return this.client.list.get(roomId) !== null;
  }

  /** Connected, everything missed folded in, nothing of its own on the way. A wait for a reconnect is cut short. */
  get isIdle() {
    if (!this.offline && !this.#caughtUp) this.client.nudge();
    return this.#caughtUp && this.isQuiet;
  }

  /** Nothing on the way that could get anywhere. */
  get isQuiet() {
    return this.offline || this.client.live.outbox.entries().every((/** @type {any} */ { state }) => state !== 'sending');
  }

  /** Gives up what the server refused, as a user would. */
  discardRefused() {
    for (const entry of this.client.live.outbox.entries()) this.client.discard(entry);
  }

  /** As the web client does for the room it shows: receipts missed meanwhile are not in the log. */
  #onCaughtUp() {
    this.#caughtUp = this.#socket?.readyState === WebSocket.OPEN; // else on a connection that has just been cut
    for (const { id } of this.client.list.rooms) {
      if (this.client.room(id).loaded) this.client.loadRoom(id).catch(() => {}); // out of it, or cut off, just now
    }
  }

  #newClient() {
    const keep = (/** @type {WebSocket} */ socket) => (this.#socket = socket);
    const Kept = class extends WebSocket {
      constructor(/** @type {string} */ address) {
        super(address);
        keep(this);
      }
    };
    const door = webSocketDoor({ url, WebSocket: Kept });
    const open = (/** @type {any} */ handlers) => {
      if (this.offline) throw new Error('no network');
      return door.open({ ...handlers, onFrame: (/** @type {string} */ text) => this.#loses(text) || handlers.onFrame(text) });
    };
    return new ParleyClient({ url, store: this.#store, doors: [{ name: 'breakable', open }] });
  }

  /** @param {string} text a frame of the server */
  #loses(text) {
    if (this.#deafFor === 0) return false;
    const { id, data } = JSON.parse(text);
    if (id != null || data?.seq === undefined) return false; // a reply, or nothing of the log
    this.#deafFor -= 1;
    return true;
  }
}
