// @ts-check
import { Emitter } from '@parley/client';
import { Account } from './account.js';
import { Away } from './away.js';
import { Chat } from './chat.js';
import { Composing } from './composing.js';
import { Drafts } from './drafts.js';
import { Groups } from './groups.js';
import { Notices } from './notices.js';
import { People } from './people.js';
import { Place } from './place.js';
import { formatRoute } from './route.js';
import { Search } from './search.js';
import { Theme } from './theme.js';

/** A break shorter than this is not worth a banner. */
const BANNER_AFTER_MS = 1000;

/** @typedef {{title: string, text: string, action: string, run: () => unknown}} Question */

/** What the views show and what they may do. Emits `change`, once per turn however much has changed, and `go` (an address). */
export class AppModel extends Emitter {
  /** @type {import('./route.js').Route} */
  route = { tab: 'chats', roomId: null };
  visible = true;
  online = true;
  connection = 'idle';
  /** The connection has been away long enough to say so. */
  interrupted = false;
  /** @type {'online'|'away'|'busy'} */
  status = 'online';
  /** @type {'new-group'|'details'|'settings'|'help'|null} */
  dialog = null;
  /** @type {Question|null} */
  question = null;
  #autoAway = false;
  #queued = false;
  /** @type {any} */
  #bannerTimer = null;

  /**
   * @param {{client: import('../../../js/index.js').ParleyClient, store: import('../../../js/types.js').Store,
   *   device?: import('../push-device.js').PushDevice}} deps
   */
  constructor({ client, store, device }) {
    super();
    this.client = client;
    this.notices = new Notices(this);
    this.people = new People(this);
    this.place = new Place(this);
    this.composing = new Composing(this);
    this.chat = new Chat(this);
    this.search = new Search(this);
    this.account = new Account(this);
    this.groups = new Groups(this);
    this.drafts = new Drafts(this, store);
    this.theme = new Theme(this, store);
    this.away = new Away(this, device ?? null, store);
    client.on('session', ({ user, reason }) => (user ? this.#begin() : this.#end(reason)));
    client.on('state', ({ state }) => this.#onState(state));
    client.on('caught-up', () => this.#caughtUp());
    client.on('typing', () => this.changed());
    client.on('presence', (presence) => this.people.presenceChanged(presence));
    client.on('contact', (contact) => this.people.contactChanged(contact));
    client.on('notification', (notification) => this.notices.arrived(notification));
    client.on('message.failed', ({ error }) => this.notices.showError(error));
  }

  changed() {
    if (this.#queued) return;
    this.#queued = true;
    queueMicrotask(() => {
      this.#queued = false;
      this.emit('change');
    });
  }

  start() {
    if (this.client.user) this.#begin();
  }

  get user() {
    return this.client.user;
  }

  get totalUnread() {
    if (!this.user) return 0;
    return this.client.list.rooms.reduce((sum, room) => sum + (room.muted ? 0 : room.unreadCount), 0);
  }

  #begin() {
    const { list } = this.client;
    list.on('change', () => {
      this.people.watchPresence();
      this.changed();
    });
    list.on('removed', (roomId) => roomId === this.route.roomId && this.go({ tab: 'chats', roomId: null }));
    this.client.connect();
    this.people.load();
    this.notices.load();
    this.away.resume();
    this.chat.open(this.route.roomId);
    this.changed();
  }

  /** @param {string} reason */
  #end(reason) {
    for (const part of [this.chat, this.people, this.notices, this.search, this.account, this.away]) part.reset();
    this.dialog = this.question = null;
    this.status = 'online';
    this.connection = 'idle';
    this.#setInterrupted(false);
    this.go({ tab: 'chats', roomId: null });
    if (this.account.deleted) {
      this.notices.show({ title: 'Your account is deleted.', kind: 'info' });
    } else if (reason === 'revoked' || reason === 'expired') {
      this.notices.show({ title: 'You have been logged out. Log in again.', kind: 'info' });
    }
    this.changed();
  }

  /** @param {string} state */
  #onState(state) {
    this.connection = state;
    if (state === 'ready' || state === 'idle') this.#setInterrupted(false);
    else this.#bannerTimer ??= setTimeout(() => this.#setInterrupted(true), BANNER_AFTER_MS);
    this.changed();
  }

  /** @param {boolean} interrupted */
  #setInterrupted(interrupted) {
    clearTimeout(this.#bannerTimer);
    this.#bannerTimer = null;
    this.interrupted = interrupted;
    this.changed();
  }

  #caughtUp() {
    this.people.load();
    this.notices.load();
    this.chat.caughtUp();
  }

  /** @param {import('./route.js').Route} route */
  setRoute(route) {
    this.route = route;
    this.dialog = null;
    this.chat.open(route.roomId);
    this.changed();
  }

  /** @param {Partial<import('./route.js').Route>} route what is not named stays */
  go(route) {
    this.emit('go', formatRoute({ ...this.route, ...route }));
  }

  /** @param {string} roomId */
  openRoom(roomId) {
    this.go({ tab: 'chats', roomId });
  }

  /** @param {boolean} visible */
  setVisible(visible) {
    this.visible = visible;
    this.tellFocus();
    if (visible) this.client.nudge();
    this.changed();
  }

  /** @param {boolean} online */
  setOnline(online) {
    this.online = online;
    this.client.nudge();
    this.changed();
  }

  /** Which room the server should not notify this device about. */
  tellFocus() {
    if (this.user) this.client.live.standing.focus(this.visible ? (this.chat.room?.roomId ?? null) : null);
  }

  /** @param {string|null} roomId */
  isLookingAt(roomId) {
    return roomId !== null && this.visible && roomId === this.chat.room?.roomId;
  }

  /** @param {'online'|'away'|'busy'} status */
  setStatus(status) {
    this.status = status;
    this.#tellStatus();
  }

  /** @param {boolean} away nobody has looked at this device for a while */
  setAutoAway(away) {
    if (away === this.#autoAway) return;
    this.#autoAway = away;
    this.#tellStatus();
  }

  #tellStatus() {
    if (this.user) this.client.live.standing.setStatus(this.#autoAway && this.status === 'online' ? 'away' : this.status);
    this.changed();
  }

  /** @param {AppModel['dialog']} dialog */
  show(dialog) {
    this.dialog = dialog;
    this.changed();
  }

  /** Asks before something that cannot be undone. @param {Question|null} question */
  ask(question) {
    this.question = question;
    this.changed();
  }
}
