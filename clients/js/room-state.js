// @ts-check
import { Emitter } from './emitter.js';
import { OnTheirWay } from './on-their-way.js';
import { Roster } from './roster.js';
import { Stretch } from './stretch.js';

/**
 * @typedef {'sending'|'sent'|'delivered'|'read'|'failed'|'received'} MessageState received: somebody else's
 * @typedef {import('./types.js').Message & {key: string, mine: boolean, state: MessageState, error?: any}} ShownMessage
 *     key: the same before and after the server has stored it; seq 0 and id '' until it is known
 * @typedef {() => Promise<import('./stretch.js').Page>} FetchPage
 */

/**
 * One room as a person sees it: the log folded into messages, with this user's own that are still on their way. Shows the newest
 * messages, or a window around an earlier one. Emits `change`.
 *
 * Invariant: what is shown has no gap. A window that has grown to where the newest messages begin becomes one with them.
 */
export class RoomState extends Emitter {
  #me;
  /** @type {Stretch} up to the newest message, continued by events */
  #newest;
  /** @type {Stretch|null} around an earlier message */
  #window = null;
  /** @type {OnTheirWay} */
  #local;
  #firstSeq = 1;
  /** @type {ShownMessage[]|null} */
  #shown = null;

  /** @param {{roomId: string, me: import('./types.js').PublicUser}} options */
  constructor({ roomId, me }) {
    super();
    this.roomId = roomId;
    this.#me = me;
    this.#newest = new Stretch(me.id);
    this.#local = new OnTheirWay(me);
    this.roster = new Roster(me.id);
  }

  /** What is on the screen, in log order; at the newest end also those on their way, as they were written. @returns {ShownMessage[]} */
  get messages() {
    if (!this.#shown) {
      const stored = this.#stretch.messages.map((message) => this.#show(message));
      this.#shown = this.hasNewer ? stored : [...stored, ...this.#local.messages];
    }
    return this.#shown;
  }

