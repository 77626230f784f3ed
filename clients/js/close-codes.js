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
 * SockJS may not carry the code (Vert.x closes with 3000 "Go away!"); an error frame without an id, sent just before,
 * then tells the reason.
 *
 * @param {number} code
 * @param {string|null} lastError code of the last error frame that answered no request
 * @returns {Verdict}
 */
export function verdictOn(code, lastError) {
  const known = VERDICTS[code] ?? (code === 3000 ? VERDICTS[CODE_OF_ERROR[lastError ?? ''] ?? 0] : undefined) ?? {};
  return { then: 'retry', waitMs: 0, blame: 'none', spreadMs: 0, ...known };
}

/** @type {Record<string, number>} */
const CODE_OF_ERROR = {
  INVALID_REQUEST: 4400,
  PAYLOAD_TOO_LARGE: 1009,
  RATE_LIMITED: 4429,
  TOKEN_EXPIRED: 4401,
  UNAUTHENTICATED: 4401,
};
