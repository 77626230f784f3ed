// @ts-check
/** @typedef {import('./types.js').Store} Store */

/** Forgets everything when the process ends. @returns {Store} */
export function memoryStore() {
  /** @type {Map<string, string>} */
  const items = new Map();
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
    keys: () => [...items.keys()],
  };
}

/**
 * `localStorage` as a store. A browser may refuse it (private mode, a full quota): then this tab goes on from memory.
 *
 * @param {Storage} storage
 * @param {EventTarget} [target] where `storage` events arrive: the window
 * @returns {Store}
 */
export function webStore(storage, target) {
  const unsaved = memoryStore();
  return {
    shared: true,
    getItem: (key) => unsaved.getItem(key) ?? storage.getItem(key),
    setItem: (key, value) => {
      try {
        storage.setItem(key, value);
        unsaved.removeItem(key);
      } catch {
        unsaved.setItem(key, value);
      }
    },
    removeItem: (key) => {
      unsaved.removeItem(key);
      storage.removeItem(key);
    },
    keys: () => [...new Set([...unsaved.keys(), ...Object.keys(storage)])],
    subscribe: (changed) => {
      const listener = (/** @type {any} */ event) => changed(event.key);
      target?.addEventListener('storage', listener);
      return () => target?.removeEventListener('storage', listener);
    },
  };
}
