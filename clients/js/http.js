// @ts-check
import { ParleyError, codeOfStatus, unavailable } from './errors.js';

/** One REST request: JSON in, JSON out, every failure a ParleyError. Knows no tokens and no calls. */
export class Http {
  #base;
  #fetch;
  #timeoutMs;

  /** @param {{baseUrl: string, fetch?: typeof fetch, timeoutMs?: number}} options */
  constructor({ baseUrl, fetch: fetcher = globalThis.fetch, timeoutMs = 15_000 }) {
    this.#base = `${baseUrl.replace(/\/$/, '')}/api/v1`;
    this.#fetch = fetcher.bind(globalThis);
    this.#timeoutMs = timeoutMs;
  }

  /**
   * @param {string} method
   * @param {string} path under /api/v1, already encoded
   * @param {{body?: unknown, query?: Record<string, unknown>, token?: string|null}} [options] undefined and null query values are left out
   * @returns {Promise<any>} the body, or null for 204
   */
  async request(method, path, { body, query, token } = {}) {
    /** @type {Record<string, string>} */
    const headers = { accept: 'application/json, application/problem+json' };
    if (token) headers.authorization = `Bearer ${token}`;
    if (body !== undefined) headers['content-type'] = 'application/json';
    let response;
    let text;
    try {
      response = await this.#fetch(this.#base + path + queryString(query), {
        method,
        headers,
        body: body === undefined ? undefined : JSON.stringify(body),
        signal: AbortSignal.timeout(this.#timeoutMs),
        credentials: 'omit',
        cache: 'no-store',
      });
      text = await response.text();
    } catch (error) {
      throw unavailable(`The server could not be reached: ${/** @type {any} */ (error)?.message ?? error}`);
    }
    const json = parse(text);
    if (response.ok) return json;
    throw problem(response, json);
  }
}

/** @param {Response} response @param {any} json */
function problem(response, json) {
  const seconds = Number(response.headers.get('retry-after') ?? NaN);
  return new ParleyError({
    code: json?.code ?? codeOfStatus(response.status),
    message: json?.detail ?? json?.title ?? `The server answered ${response.status}`,
    status: response.status,
    retryAfterMs: json?.retryAfterMs ?? (Number.isFinite(seconds) ? seconds * 1000 : null),
    errors: Array.isArray(json?.errors) ? json.errors : [],
    requestId: json?.requestId ?? null,
  });
}

/** @param {Record<string, unknown>} [query] */
function queryString(query) {
  const entries = Object.entries(query ?? {}).filter(([, value]) => value !== undefined && value !== null);
  if (entries.length === 0) return '';
  return `?${new URLSearchParams(entries.map(([key, value]) => [key, String(value)]))}`;
}

/** @param {string} text */
function parse(text) {
  try {
    return text ? JSON.parse(text) : null;
  } catch {
    return null; // a proxy's HTML page: the status says enough
  }
}
