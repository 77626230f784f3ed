// @ts-check
import { Part } from './part.js';

/** @typedef {import('../../../js/types.js').PublicUser} PublicUser */

/** Making rooms and changing who is in them. */
export class Groups extends Part {
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

  /** @param {string} roomId @param {string} name */
  rename(roomId, name) {
    return this.attempt(() => this.client.rest.updateRoom(roomId, { name }));
  }

  /** @param {string} roomId @param {boolean} muted */
  mute(roomId, muted) {
    return this.attempt(async () => {
      await this.client.rest.mute(roomId, muted);
      this.client.list.setMuted(roomId, muted);
    });
  }
}
