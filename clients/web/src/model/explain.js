// @ts-check
const TEXTS = new Map([
  ['UNAVAILABLE', 'The server cannot be reached right now. Try again in a moment.'],
  ['INTERNAL', 'Something went wrong on the server.'],
  ['PAYLOAD_TOO_LARGE', 'That is too long.'],
]);

/** What went wrong, for a person. @param {any} error */
export function explain(error) {
  if (error?.code === 'RATE_LIMITED') {
    const seconds = Math.ceil((error.retryAfterMs ?? 0) / 1000);
    return seconds > 1 ? `Too many tries. Wait ${seconds} seconds.` : 'Too many tries. Wait a moment.';
  }
  return TEXTS.get(error?.code) ?? error?.message ?? 'Something went wrong.';
}

/** Messages by field of an INVALID_REQUEST. @param {any} error @returns {Record<string, string>} */
export function fieldErrors(error) {
  return Object.fromEntries((error?.errors ?? []).map((/** @type {any} */ each) => [each.field, each.message]));
}
