// @ts-check
/** @type {import('./types.js').Clock} */
export const systemClock = {
  now: () => Date.now(),
  setTimeout: (run, ms) => globalThis.setTimeout(run, ms),
  clearTimeout: (timer) => globalThis.clearTimeout(timer),
  random: () => Math.random(),
};

/** @param {import('./types.js').Clock} clock @param {number} ms @returns {Promise<void>} */
export function delay(clock, ms) {
  return new Promise((resolve) => clock.setTimeout(resolve, ms));
}

/**
 * Exponential backoff with full jitter: anywhere between 0 and the step, so that clients cut off together do not
 * come back together (AWS Architecture Blog, "Exponential Backoff and Jitter").
 *
 * @param {import('./types.js').Clock} clock
 * @param {number} attempt 0 for the first retry
 * @param {{baseMs?: number, capMs?: number}} [bounds]
 */
export function fullJitter(clock, attempt, { baseMs = 500, capMs = 30_000 } = {}) {
  return Math.floor(clock.random() * Math.min(capMs, baseMs * 2 ** Math.min(attempt, 20)));
}
