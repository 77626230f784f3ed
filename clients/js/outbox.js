// @ts-check
import { fullJitter } from './clock.js';
import { Emitter } from './emitter.js';
import { ParleyError, isRetryable } from './errors.js';
import { OutboxStore } from './outbox-store.js';
import { uuid } from './uuid.js';

const MAX_ENTRIES = 200;
const MAX_TEXT = 8000; // the contract's bound, in UTF-16 units: never more than the server's count
const MAX_POISONINGS = 3;

/** @typedef {import('./outbox-store.js').Entry} Entry */

/**
 * Messages on their way out. Kept in the store, and sent with the same clientMessageId until the server has acknowledged or refused them.
 *
 * Invariant: of one room only the oldest message is ever under way, so a refusal in between cannot change the order.
 *
 * Emits `change` {entry, state: sending|acked|failed|discarded, ack?}.
 */
export class Outbox extends Emitter {
  #kept;
  #send;
  #clock;
  /** @type {Map<string, Entry>} */
  #entries = new Map();
  /** @type {Set<string>} rooms with a message under way */
  #busy = new Set();
  #open = false;
  #epoch = 0;
  #failures = 0;
  #order = 0;
  /** @type {any} */
  #timer = null;

  /**
   * @param {{store: import('./types.js').Store, userId: string, clock: import('./types.js').Clock,
   *   send: (entry: Entry) => Promise<import('./types.js').SendAck>}} deps
   */
  constructor({ store, userId, send, clock }) {
    super();
    this.#kept = new OutboxStore(store, userId);
    this.#send = send;
    this.#clock = clock;
    for (const entry of this.#kept.load()) {
      this.#entries.set(entry.clientMessageId, entry);
      this.#order = Math.max(this.#order, entry.order);
    }
  }

  /** @param {string} [roomId] @returns {Entry[]} oldest first */
  entries(roomId) {
    const all = [...this.#entries.values()].sort((a, b) => a.order - b.order);
    return roomId ? all.filter((entry) => entry.roomId === roomId) : all;
  }

  /**
   * Takes a message to send, now or when the connection is back. Throws INVALID_REQUEST or PAYLOAD_TOO_LARGE for text
   * the server would refuse, RATE_LIMITED when too much is waiting.
   *
   * @param {{roomId: string, content: import('./types.js').Content, replyTo?: string, clientMessageId?: string}} message
   *     clientMessageId only to send a failed message again
   */
  add({ roomId, content, replyTo, clientMessageId = uuid() }) {
    if (!content.text) throw new ParleyError({ code: 'INVALID_REQUEST', message: 'The message is empty' });
    if (content.text.length > MAX_TEXT) {
      throw new ParleyError({ code: 'PAYLOAD_TOO_LARGE', message: `A message has at most ${MAX_TEXT} characters` });
    }
    if (this.#entries.size >= MAX_ENTRIES) {
      throw new ParleyError({ code: 'RATE_LIMITED', message: 'Too many messages are waiting to be sent' });
    }
    const now = this.#clock.now();
    this.#order = Math.max(this.#order + 1, now);
    /** @type {Entry} */
    const entry = {
      clientMessageId,
      roomId,
      content,
      replyTo,
      createdAt: new Date(now).toISOString(),
      order: this.#order,
      state: 'sending',
      poisonings: 0,
    };
    this.#put(entry, 'sending');
    this.#pump();
    return entry;
  }

  /** Sends a failed message again, under its own id. @param {string} clientMessageId */
  retry(clientMessageId) {
    const entry = this.#entries.get(clientMessageId);
    if (entry?.state !== 'failed') return;
    this.#put({ ...entry, state: 'sending', poisonings: 0, error: undefined }, 'sending');
    this.#pump();
  }

  /** @param {string} clientMessageId */
  discard(clientMessageId) {
    const entry = this.#entries.get(clientMessageId);
    if (entry) this.#drop(entry, 'discarded');
  }

  /** The connection is ready. */
  resume() {
    this.#open = true;
    this.#epoch += 1;
    this.#busy.clear();
    this.#failures = 0;
    this.#wake(0);
  }

  /** The connection is lost. @param {'none'|'frame'} [blame] `frame` if something we sent made the server close it */
  pause(blame = 'none') {
    if (blame === 'frame') {
      for (const roomId of this.#busy) this.#poisoned(this.#head(roomId));
    }
    this.#open = false;
    this.#epoch += 1;
    this.#busy.clear();
    this.#clock.clearTimeout(this.#timer);
    this.#timer = null;
  }

  #pump() {
    if (!this.#open || this.#timer !== null) return;
    for (const roomId of new Set(this.entries().map((entry) => entry.roomId))) {
      const entry = this.#busy.has(roomId) ? undefined : this.#head(roomId);
      if (entry) this.#post(entry);
    }
  }

  /** @param {Entry} entry */
  async #post(entry) {
    const epoch = this.#epoch;
    this.#busy.add(entry.roomId);
    try {
      const ack = await this.#send(entry);
      if (this.#entries.has(entry.clientMessageId)) this.#drop(entry, 'acked', ack); // even if the link broke just then
      this.#failures = 0;
    } catch (error) {
      if (epoch !== this.#epoch) return; // unknown outcome: the next connection sends it again
      if (isRetryable(error) || isTokenTrouble(error)) {
        this.#wake(Math.max(/** @type {any} */ (error).retryAfterMs ?? 0, fullJitter(this.#clock, ++this.#failures)));
      } else if (this.#entries.has(entry.clientMessageId)) {
        this.#refuse(entry, error);
      }
    }
    if (epoch !== this.#epoch) return;
    this.#busy.delete(entry.roomId);
    this.#pump();
  }

  /** @param {number} afterMs */
  #wake(afterMs) {
    this.#clock.clearTimeout(this.#timer);
    this.#timer = this.#clock.setTimeout(() => {
      this.#timer = null;
      this.#pump();
    }, afterMs);
  }

  /** @param {Entry|undefined} entry */
  #poisoned(entry) {
    if (!entry) return;
    const poisonings = entry.poisonings + 1;
    if (poisonings < MAX_POISONINGS) this.#put({ ...entry, poisonings }, 'sending');
    else this.#refuse(entry, new ParleyError({ code: 'INVALID_REQUEST', message: 'The server cannot read it' }));
  }

  /** @param {string} roomId */
  #head(roomId) {
    return this.entries(roomId).find((entry) => entry.state === 'sending');
  }

  /** @param {Entry} entry @param {any} error */
  #refuse(entry, error) {
    this.#put({ ...entry, state: 'failed', error: { code: error?.code ?? 'INTERNAL', message: error?.message } }, 'failed');
  }

  /** @param {Entry} entry @param {string} state */
  #put(entry, state) {
    this.#entries.set(entry.clientMessageId, entry);
    this.#kept.save(entry);
    this.emit('change', { entry, state });
  }

  /** @param {Entry} entry @param {string} state @param {import('./types.js').SendAck} [ack] */
  #drop(entry, state, ack) {
    this.#entries.delete(entry.clientMessageId);
    this.#kept.remove(entry.clientMessageId);
    this.emit('change', { entry, state, ack });
  }
}

/** The connection is about to mend it. @param {unknown} error */
function isTokenTrouble(error) {
  return error instanceof ParleyError && error.code === 'UNAUTHENTICATED';
}
