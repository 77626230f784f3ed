// @ts-check
import { systemClock } from './clock.js';
import { doorsOf } from './doors.js';
import { Emitter } from './emitter.js';
import { unavailable } from './errors.js';
import { Http } from './http.js';
import { Live } from './live.js';
import { Rest } from './rest.js';
import { Session } from './session.js';
import { memoryStore } from './storage.js';

export { Emitter } from './emitter.js';
export { ParleyError, isRetryable } from './errors.js';
export { findMentions, mentionedIn } from './mentions.js';
export { memoryStore, webStore } from './storage.js';

/** What a Live emits and this passes on. */
const PASSED_ON = [
  'state', 'event', 'receipt', 'typing', 'presence', 'contact', 'notification', 'message.failed', 'reconnected', 'caught-up',
]; // prettier-ignore

/**
 * The Parley client: REST, and one live connection that resumes without a gap.
 *
 * Emits `session` {user, reason}, `state` {state: idle|connecting|ready|waiting, attempt, retryInMs}, `event` (RoomEvents of
 * all rooms, each once, in seq order per room), `receipt`, `typing` (a room id), `presence`, `contact`, `notification`,
 * `message.failed`, `reconnected` and `caught-up` (all that was missed has been emitted).
 */
export class ParleyClient extends Emitter {
  #options;
  #clock;
  #store;
  /** @type {Live|null} */
  #live = null;
  #wanted = false;

