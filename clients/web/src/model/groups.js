// @ts-check
import { Part } from './part.js';

/** @typedef {import('../../../js/types.js').PublicUser} PublicUser */

/** Making rooms and changing who is in them. */
export class Groups extends Part {
  /** @type {Map<string, any>} timers that end mutes of this device, by room */
  #mutes = new Map();

  /** @param {PublicUser} user */
  openDirect(user) {
    return this.attempt(async () => this.app.openRoom((await this.client.rest.createDirect(user.id)).id));
  }

  /** @param {string} name @param {string[]} memberIds @returns {Promise<unknown>} null if refused */
  create(name, memberIds) {
    return this.attempt(async () => {
      const room = await this.client.rest.createGroup(name, memberIds);
      this.app.openRoom(room.id);
      return room;
    });
  }

  /** @param {string} roomId @param {string[]} userIds @returns {Promise<unknown>} null if refused */
  add(roomId, userIds) {
    return this.attempt(async () => {
      await this.client.rest.addMembers(roomId, userIds);
      return true;
    });
  }

  /** @param {string} roomId @param {string} userId */
  removeMember(roomId, userId) {
    return this.attempt(() => this.client.rest.removeMember(roomId, userId));
  }

  /** @param {string} roomId */
  leave(roomId) {
    return this.attempt(async () => {
      await this.client.rest.removeMember(roomId, /** @type {any} */ (this.client.user).id);
      this.client.list.remove(roomId);
    });
  }

  /** @param {string} roomId @param {{name: string, topic: string, retentionDays?: number}} change @returns {Promise<unknown>} null if refused */
  update(roomId, change) {
    return this.attempt(() => this.client.rest.updateRoom(roomId, change));
  }

  /** Making another one the owner makes this user an admin. @param {string} roomId @param {string} userId @param {'owner'|'admin'|'member'} role */
  setRole(roomId, userId, role) {
    return this.attempt(() => this.client.rest.setRole(roomId, userId, role));
  }

  /** Deletes the group for everyone. @param {string} roomId */
  delete(roomId) {
    return this.attempt(async () => {
      await this.client.rest.deleteRoom(roomId);
      this.client.list.remove(roomId);
    });
  }

  /** @param {string} roomId @param {number|null} forMs for so long from now, null for always */
  mute(roomId, forMs) {
    const until = forMs === null ? undefined : new Date(Date.now() + forMs).toISOString();
    return this.attempt(async () => {
      await this.client.rest.mute(roomId, true, until);
      this.#setMuted(roomId, true);
      // the server ends it by itself and tells nobody; at most a week, which a timer can hold
      if (forMs !== null) this.#mutes.set(roomId, setTimeout(() => this.#setMuted(roomId, false), forMs));
    });
  }

  /** @param {string} roomId */
  unmute(roomId) {
    return this.attempt(async () => {
      await this.client.rest.mute(roomId, false);
      this.#setMuted(roomId, false);
    });
  }

  /** @param {string} roomId @param {boolean} muted */
  #setMuted(roomId, muted) {
    clearTimeout(this.#mutes.get(roomId));
    this.#mutes.delete(roomId);
    if (this.client.user) this.client.list.setMuted(roomId, muted);
  }
}
