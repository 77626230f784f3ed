// @ts-check
import { systemClock } from './clock.js';
import { Emitter } from './emitter.js';
import { isRetryable, unauthenticated } from './errors.js';
import { exclusive } from './lock.js';

const KEY = 'parley.session';
/** A token this close to its end is not worth starting a request with. */
const MARGIN_MS = 30_000;

/**
 * @typedef {{accessToken: string, refreshToken: string, expiresAt: number, user: import('./types.js').User}} Held
 * expiresAt is local time, milliseconds, so that a wrong clock here does no harm
 */

/**
 * Who is logged in, and a valid access token on demand. The store is the truth: tabs that share it share one session.
 *
 * Invariant: a refresh token is used once. Refreshes are single flight in this tab and exclusive among tabs, and
 * whoever gets the lock looks first whether another has already rotated the token.
 *
 * Emits `changed` with `{user, reason}`; user is null once the session is over (`logged-out`, `expired`, `revoked`).
 */
export class Session extends Emitter {
  #http;
  #store;
  #clock;
  #exclusive;
  /** @type {Promise<string>|null} */
  #flight = null;
  /** @type {string|null} */
  #knownUser;

  /** @param {{http: import('./http.js').Http, store: import('./types.js').Store, clock?: import('./types.js').Clock, locks?: any}} deps */
  constructor({ http, store, clock = systemClock, locks }) {
    super();
    this.#http = http;
    this.#store = store;
    this.#clock = clock;
    this.#exclusive = exclusive({ store, clock, ...(locks === undefined ? {} : { locks }) });
    this.#knownUser = this.user?.id ?? null;
    store.subscribe?.((key) => {
      if (key === KEY || key === null) this.#announce('elsewhere');
    });
  }

  get user() {
    return this.#held?.user ?? null;
  }

  /** @param {{username: string, email: string, password: string, displayName?: string}} fields */
  async signUp(fields) {
    await this.#http.request('POST', '/users', { body: fields });
    return this.logIn({ email: fields.email, password: fields.password });
  }

  /** @param {{email: string, password: string}} credentials @returns {Promise<import('./types.js').User>} */
  async logIn(credentials) {
    const tokens = await this.#http.request('POST', '/auth', { body: credentials });
    this.#keep(tokens);
    this.#announce('logged-in');
    return tokens.user;
  }

  /** Forgets the session here at once; tells the server if it can be reached. */
  async logOut() {
    const held = this.#held;
    this.end('logged-out');
    if (!held) return;
    await this.#http
      .request('POST', '/auth/logout', { body: { refreshToken: held.refreshToken } })
      .catch(() => {}); // offline: the family ends by its age
  }

  /** A token valid for a while. UNAUTHENTICATED if nobody is logged in any more. */
  async accessToken() {
    const held = this.#held;
    if (!held) throw unauthenticated('Log in first');
    const left = held.expiresAt - this.#clock.now();
    if (left > MARGIN_MS) return held.accessToken;
    try {
      return await this.tokenOtherThan(held.accessToken);
    } catch (error) {
      if (left > 0 && isRetryable(error)) return held.accessToken; // still good: let the request try
      throw error;
    }
  }

  /** A token in place of one the server refused or is about to. @param {string|null} stale */
  async tokenOtherThan(stale) {
    const held = this.#held;
    if (!held) throw unauthenticated('Log in first');
    if (held.accessToken !== stale) return held.accessToken;
    this.#flight ??= this.#exclusive(`parley.refresh.${held.user.id}`, () => this.#refresh(stale)).finally(() => {
      this.#flight = null;
    });
    return this.#flight;
  }

  /** @param {string|null} stale */
  async #refresh(stale) {
    const held = this.#held;
    if (!held) throw unauthenticated('Log in first');
    if (held.accessToken !== stale) return held.accessToken;
    try {
      const tokens = await this.#http.request('POST', '/auth/refresh', { body: { refreshToken: held.refreshToken } });
      if (this.#held?.refreshToken !== held.refreshToken) throw unauthenticated('Logged out meanwhile');
      this.#keep({ user: held.user, ...tokens });
      return tokens.accessToken;
    } catch (error) {
      if (!isRetryable(error) && this.#held?.refreshToken === held.refreshToken) this.end('expired');
      throw error;
    }
  }

  /**
   * The server says the session of `token` is over. If another tab holds a different token, that one is asked about first.
   *
   * @param {string} token
   * @returns {Promise<boolean>} true if somebody is logged in all the same
   */
  async revoked(token) {
    const held = this.#held;
    if (held && held.accessToken !== token) await this.tokenOtherThan(held.accessToken).catch(() => {});
    else this.end('revoked');
    return this.#held !== null;
  }

  /** The server ended the session, or the user did. @param {string} reason */
  end(reason) {
    this.#store.removeItem(KEY);
    this.#announce(reason);
  }

  /** @param {import('./types.js').User} user after a profile change */
  updateUser(user) {
    const held = this.#held;
    if (held && held.user.id === user.id) this.#store.setItem(KEY, JSON.stringify({ ...held, user }));
  }

  /** @returns {Held|null} */
  get #held() {
    try {
      return JSON.parse(this.#store.getItem(KEY) ?? 'null');
    } catch {
      return null;
    }
  }

  /** @param {any} tokens */
  #keep({ accessToken, refreshToken, expiresIn, user }) {
    const expiresAt = this.#clock.now() + expiresIn * 1000;
    this.#store.setItem(KEY, JSON.stringify({ accessToken, refreshToken, expiresAt, user }));
  }

  /** @param {string} reason */
  #announce(reason) {
    const user = this.user;
    if ((user?.id ?? null) === this.#knownUser) return;
    this.#knownUser = user?.id ?? null;
    this.emit('changed', { user, reason });
  }
}