  /**
   * @param {{url: string, WebSocket?: any, SockJS?: any, loadSockJS?: () => Promise<any>, sockJsTransports?: string[],
   *   doors?: import('./types.js').Door[], store?: import('./types.js').Store, fetch?: typeof fetch,
   *   clock?: import('./types.js').Clock, locks?: any}} options
   *   url: the server's origin. WebSocket: a constructor; the platform's own by default, that of `ws` in Node 20.
   *   SockJS or loadSockJS: the fallback. doors: instead of both. store: where the session and unsent messages are kept.
   */
  constructor(options) {
    super();
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#store = options.store ?? memoryStore();
    const http = new Http({ baseUrl: options.url, fetch: options.fetch });
    this.session = new Session({ http, store: this.#store, clock: this.#clock, locks: options.locks });
    this.rest = new Rest({ http, tokens: this.session });
    this.session.on('changed', (change) => {
      this.#close();
      this.emit('session', change);
      if (change.user && this.#wanted) this.connect();
    });
  }

  get user() {
    return this.session.user;
  }

  /** The live side of whoever is logged in. Throws when nobody is. @returns {Live} */
  get live() {
    const user = this.session.user;
    if (!user) throw unavailable('Log in first');
    this.#live ??= this.#open(user);
    return this.#live;
  }

  /** @param {Parameters<Session['signUp']>[0]} fields */
  signUp(fields) {
    return this.session.signUp(fields);
  }

  /** @param {{email: string, password: string}} credentials */
  logIn(credentials) {
    return this.session.logIn(credentials);
  }

  logOut() {
    this.#wanted = false;
    return this.session.logOut();
  }

  /** Connects, and stays connected until `disconnect` or the end of the session. */
  connect() {
    this.#wanted = true;
    this.live.connection.start();
  }

  disconnect() {
    this.#wanted = false;
    this.#close();
  }

  /** The network or the screen is back. */
  nudge() {
    this.#live?.connection.nudge();
  }

  /** The rooms of this user. @returns {import('./room-list.js').RoomList} */
  get list() {
    return this.live.list;
  }

  /** @param {string} roomId */
  room(roomId) {
    return this.live.rooms.get(roomId);
  }

  /** @param {string} roomId with its newest messages and its members */
  loadRoom(roomId) {
    return this.live.rooms.load(roomId);
  }

  /** @param {string} roomId */
  loadOlder(roomId) {
    return this.live.rooms.loadOlder(roomId);
  }

  /** @param {string} roomId while it shows an earlier part (`room(roomId).hasNewer`) */
  loadNewer(roomId) {
    return this.live.rooms.loadNewer(roomId);
  }

  /** Shows the message at seq with those around it; `room(roomId).showNewest()` leads back. @param {string} roomId @param {number} seq */
  loadAround(roomId, seq) {
    return this.live.rooms.loadAround(roomId, seq);
  }

  /** Where a message stands. @param {string} roomId @param {string} messageId @returns {Promise<number|null>} its seq, null if it is not there */
  findMessage(roomId, messageId) {
    return this.live.rooms.find(roomId, messageId);
  }

  /**
   * Sends, now or as soon as there is a connection. The message's further states are in `room(roomId)`.
   *
   * @param {string} roomId
   * @param {string} text
   * @param {{replyTo?: string, mentions?: string[]}} [options] mentions: members who are told even if they muted the room
   * @returns {string} the clientMessageId
   */
  send(roomId, text, { replyTo, mentions } = {}) {
    this.live.typing.stopped(roomId);
    return this.live.outbox.add({ roomId, content: contentOf(text, mentions), replyTo }).clientMessageId;
  }

  /** Sends a failed message again. @param {import('./room-state.js').ShownMessage} message */
  retry({ roomId, clientMessageId, content, replyTo }) {
    const { outbox } = this.live;
    if (outbox.entries(roomId).some((entry) => entry.clientMessageId === clientMessageId)) outbox.retry(clientMessageId);
    else if (content) outbox.add({ roomId, content, replyTo: replyTo ?? undefined, clientMessageId }); // it had been accepted
  }

  /** Gives a failed message up. @param {import('./room-state.js').ShownMessage} message */
  discard({ roomId, clientMessageId }) {
    this.live.outbox.discard(clientMessageId);
    this.room(roomId).removeLocal(clientMessageId);
  }

  /**
   * @param {string} roomId
   * @param {string} messageId
   * @param {string} text
   * @param {{mentions?: string[]}} [options] who is mentioned from now on, in place of who was
   * @returns {Promise<void>}
   */
  edit(roomId, messageId, text, { mentions } = {}) {
    return this.#ask('message.edit', { roomId, messageId, content: contentOf(text, mentions) });
  }

  /** @param {string} roomId @param {string} messageId @returns {Promise<void>} */
  remove(roomId, messageId) {
    return this.#ask('message.delete', { roomId, messageId });
  }

  /** @param {string} roomId @param {string} messageId @param {string} emoji @param {boolean} on @returns {Promise<void>} */
  react(roomId, messageId, emoji, on) {
    return this.#ask(on ? 'reaction.add' : 'reaction.remove', { roomId, messageId, emoji });
  }

  /** Everything up to and with seq has been read. @param {string} roomId @param {number} seq */
  markRead(roomId, seq) {
    if (seq <= (this.list.get(roomId)?.readSeq ?? 0)) return;
    this.list.read(roomId, seq);
    this.live.receipts.read(roomId, seq);
  }

  /** @param {string} type @param {any} data @returns {Promise<any>} */
  #ask(type, data) {
    return this.live.connection.request(type, data);
  }

  /** @param {import('./types.js').User} user */
  #open(user) {
    const live = new Live({
      user,
      session: this.session,
      rest: this.rest,
      doors: this.#options.doors ?? doorsOf(this.#options),
      store: this.#store,
      clock: this.#clock,
    });
    for (const type of PASSED_ON) live.on(type, (value) => this.emit(type, value));
    live.on('ended', ({ token }) => live === this.#live && this.session.revoked(token).then((alive) => alive && this.connect()));
    return live;
  }

  #close() {
    this.#live?.close();
    this.#live = null;
  }
}

/** @param {string} text @param {string[]} [mentions] user ids @returns {import('./types.js').Content} */
function contentOf(text, mentions) {
  return mentions?.length ? { text, mentions } : { text };
}
