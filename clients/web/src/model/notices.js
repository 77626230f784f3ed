// @ts-check
import { explain } from './explain.js';
import { Part } from './part.js';

const TOAST_MS = 5000;
const MAX_TOASTS = 3;
const MAX_LISTED = 200;

/** @typedef {{id: number, title: string, body?: string, kind: 'info'|'error', roomId?: string|null, tab?: 'people'}} Toast */

/** The list of notifications, and what pops up for a moment. */
export class Notices extends Part {
  /** @type {import('../../../js/types.js').Notification[]} newest first */
  list = [];
  loaded = false;
  /** @type {Toast[]} */
  toasts = [];
  #next = 1;

  reset() {
    this.list = [];
    this.loaded = false;
    this.toasts = [];
  }

  get unread() {
    return this.list.filter((each) => !each.readAt).length;
  }

  async load() {
    try {
      const page = await this.client.rest.notifications();
      const listed = new Set(page.notifications.map((/** @type {any} */ each) => each.id));
      this.list = [...this.list.filter((each) => !listed.has(each.id)), ...page.notifications].slice(0, MAX_LISTED);
      this.loaded = true;
    } catch {
      // the list is a convenience; the next connection asks again
    }
    this.changed();
  }

  /** @param {import('../../../js/types.js').Notification} notification */
  arrived(notification) {
    if (this.list.some((each) => each.id === notification.id)) return;
    this.list = [notification, ...this.list].slice(0, MAX_LISTED);
    if (this.app.isLookingAt(notification.roomId ?? null)) this.markRead([notification.id]);
    else this.show({ title: notification.title, body: notification.body, roomId: notification.roomId, kind: 'info' });
    this.changed();
  }

  /** The room is on the screen now: what the list says about it is old news. @param {string} roomId */
  roomSeen(roomId) {
    this.app.away.roomSeen(roomId);
    if (!this.list.some((each) => each.roomId === roomId && !each.readAt)) return;
    this.#stamp((each) => each.roomId === roomId);
    this.client.rest.readRoomNotifications(roomId).catch(() => {}); // as below
  }

  /** @param {string[]} ids */
  markRead(ids) {
    if (ids.length === 0) return;
    this.#stamp((each) => ids.includes(each.id));
    this.client.rest.readNotifications(ids).catch(() => {}); // shown again at the next load, no harm
  }

  markAllRead() {
    this.#stamp(() => true);
    return this.attempt(() => this.client.rest.readNotifications('all'));
  }

  /** @param {(each: any) => boolean} which */
  #stamp(which) {
    const readAt = new Date().toISOString();
    this.list = this.list.map((each) => (which(each) && !each.readAt ? { ...each, readAt } : each));
    this.changed();
  }

  /** @param {Omit<Toast, 'id'>} toast */
  show(toast) {
    const id = this.#next++;
    this.toasts = [...this.toasts, { id, ...toast }].slice(-MAX_TOASTS);
    setTimeout(() => this.dismiss(id), TOAST_MS);
    this.changed();
  }

  /** @param {unknown} error */
  showError(error) {
    this.show({ title: explain(error), kind: 'error' });
  }

  /** @param {number} id */
  dismiss(id) {
    this.#dropToasts((toast) => toast.id === id);
  }

  /** What pops up about it needs no telling any more. @param {string} roomId */
  roomOpened(roomId) {
    this.#dropToasts((toast) => toast.roomId === roomId);
  }

  /** @param {(toast: Toast) => boolean} which */
  #dropToasts(which) {
    this.toasts = this.toasts.filter((toast) => !which(toast));
    this.changed();
  }
}
