// @ts-check
const MAX_WATCHED = 200; // the contract's bound on presence.subscribe

/**
 * What the server knows about a device only while its socket lives, and has to be told anew after each reconnect: the
 * room it looks at, its presence, whose presence it follows.
 */
export class Standing {
  #request;
  #onPresence;
  /** @type {string|null} */
  #focus = null;
  /** @type {string|null} null: the server's default, online */
  #status = null;
  /** @type {string[]} */
  #watched = [];
  #open = false;

  /**
   * @param {{request: (type: string, data: any) => Promise<any>,
   *   onPresence: (presence: import('./types.js').Presence) => void}} deps
   */
  constructor({ request, onPresence }) {
    this.#request = request;
    this.#onPresence = onPresence;
  }

  /** The room on this device's screen; null for none. @param {string|null} roomId */
  focus(roomId) {
    if (roomId === this.#focus) return;
    this.#focus = roomId;
    this.#tell('room.focus', { roomId });
  }

  /** @param {'online'|'away'|'busy'} status */
  setStatus(status) {
    if (status === (this.#status ?? 'online')) return;
    this.#status = status;
    this.#tell('presence.set', { status });
  }

  /** Whose presence to follow from now on, the most wanted first. @param {string[]} userIds */
  watch(userIds) {
    const wanted = [...new Set(userIds)].slice(0, MAX_WATCHED).sort();
    if (wanted.join() === this.#watched.join()) return;
    this.#watched = wanted;
    this.#subscribe();
  }

  resume() {
    this.#open = true;
    if (this.#status) this.#tell('presence.set', { status: this.#status });
    if (this.#focus) this.#tell('room.focus', { roomId: this.#focus });
    if (this.#watched.length > 0) this.#subscribe();
  }

  pause() {
    this.#open = false;
  }

  async #subscribe() {
    const answer = await this.#tell('presence.subscribe', { userIds: this.#watched });
    for (const presence of answer?.presence ?? []) this.#onPresence(presence);
  }

  /** None of these is worth a retry of its own: the next change or the next connection says it again. @param {string} type @param {any} data */
  #tell(type, data) {
    return this.#open ? this.#request(type, data).catch(() => null) : Promise.resolve(null);
  }
}
