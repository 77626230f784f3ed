// @ts-check
import { ParleyError } from './errors.js';

/** @param {string} part */
const e = encodeURIComponent;

/**
 * Every authenticated REST call of the contract, one method each. A call that meets TOKEN_EXPIRED is repeated once with
 * a fresh token; every other failure reaches the caller as a ParleyError.
 */
export class Rest {
  #http;
  #tokens;

  /** @param {{http: import('./http.js').Http, tokens: import('./session.js').Session}} deps */
  constructor({ http, tokens }) {
    this.#http = http;
    this.#tokens = tokens;
  }

  /** @param {string} method @param {string} path @param {{body?: unknown, query?: Record<string, unknown>}} [options] @returns {Promise<any>} */
  async call(method, path, options = {}) {
    const token = await this.#tokens.accessToken();
    try {
      return await this.#http.request(method, path, { ...options, token });
    } catch (error) {
      if (!(error instanceof ParleyError) || error.code !== 'TOKEN_EXPIRED') throw error;
      const fresh = await this.#tokens.tokenOtherThan(token);
      return this.#http.request(method, path, { ...options, token: fresh });
    }
  }

  // The caller and the caller's devices
  me = () => this.call('GET', '/users/me');
  /** @param {{username?: string, displayName?: string, email?: string}} body */
  updateMe = (body) => this.call('PUT', '/users/me', { body });
  deleteMe = () => this.call('DELETE', '/users/me');
  /** @param {{currentPassword: string, newPassword: string}} body */
  changePassword = (body) => this.call('PUT', '/users/me/password', { body });
  sessions = () => this.call('GET', '/auth/sessions');
  /** @param {string} id */
  endSession = (id) => this.call('DELETE', `/auth/sessions/${e(id)}`);

  // People
  /** @param {string} id */
  user = (id) => this.call('GET', `/users/${e(id)}`);
  /** @param {string} query @param {number} [limit] */
  searchUsers = (query, limit) => this.call('GET', '/users', { query: { query, limit } });
  /** @param {string} userId */
  requestContact = (userId) => this.call('POST', '/contacts', { body: { userId } });
  /** @param {string} [status] */
  contacts = (status) => this.call('GET', '/contacts', { query: { status } });
  /** @param {string} userId @param {'accepted'|'rejected'} status */
  answerContact = (userId, status) => this.call('PATCH', `/contacts/${e(userId)}`, { body: { status } });
  /** @param {string} userId */
  removeContact = (userId) => this.call('DELETE', `/contacts/${e(userId)}`);
  /** @param {string} userId */
  block = (userId) => this.call('PUT', `/blocks/${e(userId)}`);
  /** @param {string} userId */
  unblock = (userId) => this.call('DELETE', `/blocks/${e(userId)}`);
  blocks = () => this.call('GET', '/blocks');
  /** @param {string[]} userIds */
  presence = (userIds) => this.call('GET', '/presence', { query: { userIds: userIds.join(',') } });

  // Rooms and members
  /** @param {string} userId */
  createDirect = (userId) => this.call('POST', '/rooms', { body: { type: 'direct', memberIds: [userId] } });
  /** @param {string} name @param {string[]} memberIds */
  createGroup = (name, memberIds) => this.call('POST', '/rooms', { body: { type: 'group', name, memberIds } });
  /** @param {{cursor?: string, limit?: number}} [query] */
  rooms = (query) => this.call('GET', '/rooms', { query });
  /** @param {string} id */
  room = (id) => this.call('GET', `/rooms/${e(id)}`);
  /** @param {string} id @param {{name?: string, topic?: string, retentionDays?: number}} body */
  updateRoom = (id, body) => this.call('PATCH', `/rooms/${e(id)}`, { body });
  /** @param {string} id */
  deleteRoom = (id) => this.call('DELETE', `/rooms/${e(id)}`);
  /** @param {string} id @param {{cursor?: string}} [query] */
  members = (id, query) => this.call('GET', `/rooms/${e(id)}/members`, { query });
  /** @param {string} id @param {string[]} userIds */
  addMembers = (id, userIds) => this.call('POST', `/rooms/${e(id)}/members`, { body: { userIds } });
  /** @param {string} id @param {string} userId @param {string} role */
  setRole = (id, userId, role) => this.call('PATCH', `/rooms/${e(id)}/members/${e(userId)}`, { body: { role } });
  /** @param {string} id @param {string} userId */
  removeMember = (id, userId) => this.call('DELETE', `/rooms/${e(id)}/members/${e(userId)}`);
  /** @param {string} id @param {boolean} muted @param {string} [until] */
  mute = (id, muted, until) => this.call('PUT', `/rooms/${e(id)}/mute`, { body: { muted, until } });

