// @ts-check
import { Part } from './part.js';

/** @typedef {{id: string, createdAt: string, lastSeenAt: string, userAgent?: string|null, current: boolean}} Device */

/** The user's own account: profile, password, devices, and its end. Failures reach the caller: they belong beside a field. */
export class Account extends Part {
  /** @type {Device[]|null} this one first, then the last seen; null: not loaded */
  devices = null;
  /** This user has just deleted the account: the end of the session is no surprise. */
  deleted = false;

  reset() {
    this.devices = null;
  }

  /** @param {{displayName?: string, username?: string, email?: string}} profile */
  async save(profile) {
    this.client.session.updateUser(await this.client.rest.updateMe(profile));
    this.changed();
  }

  /** Every other device is logged out by it. @param {string} currentPassword @param {string} newPassword */
  async changePassword(currentPassword, newPassword) {
    await this.client.rest.changePassword({ currentPassword, newPassword });
    await this.loadDevices();
  }

  async loadDevices() {
    const { sessions } = await this.client.rest.sessions();
    this.devices = sessions.sort((/** @type {Device} */ a, /** @type {Device} */ b) => Number(b.current) - Number(a.current) || b.lastSeenAt.localeCompare(a.lastSeenAt));
    this.changed();
  }

  /** Logs another device out. @param {string} id */
  endDevice(id) {
    return this.attempt(async () => {
      await this.client.rest.endSession(id);
      this.devices = this.devices?.filter((device) => device.id !== id) ?? null;
    });
  }

  /** The account is gone for good afterwards, and nobody is logged in here. */
  async delete() {
    this.deleted = true; // before the answer: the server closes the socket first
    try {
      await this.client.rest.deleteMe();
      this.client.session.end('deleted');
    } finally {
      this.deleted = false;
    }
  }
}
