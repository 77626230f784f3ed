// @ts-check
import { titleOf } from './chat.js';
import { explain } from './explain.js';
import { Part } from './part.js';

const PAUSE_MS = 250;
const PAGE = 20;
export const MAX_QUERY = 200;

/** @typedef {{message: import('../../../js/types.js').Message, roomId: string}} Hit */

/** The search for messages, in all rooms or in one. */
export class Search extends Part {
  query = '';
  /** @type {string|null} the one room searched; null: all */
  roomId = null;
  /** @type {Hit[]|null} newest first; null: not answered yet */
  hits = null;
  /** @type {string|null} where the next page begins; null: there is none */
  #next = null;
  busy = false;
  /** @type {string|null} */
  error = null;
  /** Which hit Enter opens. */
  active = 0;
  #wanted = false;
  #turn = 0;
  /** @type {any} */
  #pause = null;

  reset() {
    this.roomId = null;
    this.type('');
  }

  /** Something is searched for: its results stand where the rooms do. */
  get on() {
    return this.query.trim() !== '' || this.roomId !== null;
  }

  get roomTitle() {
    return this.roomId ? (titleOf(this.client.list.get(this.roomId)) ?? 'this chat') : null;
  }

  /**
   * The user wants to search.
   *
   * @param {string|null} roomId the one room to search; null: all
   * @param {{leave?: boolean}} [options] leave: the open room, as where there is no place for it beside the list
   */
  open(roomId, { leave = false } = {}) {
    this.#wanted = true;
    if (roomId !== this.roomId) {
      this.roomId = roomId;
      this.type(this.query);
    }
    this.app.go(leave ? { tab: 'chats', roomId: null } : { tab: 'chats' });
    this.changed();
  }

  /** True, once, if the field should take the focus. */
  takeWish() {
    const wanted = this.#wanted;
    this.#wanted = false;
    return wanted;
  }

  /** @param {string} query */
  type(query) {
    this.query = query;
    this.hits = this.error = this.#next = null;
    this.active = 0;
    this.#ask(PAUSE_MS);
  }

  get hasMore() {
    return this.#next !== null;
  }

  /** Asks for the next page. */
  more() {
    this.#ask(0);
  }

  retry() {
    this.#ask(0);
  }

  /** @param {number} pauseMs */
  #ask(pauseMs) {
    clearTimeout(this.#pause);
    const turn = ++this.#turn;
    const q = this.query.trim();
    this.busy = q !== '';
    if (this.busy) this.#pause = setTimeout(() => this.#fetch(q, turn), pauseMs);
    this.changed();
  }

  /** @param {string} q @param {number} turn */
  async #fetch(q, turn) {
    let { hits } = this;
    let next = this.#next;
    let error = null;
    try {
      const query = { roomId: this.roomId ?? undefined, cursor: next ?? undefined, limit: PAGE };
      const page = await this.client.rest.searchMessages(q, query);
      hits = [...(hits ?? []), ...page.hits];
      next = page.nextCursor;
    } catch (refusal) {
      error = explain(refusal);
    }
    if (turn !== this.#turn) return; // the user has typed on
    Object.assign(this, { hits, error, busy: false });
    this.#next = next;
    this.changed();
  }

  /** @param {number} step */
  move(step) {
    const count = this.hits?.length ?? 0;
    if (count > 0) this.active = (this.active + step + count) % count;
    this.changed();
  }

  /** @param {number} index of a hit */
  choose(index) {
    const hit = this.hits?.[index];
    if (!hit) return;
    this.active = index;
    this.app.place.show({ roomId: hit.roomId, seq: hit.message.seq });
    this.changed();
  }

  /** Back to the list of rooms. */
  close() {
    this.roomId = null;
    this.type('');
  }
}
