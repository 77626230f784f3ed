// @ts-check
/** @typedef {import('./room-state.js').ShownMessage} ShownMessage */

/** One user's own messages to one room that have not been seen in its log yet, in the order they were written. */
export class OnTheirWay {
  #me;
  /** @type {Map<string, ShownMessage>} by clientMessageId */
  #messages = new Map();

  /** @param {import('./types.js').PublicUser} me */
  constructor(me) {
    this.#me = me;
  }

  /** @returns {ShownMessage[]} */
  get messages() {
    return [...this.#messages.values()];
  }

  /** @param {string} clientMessageId */
  get(clientMessageId) {
    return this.#messages.get(clientMessageId) ?? null;
  }

  /** @param {import('./outbox.js').Entry} entry a message that the outbox holds */
  add(entry) {
    this.#messages.set(entry.clientMessageId, {
      id: '',
      roomId: entry.roomId,
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
  }

  /** @param {string} clientMessageId @param {Partial<ShownMessage>} patch @returns {boolean} false if it is not here: its event was faster */
  patch(clientMessageId, patch) {
    const message = this.#messages.get(clientMessageId);
    if (message) this.#messages.set(clientMessageId, { ...message, ...patch });
    return message !== undefined;
  }

  /** @param {string} clientMessageId @returns {boolean} false if it was not here */
  remove(clientMessageId) {
    return this.#messages.delete(clientMessageId);
  }
}