  // Messages
  /** @param {string} id @param {{before?: number, after?: number, limit?: number}} [query] */
  messages = (id, query) => this.call('GET', `/rooms/${e(id)}/messages`, { query });
  /** @param {string} id @param {string} messageId */
  message = (id, messageId) => this.call('GET', `/rooms/${e(id)}/messages/${e(messageId)}`);
  /** @param {string} id @param {{after?: number, limit?: number}} [query] */
  events = (id, query) => this.call('GET', `/rooms/${e(id)}/events`, { query });
  /** @param {string} id @param {{clientMessageId: string, content: import('./types.js').Content, replyTo?: string}} body */
  postMessage = (id, body) => this.call('POST', `/rooms/${e(id)}/messages`, { body });
  /** @param {string} id @param {string} messageId @param {import('./types.js').Content} content */
  editMessage = (id, messageId, content) =>
    this.call('PATCH', `/rooms/${e(id)}/messages/${e(messageId)}`, { body: { content } });
  /** @param {string} id @param {string} messageId */
  deleteMessage = (id, messageId) => this.call('DELETE', `/rooms/${e(id)}/messages/${e(messageId)}`);
  /** @param {string} id @param {string} messageId @param {string} emoji @param {boolean} on */
  react = (id, messageId, emoji, on) =>
    this.call(on ? 'PUT' : 'DELETE', `/rooms/${e(id)}/messages/${e(messageId)}/reactions/${e(emoji)}`);
  /** @param {string} id @param {number} seq */
  markRead = (id, seq) => this.call('PUT', `/rooms/${e(id)}/read`, { body: { seq } });
  /** @param {string} q @param {{roomId?: string, cursor?: string, limit?: number}} [query] */
  searchMessages = (q, query) => this.call('GET', '/messages/search', { query: { q, ...query } });

  // Notifications
  /** @param {{cursor?: string}} [query] */
  notifications = (query) => this.call('GET', '/notifications', { query });
  /** @param {string[]|'all'} ids */
  readNotifications = (ids) =>
    this.call('PUT', '/notifications/read', { body: ids === 'all' ? { all: true } : { ids } });
  /** @param {string} roomId */
  readRoomNotifications = (roomId) => this.call('PUT', '/notifications/read', { body: { roomId } });
  notificationSettings = () => this.call('GET', '/notifications/settings');
  /** @param {unknown} body */
  updateNotificationSettings = (body) => this.call('PUT', '/notifications/settings', { body });
  pushKey = () => this.call('GET', '/notifications/push-key');
  /** @param {unknown} subscription the browser's PushSubscription as JSON */
  subscribePush = (subscription) => this.call('POST', '/notifications/subscriptions', { body: subscription });
  /** This session's. */
  unsubscribePush = () => this.call('DELETE', '/notifications/subscriptions');
  /** @returns {Promise<import('./types.js').Webhook>} a bot's own; NOT_FOUND if it has none */
  webhook = () => this.call('GET', '/notifications/webhook');
  /**
   * Has all that is notified from now on sent there, in place of where it was sent before.
   * @param {string} url
   * @returns {Promise<{url: string, secret: string, createdAt: string}>} the secret that it is signed with: never told again
   */
  saveWebhook = (url) => this.call('PUT', '/notifications/webhook', { body: { url } });
  removeWebhook = () => this.call('DELETE', '/notifications/webhook');
}
