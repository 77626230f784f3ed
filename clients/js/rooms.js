// @ts-check
import { ParleyError } from './errors.js';
import { RoomState } from './room-state.js';

const MAX_OPEN = 30; // rooms kept in memory; the longest unused one goes first and is loaded again when opened
const PAGE = 50;
const AROUND = 30; // messages on either side of the one looked for
const MAX_MEMBER_PAGES = 20;

/** The rooms this client has opened, each folded from history and events. */
export class Rooms {
  #user;
  #rest;
  #outbox;
  /** @type {Map<string, RoomState>} least recently used first */
  #open = new Map();

  /** @param {{user: import('./types.js').User, rest: import('./rest.js').Rest, outbox: import('./outbox.js').Outbox}} deps */
  constructor({ user, rest, outbox }) {
    this.#user = user;
    this.#rest = rest;
    this.#outbox = outbox;
    outbox.on('change', ({ entry, state, ack }) => this.#onOutbox(entry, state, ack));
  }

  /** The room's state, empty until `load`. @param {string} roomId @returns {RoomState} */
  get(roomId) {
    const room = this.#open.get(roomId) ?? this.#create(roomId);
    this.#open.delete(roomId);
    this.#open.set(roomId, room);
    if (this.#open.size > MAX_OPEN) this.#open.delete(/** @type {string} */ (this.#open.keys().next().value));
    return room;
  }

  /** Brings the newest page (once) and the members (each time: receipts missed while offline are in them). @param {string} roomId */
  async load(roomId) {
    const room = this.get(roomId);
    const page = () => this.#rest.messages(roomId, { limit: PAGE });
    await Promise.all([room.loaded ? null : room.load(page), room.loadMembers(() => this.#fetchMembers(roomId))]);
    return room;
  }

  /** One page further back. @param {string} roomId */
  async loadOlder(roomId) {
    const room = this.get(roomId);
    if (!room.loaded || !room.hasOlder || room.oldestSeq === Infinity) return;
    await room.load(() => this.#rest.messages(roomId, { before: room.oldestSeq, limit: PAGE }));
  }

  /** One page further on, while an earlier part is shown. @param {string} roomId */
  async loadNewer(roomId) {
    const room = this.get(roomId);
    if (!room.loaded || !room.hasNewer) return;
    await room.loadNewer(() => this.#rest.messages(roomId, { after: room.newestSeq, limit: PAGE }));
  }

  /**
   * Makes the room show one message, with those around it if it is not shown already.
   *
   * @param {string} roomId
   * @param {number} seq its place in the log
   */
  async loadAround(roomId, seq) {
    const room = await this.load(roomId);
    if (room.messages.some((message) => message.seq === seq)) return;
    await room.loadAround(
      () => this.#rest.messages(roomId, { before: seq + 1, limit: AROUND }),
      () => this.#rest.messages(roomId, { after: seq, limit: AROUND }),
    );
  }

  /**
   * Where a message stands of which only the id is known.
   *
   * @param {string} roomId
   * @param {string} messageId
   * @returns {Promise<number|null>} its seq; null if there is no such message in the room
   */
  async find(roomId, messageId) {
    const known = this.get(roomId).message(messageId);
    if (known?.seq) return known.seq;
    try {
      return (await this.#rest.message(roomId, messageId)).seq;
    } catch (error) {
      if (error instanceof ParleyError && error.code === 'NOT_FOUND') return null;
      throw error;
    }
  }

  /** @param {string} roomId */
  async #fetchMembers(roomId) {
    const members = [];
    let cursor;
    for (let page = 0; page < MAX_MEMBER_PAGES; page++) {
      const answer = await this.#rest.members(roomId, { cursor });
      members.push(...answer.members);
      cursor = answer.nextCursor;
      if (!cursor) break;
    }
    return members;
  }

  /** @param {string} roomId */
  forget(roomId) {
    this.#open.delete(roomId);
  }

  /** Own messages accepted and not seen in the log yet, in every open room. */
  get unconfirmed() {
    return [...this.#open.values()].flatMap((room) => room.unconfirmed);
  }

  /** @param {import('./types.js').RoomEvent} event */
  apply(event) {
    this.#open.get(event.roomId)?.apply(event);
  }

  /** Messages before `firstSeq` are gone for good. @param {{roomId: string, firstSeq: number}} cut */
  cut({ roomId, firstSeq }) {
    this.#open.get(roomId)?.cut(firstSeq);
  }

  /** @param {import('./types.js').Receipt} receipt */
  applyReceipt(receipt) {
    this.#open.get(receipt.roomId)?.applyReceipt(receipt);
  }

  /** @param {{roomId: string, clientMessageId: string, error: any}} data */
  failed({ roomId, clientMessageId, error }) {
    this.#open.get(roomId)?.failed(clientMessageId, error);
  }

  /** @param {string} roomId */
  #create(roomId) {
    const room = new RoomState({ roomId, me: this.#user });
    for (const entry of this.#outbox.entries(roomId)) room.addLocal(entry);
    return room;
  }

  /** @param {import('./outbox.js').Entry} entry @param {string} state @param {import('./types.js').SendAck} [ack] */
  #onOutbox(entry, state, ack) {
    const room = this.#open.get(entry.roomId);
    if (!room) return;
    if (state === 'acked' && ack) room.acked(ack);
    else if (state === 'failed') room.failed(entry.clientMessageId, entry.error);
    else if (state === 'discarded') room.removeLocal(entry.clientMessageId);
    else room.addLocal(entry);
  }
}
