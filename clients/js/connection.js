// @ts-check
import { fullJitter } from './clock.js';
import { verdictOn } from './close-codes.js';
import { Doors } from './doors.js';
import { Emitter } from './emitter.js';
import { isRetryable, unavailable } from './errors.js';
import { Link } from './link.js';

const REQUEST_MS = 10_000;
const STABLE_MS = 5_000; // ready this long starts the backoff anew; less is a server that lets in and throws out

/**
 * Keeps one authenticated link to the server until `stop`. States: `idle`, `connecting`, `ready`, `waiting`.
 *
 * Emits `state` {state, attempt, retryInMs}, `ready` (the server's data), `frame` (every server event), `lost` {code,
 * blame}, `ended` {token} (the session was revoked: no reconnect).
 */
export class Connection extends Emitter {
  #tokens;
  #clock;
  #doors;
  state = 'idle';
  /** Which door the present link went through. @type {string|null} */
  door = null;
  /** @type {Link|null} */
  #link = null;
  #attempt = 0;
  #refusals = 0; // of our token, since the server last let us in
  /** @type {string|null} */
  #refused = null;
  #readyAt = 0;
  #notBefore = 0; // a goaway's or a limit's word on when to come back
  /** @type {any} */
  #timer = null;
  #turn = 0; // a stop or a newer dial makes older waits void

  /**
   * @param {{doors: import('./types.js').Door[], clock: import('./types.js').Clock,
   *   tokens: {accessToken: () => Promise<string>, tokenOtherThan: (stale: string|null) => Promise<string>}}} deps
   */
  constructor({ doors, tokens, clock }) {
    super();
    this.#doors = new Doors(doors);
    this.#tokens = tokens;
    this.#clock = clock;
  }

  start() {
    if (this.state === 'idle') this.#dial();
  }

  stop() {
    this.#letGo();
    this.#attempt = this.#refusals = this.#notBefore = 0;
    this.#setState('idle');
  }

  /** The network or the screen came back: do not wait out the backoff, and do not trust an old socket. */
  nudge() {
    if (this.state === 'ready') this.#link?.check();
    if (this.state === 'waiting' && this.#clock.now() >= this.#notBefore) this.#dial();
  }

  /** Gives the present link up and makes another. */
  restart() {
    this.#link?.abandon();
  }

  /**
   * @param {string} type
   * @param {unknown} [data]
   * @param {{timeoutMs?: number}} [options]
   * @returns {Promise<any>} the reply's data. UNAVAILABLE when not connected, or when it is unknown what became of it.
   */
  request(type, data, { timeoutMs = REQUEST_MS } = {}) {
    if (this.state !== 'ready' || !this.#link) return Promise.reject(unavailable('Not connected'));
    return this.#link.request(type, data, timeoutMs);
  }

  async #dial() {
    const turn = this.#letGo();
    this.#setState('connecting');
    let token;
    try {
      // before the socket opens: the server waits only 5 s for the first frame
      token = await this.#tokens.accessToken();
      if (token === this.#refused) token = await this.#tokens.tokenOtherThan(token);
    } catch (error) {
      if (turn !== this.#turn) return;
      if (isRetryable(error)) this.#wait(0);
      else this.stop(); // nobody is logged in any more; the session has said so
      return;
    }
    if (turn !== this.#turn) return;
    const door = this.#doors.next();
    this.door = door.name;
    this.#link = new Link({
      door,
      token,
      clock: this.#clock,
      listener: {
        ready: (ready) => this.#ready(ready, door),
        frame: (frame) => this.#onFrame(frame),
        over: (ending) => this.#lost(ending, token),
      },
    });
  }

  /** @param {any} ready @param {import('./types.js').Door} door */
  #ready(ready, door) {
    this.#doors.opened(door);
    this.#refusals = this.#notBefore = 0;
    this.#readyAt = this.#clock.now();
    this.#setState('ready');
    this.emit('ready', ready);
  }

  /** @param {import('./types.js').Frame} frame */
  #onFrame(frame) {
    if (frame.type === 'token.expiring') this.#renew();
    else if (frame.type === 'goaway') this.#goAway(frame.data?.reconnectAfterMs ?? 0);
    else this.emit('frame', frame);
  }

  /** A new `auth` on the same socket. If that fails the server closes with 4401 and the usual way is taken. */
  #renew() {
    const link = this.#link;
    if (!link) return;
    this.#tokens
      .tokenOtherThan(link.token)
      .then((token) => link.renew(token))
      .catch(() => {});
  }

  /** Leaves when the server says so; if it closes sooner, comes back no sooner. @param {number} afterMs */
  #goAway(afterMs) {
    const link = this.#link;
    this.#notBefore = this.#clock.now() + afterMs;
    this.#timer = this.#clock.setTimeout(() => link === this.#link && link?.abandon(), afterMs);
  }

  /** @param {import('./link.js').Ending} ending @param {string} token */
  #lost(ending, token) {
    const wasReady = this.state === 'ready';
    const verdict = verdictOn(ending.code, ending.lastError);
    const lastToken = this.#link?.token ?? token;
    if (verdict.then === 'refresh') this.#refused = lastToken;
    this.#letGo();
    if (!ending.opened) this.#doors.failed();
    if (wasReady && this.#clock.now() - this.#readyAt >= STABLE_MS) this.#attempt = 0;
    if (verdict.then === 'end') {
      this.#setState('idle');
      this.emit('ended', { token: lastToken });
    } else if (verdict.then === 'refresh' && this.#refusals++ === 0) {
      this.#dial();
    } else {
      this.#wait(verdict.waitMs + this.#clock.random() * verdict.spreadMs);
    }
    if (wasReady) this.emit('lost', { code: ending.code, blame: verdict.blame });
  }

  /** @param {number} atLeastMs */
  #wait(atLeastMs) {
    const now = this.#clock.now();
    this.#notBefore = Math.max(this.#notBefore, now + atLeastMs);
    const retryInMs = this.#notBefore - now + fullJitter(this.#clock, this.#attempt++);
    this.#setState('waiting', retryInMs);
    this.#timer = this.#clock.setTimeout(() => this.#dial(), retryInMs);
  }

  /** @returns {number} the new turn */
  #letGo() {
    this.#clock.clearTimeout(this.#timer);
    this.#link?.close();
    this.#link = this.door = null;
    return ++this.#turn;
  }

  /** @param {string} state @param {number} [retryInMs] */
  #setState(state, retryInMs = 0) {
    this.state = state;
    this.emit('state', { state, attempt: this.#attempt, retryInMs });
  }
}
