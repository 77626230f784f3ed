// @ts-check
/**
 * @typedef {{clientMessageId: string, roomId: string, content: import('./types.js').Content, replyTo?: string,
 *   createdAt: string, order: number, state: 'sending'|'failed', poisonings: number,
 *   error?: {code: string, message: string}}} Entry
 */

/** Where outgoing messages survive a reload: one key each, so that tabs do not overwrite one another's. */
export class OutboxStore {
  #store;
  #prefix;

  /** @param {import('./types.js').Store} store @param {string} userId */
  constructor(store, userId) {
    this.#store = store;
    this.#prefix = `parley.outbox.${userId}.`;
  }

  /** @returns {Entry[]} in no order */
  load() {
    const entries = [];
    for (const key of this.#store.keys().filter((name) => name.startsWith(this.#prefix))) {
      try {
        entries.push(JSON.parse(this.#store.getItem(key) ?? ''));
      } catch {
        this.#store.removeItem(key); // written by nothing that we know
      }
    }
    return entries;
  }

  /** @param {Entry} entry */
  save(entry) {
    this.#store.setItem(this.#prefix + entry.clientMessageId, JSON.stringify(entry));
  }

  /** @param {string} clientMessageId */
  remove(clientMessageId) {
    this.#store.removeItem(this.#prefix + clientMessageId);
  }
}
