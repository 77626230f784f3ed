// @ts-check
import { delay, systemClock } from './clock.js';
import { uuid } from './uuid.js';

/** A holder that died gives the lease up after this; longer than any refresh is allowed to take. */
const LEASE_MS = 20_000;

/**
 * Runs one thing at a time among all tabs that share `store`: by the Web Locks API where there is one (secure
 * contexts), else by a lease in the store. Without a shared store there is nobody to exclude.
 *
 * @param {{store: import('./types.js').Store, locks?: any, clock?: import('./types.js').Clock}} deps
 * @returns {<T>(name: string, run: () => Promise<T>) => Promise<T>}
 */
export function exclusive({ store, locks = globalThis.navigator?.locks, clock = systemClock }) {
  if (!store.shared) return (_name, run) => run();
  if (locks) return (name, run) => locks.request(name, run);
  return (name, run) => withLease(store, clock, `${name}.lease`, run);
}

/**
 * A lease in a store without compare-and-set: write, wait, and believe it only if the write is still there. Two tabs
 * can still meet in a hair's breadth; the cost is one needless log-in, not a lost message.
 *
 * @template T
 * @param {import('./types.js').Store} store
 * @param {import('./types.js').Clock} clock
 * @param {string} key
 * @param {() => Promise<T>} run
 */
async function withLease(store, clock, key, run) {
  const me = uuid();
  const deadline = clock.now() + LEASE_MS;
  while (clock.now() < deadline) {
    const held = JSON.parse(store.getItem(key) ?? 'null');
    if (!held || held.until <= clock.now()) {
      store.setItem(key, JSON.stringify({ id: me, until: clock.now() + LEASE_MS }));
      await delay(clock, 40);
      if (JSON.parse(store.getItem(key) ?? 'null')?.id === me) break;
    }
    await delay(clock, 50 + clock.random() * 50);
  }
  try {
    return await run();
  } finally {
    if (JSON.parse(store.getItem(key) ?? 'null')?.id === me) store.removeItem(key);
  }
}
