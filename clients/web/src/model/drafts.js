// @ts-check
import { Part } from './part.js';

/** What was written and not yet sent, per room, across reloads. */
export class Drafts extends Part {
  /** @param {import('./app-model.js').AppModel} app @param {import('../../../js/types.js').Store} store */
  constructor(app, store) {
    super(app);
    this.store = store;
  }

  /** @param {string} roomId */
  get(roomId) {
    return this.store.getItem(this.#key(roomId)) ?? '';
  }

  /** @param {string} roomId @param {string} text */
  set(roomId, text) {
    const before = this.get(roomId);
    if (text.trim()) this.store.setItem(this.#key(roomId), text);
    else this.store.removeItem(this.#key(roomId));
    if (Boolean(before.trim()) !== Boolean(text.trim())) this.changed(); // the list shows whether there is one
  }

  /** @param {string} roomId */
  #key(roomId) {
    return `parley.draft.${this.client.user?.id}.${roomId}`;
  }
}