  get #stretch() {
    return this.#window?.loaded ? this.#window : this.#newest;
  }

  get loaded() {
    return this.#newest.loaded;
  }

  get hasOlder() {
    return this.#stretch.hasOlder;
  }

  /** True while an earlier part is shown, and the newest messages are not. */
  get hasNewer() {
    return this.#stretch.hasNewer;
  }

  /** The seq of the newest message of the room that is known here, shown or not; 0 if none. */
  get lastMessageSeq() {
    return this.#newest.newestSeq;
  }

  get oldestSeq() {
    return this.#stretch.oldestSeq;
  }

  /** The newest that is shown. */
  get newestSeq() {
    return this.#stretch.newestSeq;
  }

  /** @param {import('./types.js').RoomEvent} event in seq order */
  apply(event) {
    if (event.type === 'message.created') {
      this.#newest.add(event.data);
      this.#settle(event.data);
    } else if (!this.roster.apply(event)) {
      this.#newest.amend(event);
      this.#window?.amend(event);
    }
    this.#changed();
  }

  /** Forgets messages before `firstSeq`, as the room has. @param {number} firstSeq */
  cut(firstSeq) {
    if (firstSeq <= this.#firstSeq) return;
    this.#firstSeq = firstSeq;
    this.#newest.cut(firstSeq);
    this.#window?.cut(firstSeq);
    this.#changed();
  }

  /** True if there were older messages than those that are left. */
  get isCut() {
    return this.#firstSeq > 1;
  }

  /** @param {import('./types.js').Receipt} receipt */
  applyReceipt(receipt) {
    if (this.roster.applyReceipt(receipt)) this.#changed();
  }

  /** @param {() => Promise<import('./types.js').Member[]>} fetchMembers everyone */
  async loadMembers(fetchMembers) {
    await this.roster.load(fetchMembers);
    this.#changed();
  }

  /** Takes the newest page, or the one before what is shown. @param {FetchPage} fetchPage */
  async load(fetchPage) {
    const stretch = this.#stretch;
    await this.#take(stretch, async () => {
      const page = await fetchPage();
      stretch.hasOlder = page.hasMore;
      return page;
    });
  }

  /** Takes the page after what is shown. @param {FetchPage} fetchPage */
  async loadNewer(fetchPage) {
    const stretch = this.#stretch;
    if (!stretch.hasNewer) return;
    await this.#take(stretch, async () => {
      const page = await fetchPage();
      stretch.hasNewer = page.hasMore;
      return page;
    });
  }

  /**
   * Shows the messages around one that is not here, instead of what is shown now.
   *
   * @param {FetchPage} fetchUpTo the page that ends with it
   * @param {FetchPage} fetchAfter the page that begins after it
   */
  async loadAround(fetchUpTo, fetchAfter) {
    const window = new Stretch(this.#me.id);
    this.#window = window; // from now on, so that events about its messages are not missed
    try {
      await this.#take(window, async () => {
        const [upTo, after] = await Promise.all([fetchUpTo(), fetchAfter()]);
        window.hasOlder = upTo.hasMore;
        window.hasNewer = after.hasMore;
        return { messages: [...upTo.messages, ...after.messages], hasMore: upTo.hasMore };
      });
    } finally {
      if (this.#window === window && !window.loaded) this.#window = null;
    }
  }

  /** Shows the newest messages again. */
  showNewest() {
    if (!this.#window) return;
    this.#window = null;
    this.#changed();
  }

  /** @param {Stretch} stretch @param {FetchPage} fetchPage */
  async #take(stretch, fetchPage) {
    try {
      const page = await stretch.take(fetchPage);
      page.messages.forEach((message) => this.#settle(message));
      this.#join();
    } finally {
      this.#changed();
    }
  }

  #join() {
    const window = this.#window;
    if (!window?.loaded || !this.loaded || (window.hasNewer && window.newestSeq < this.#newest.oldestSeq)) return;
    if (window.oldestSeq < this.#newest.oldestSeq) this.#newest.absorb(window);
    this.#window = null;
  }

  /** @param {import('./outbox.js').Entry} entry a message that the outbox holds */
  addLocal(entry) {
    if (this.#newest.hasSent(this.#me.id, entry.clientMessageId)) return;
    this.#local.add(entry);
    this.#changed();
  }

  /** Durable now; its place in the log comes with its event. @param {import('./types.js').SendAck} ack */
  acked({ clientMessageId, messageId }) {
    const failed = this.#local.get(clientMessageId)?.state === 'failed'; // `message.failed` may overtake the ack
    const patch = failed ? { id: messageId } : { id: messageId, state: /** @type {const} */ ('sent') };
    if (this.#local.patch(clientMessageId, patch)) this.#changed();
  }

  /** Refused, or accepted and not stored after all. @param {string} clientMessageId @param {any} error */
  failed(clientMessageId, error) {
    if (this.#local.patch(clientMessageId, { state: 'failed', error })) this.#changed();
  }

  /** @param {string} clientMessageId */
  removeLocal(clientMessageId) {
    if (this.#local.remove(clientMessageId)) this.#changed();
  }

  /** Own messages that the server has accepted and the log has not shown yet. @returns {ShownMessage[]} */
  get unconfirmed() {
    return this.#local.messages.filter((message) => message.state === 'sent');
  }

  /** @param {string} messageId @returns {ShownMessage|null} null if it is neither shown nor among the newest */
  message(messageId) {
    const stored = this.#stretch.get(messageId) ?? this.#newest.get(messageId);
    if (stored) return this.#show(stored);
    return this.#local.messages.find((message) => message.id === messageId) ?? null;
  }

  /** @param {import('./types.js').Message} message it is in the log: no longer on its way, and whoever writes has read */
  #settle(message) {
    this.roster.applyReceipt({ roomId: this.roomId, userId: message.sender.id, readSeq: message.seq });
    if (message.sender.id === this.#me.id) this.#local.remove(message.clientMessageId);
  }

  /** @param {import('./types.js').Message} message @returns {ShownMessage} */
  #show(message) {
    const mine = message.sender.id === this.#me.id;
    const state = mine ? this.roster.stateOf(message.seq) : 'received';
    return { ...message, key: `${message.sender.id}:${message.clientMessageId}`, mine, state };
  }

  #changed() {
    this.#shown = null;
    this.emit('change');
  }
}
