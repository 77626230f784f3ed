// @ts-check
/** What the server refused, or what kept us from asking it. `code` is one of the contract's codes. */
export class ParleyError extends Error {
  /**
   * @param {{code: string, message?: string, status?: number, retryable?: boolean, retryAfterMs?: number|null,
   *   errors?: {field: string, message: string}[], requestId?: string|null}} problem
   */
  constructor({ code, message, status = 0, retryable, retryAfterMs = null, errors = [], requestId = null }) {
    super(message || code);
    this.name = 'ParleyError';
    this.code = code;
    /** The HTTP status; 0 when no HTTP answer came. */
    this.status = status;
    /** True if the same request, sent again later, may succeed. */
    this.retryable = retryable ?? RETRYABLE.has(code);
    this.retryAfterMs = retryAfterMs;
    /** The bad fields of an INVALID_REQUEST. */
    this.errors = errors;
    this.requestId = requestId;
  }
}

const RETRYABLE = new Set(['TOKEN_EXPIRED', 'RATE_LIMITED', 'UNAVAILABLE']);

const CODE_OF_STATUS = new Map([
  [400, 'INVALID_REQUEST'],
  [401, 'UNAUTHENTICATED'],
  [403, 'FORBIDDEN'],
  [404, 'NOT_FOUND'],
  [409, 'CONFLICT'],
  [413, 'PAYLOAD_TOO_LARGE'],
  [415, 'UNSUPPORTED_MEDIA_TYPE'],
  [429, 'RATE_LIMITED'],
]);

/** The code for an answer that names none, as a proxy's own error page. @param {number} status */
export function codeOfStatus(status) {
  return CODE_OF_STATUS.get(status) ?? (status === 500 ? 'INTERNAL' : status > 500 ? 'UNAVAILABLE' : 'INVALID_REQUEST');
}

/** Nothing was answered: no network, a timeout, a lost socket. @param {string} message */
export function unavailable(message) {
  return new ParleyError({ code: 'UNAVAILABLE', message, retryable: true });
}

/** @param {string} message */
export function unauthenticated(message) {
  return new ParleyError({ code: 'UNAUTHENTICATED', message, status: 401 });
}

/** True if waiting and sending the same thing again makes sense. @param {unknown} error */
export function isRetryable(error) {
  return error instanceof ParleyError && error.retryable;
}
