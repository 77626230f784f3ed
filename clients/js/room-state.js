// @ts-check
import { Emitter } from './emitter.js';
import { foldMessage } from './fold.js';
import { Roster } from './roster.js';

const MAX_LATE = 500;

/**
 * @typedef {'sending'|'sent'|'delivered'|'read'|'failed'|'received'} MessageState received: somebody else's
 * @typedef {import('./types.js').Message & {key: string, mine: boolean, state: MessageState, error?: any}} ShownMessage
 *     key: the same before and after the server has stored it; seq 0 and id '' until it is known
 */

/** One room as a person sees it: the log folded into messages, with this user's own that are still on their way. Emits `change`. */
export class RoomState extends Emitter {
  #me;
  /** @type {Map<string, import('./types.js').Message>} by message id */
  #stored = new Map();
  /** @type {Map<string, ShownMessage>} own messages not yet seen in the log, by clientMessageId */
  #local = new Map();
  /** @type {import('./types.js').RoomEvent[]} events about messages that a page under way may bring in an older state */
  #late = [];
  #loads = 0;
  /** @type {ShownMessage[]|null} */
  #shown = null;
  hasOlder = true;
  loaded = false;

  /** @param {{roomId: string, me: import('./types.js').PublicUser}} options */
  constructor({ roomId, me }) {
    super();
    this.roomId = roomId;
    this.#me = me;
    this.roster = new Roster(me.id);
  }

  /** Stored messages in log order, then those on their way in the order they were written. @returns {ShownMessage[]} */
  get messages() {
    if (!this.#shown) {
      const stored = [...this.#stored.values()].sort((a, b) => a.seq - b.seq).map((message) => this.#show(message));
      this.#shown = [...stored, ...this.#local.values()];
    }
    return this.#shown;
  }

  /** The seq of the newest message here, 0 if none. */
  get lastMessageSeq() {
    return Math.max(0, ...[...this.#stored.values()].map((message) => message.seq));
  }

  get oldestSeq() {
    return Math.min(...[...this.#stored.values()].map((message) => message.seq));
  }

  /** @param {import('./types.js').RoomEvent} event in seq order */
  apply(event) {
    if (event.type === 'message.created') {
      this.#store(event.data);
      this.roster.applyReceipt({ roomId: event.roomId, userId: event.data.sender.id, readSeq: event.seq }); // whoever writes has read
    } else if (!this.roster.apply(event)) this.#amend(event);
    this.#changed();
  }

  /** @param {import('./types.js').Receipt} receipt */
  applyReceipt(receipt) {
    if (this.roster.applyReceipt(receipt)) this.#changed();
  }

  /** @param {import('./types.js').Member[]} members */
  setMembers(members) {
    this.roster.replace(members);
    this.#changed();
  }

  /** @param {() => Promise<import('./types.js').Member[]>} fetchMembers everyone */
  async loadMembers(fetchMembers) {
    await this.roster.load(fetchMembers);
    this.#changed();
  }

  /**
   * Takes a page of history. What events have told meanwhile is newer than the page.
   *
   * @param {() => Promise<{messages: import('./types.js').Message[], hasMore: boolean}>} fetchPage
   */
  async load(fetchPage) {
    this.#loads += 1;
    try {
      const page = await fetchPage();
      for (const message of page.messages) if (!this.#stored.has(message.id)) this.#store(message);
      for (const event of this.#late.splice(0)) this.#amend(event); // those of no message here wait on
      this.hasOlder = page.hasMore;
      this.loaded = true;
    } finally {
      this.#loads -= 1;
      if (this.#loads === 0) this.#late = [];
      this.#changed();
    }
  }

  /** @param {import('./outbox.js').Entry} entry a message that the outbox holds */
  addLocal(entry) {
    if (this.#isStored(entry.clientMessageId)) return;
    this.#local.set(entry.clientMessageId, {
      id: '',
      roomId: this.roomId,
      seq: 0,
      sender: this.#me,
      clientMessageId: entry.clientMessageId,
      content: entry.content,
      replyTo: entry.replyTo ?? null,
      createdAt: entry.createdAt,
      reactions: [],
      key: `${this.#me.id}:${entry.clientMessageId}`,
      mine: true,
      state: entry.state,
      error: entry.error,
    });
    this.#changed();
  }

  /** Durable now; its place in the log comes with its event. @param {import('./types.js').SendAck} ack */
  acked(ack) {
    this.#patchLocal(ack.clientMessageId, { state: 'sent', id: ack.messageId });
  }

  /** Refused, or accepted and not stored after all. @param {string} clientMessageId @param {any} error */
  failed(clientMessageId, error) {
    this.#patchLocal(clientMessageId, { state: 'failed', error });
  }

  /** @param {string} clientMessageId */
  removeLocal(clientMessageId) {
    if (this.#local.delete(clientMessageId)) this.#changed();
  }

  /** @param {string} messageId @returns {ShownMessage|null} */
  message(messageId) {
    return this.messages.find((message) => message.id === messageId) ?? null;
  }

  /** @param {import('./types.js').Message} message */
  #store(message) {
    this.#stored.set(message.id, message);
    if (message.sender.id === this.#me.id) this.#local.delete(message.clientMessageId);
  }

  /** @param {import('./types.js').RoomEvent} event */
  #amend(event) {
    const message = this.#stored.get(event.data?.messageId);
    if (message) this.#stored.set(message.id, foldMessage(message, event, this.#me.id));
    else if (this.#loads > 0 && this.#late.length < MAX_LATE) this.#late.push(event);
  }

  /** @param {import('./types.js').Message} message @returns {ShownMessage} */
  #show(message) {
    const mine = message.sender.id === this.#me.id;
    const state = mine ? this.roster.stateOf(message.seq) : 'received';
    return { ...message, key: `${message.sender.id}:${message.clientMessageId}`, mine, state };
  }

  /** @param {string} clientMessageId */
  #isStored(clientMessageId) {
    for (const message of this.#stored.values()) {
      if (message.clientMessageId === clientMessageId && message.sender.id === this.#me.id) return true;
    }
    return false;
  }

  /** @param {string} clientMessageId @param {Partial<ShownMessage>} patch */
  #patchLocal(clientMessageId, patch) {
    const local = this.#local.get(clientMessageId);
    if (!local) return; // its event was faster
    this.#local.set(clientMessageId, { ...local, ...patch });
    this.#changed();
  }

  #changed() {
    this.#shown = null;
    this.emit('change');
  }
}
