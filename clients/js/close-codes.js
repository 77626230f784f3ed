// @ts-check
/**
 * What to do after a socket has closed, by the contract's close codes.
 *
 * - `retry`: reconnect after backoff, and not before `waitMs`
 * - `refresh`: get another access token, then reconnect
 * - `end`: the session is over; do not reconnect
 *
 * @typedef {{then: 'retry'|'refresh'|'end', waitMs: number, blame: 'none'|'frame', spreadMs: number}} Verdict
 *     blame `frame`: something this client sent was at fault; spreadMs: wait a random part of this in addition
 */

/** @type {Record<number, Partial<Verdict>>} */
const VERDICTS = {
  1009: { blame: 'frame' },
  1012: { spreadMs: 3000 }, // every client of that server comes at once
  4400: { blame: 'frame' },
  4401: { then: 'refresh' },
  4408: {},
  4409: { then: 'end' },
  4429: { waitMs: 10_000 },
  4508: {},
};

/**
 * The last error frame that answered no request.
 *
 * @typedef {{code?: string, closeCode?: number|null}} LastError closeCode: why the server is about to close
 */

/**
 * SockJS carries no close code over HTTP (the library closes with 3000 "Go away!"): the error frame just before has it.
 *
 * @param {number} code
 * @param {LastError|null} lastError
 * @returns {Verdict}
 */
export function verdictOn(code, lastError) {
  const known = VERDICTS[code] ?? VERDICTS[lastError?.closeCode ?? 0] ?? {};
  return { then: 'retry', waitMs: 0, blame: 'none', spreadMs: 0, ...known };
}
