// @ts-check
import { foldMessage } from './fold.js';

const MAX_LATE = 500;

/** @typedef {{messages: import('./types.js').Message[], hasMore: boolean}} Page as the server gives it, in seq order */

/**
 * A piece of a room's history without a gap in it, grown page by page at either end.
 *
 * Invariant: between its oldest and its newest message nothing of the log is missing.
 */
export class Stretch {
  #me;
  /** @type {Map<string, import('./types.js').Message>} by message id */
  #messages = new Map();
  /** @type {import('./types.js').RoomEvent[]} events about messages that a page under way may bring in an older state */
  #late = [];
  #loads = 0;
  hasOlder = true;
  /** False once it reaches to the newest message; from then on events continue it. */
  hasNewer = false;
  loaded = false;

  /** @param {string} me whose reactions are `mine` */
  constructor(me) {
    this.#me = me;
  }

  /** In log order. */
  get messages() {
    return [...this.#messages.values()].sort((a, b) => a.seq - b.seq);
  }

  /** Infinity if there is no message. */
  get oldestSeq() {
    return Math.min(...[...this.#messages.values()].map((message) => message.seq));
  }

  /** 0 if there is no message. */
  get newestSeq() {
    return Math.max(0, ...[...this.#messages.values()].map((message) => message.seq));
  }

  /** @param {string} messageId */
  get(messageId) {
    return this.#messages.get(messageId) ?? null;
  }

  /** @param {string} senderId @param {string} clientMessageId */
  hasSent(senderId, clientMessageId) {
    for (const message of this.#messages.values()) {
      if (message.clientMessageId === clientMessageId && message.sender.id === senderId) return true;
    }
    return false;
  }

  /** @param {import('./types.js').Message} message */
  add(message) {
    this.#messages.set(message.id, message);
  }

  /** @param {import('./types.js').RoomEvent} event about a message, in seq order */
  amend(event) {
    const message = this.#messages.get(event.data?.messageId);
    if (message) this.#messages.set(message.id, foldMessage(message, event, this.#me));
    else if (this.#loads > 0 && this.#late.length < MAX_LATE) this.#late.push(event);
  }

  /**
   * Takes a page. What events have told meanwhile is newer than the page.
   *
   * @param {() => Promise<Page>} fetchPage
   * @returns {Promise<Page>}
   */
  async take(fetchPage) {
    this.#loads += 1;
    try {
      const page = await fetchPage();
      for (const message of page.messages) if (!this.#messages.has(message.id)) this.add(message);
      for (const event of this.#late.splice(0)) this.amend(event); // those of no message here wait on
      this.loaded = true;
      return page;
    } finally {
      this.#loads -= 1;
      if (this.#loads === 0) this.#late = [];
    }
  }

  /** Forgets what is before `firstSeq`: it is in the room's log no longer. @param {number} firstSeq */
  cut(firstSeq) {
    for (const [id, { seq }] of this.#messages) {
      if (seq >= firstSeq) continue;
      this.#messages.delete(id);
      this.hasOlder = false; // what is older than that is gone too
    }
  }

  /** @param {Stretch} older one that reaches this or overlaps it: the two become one */
  absorb(older) {
    for (const message of older.messages) if (!this.#messages.has(message.id)) this.add(message);
    this.hasOlder = older.hasOlder;
  }
}
