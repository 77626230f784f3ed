// @ts-check
/** The smallest emitter: one listener's exception never reaches the others or the emitting code. */
export class Emitter {
  /** @type {Map<string, Set<(value: any) => void>>} */
  #listeners = new Map();

  /**
   * @param {string} type
   * @param {(value: any) => void} listener
   * @returns {() => void} ends the subscription
   */
  on(type, listener) {
    const set = this.#listeners.get(type) ?? new Set();
    this.#listeners.set(type, set.add(listener));
    return () => void set.delete(listener);
  }

  /** @param {string} type @param {any} [value] */
  emit(type, value) {
    for (const listener of [...(this.#listeners.get(type) ?? [])]) {
      try {
        listener(value);
      } catch (error) {
        console.error(`listener of ${type} failed`, error);
      }
    }
  }
}
