// @ts-check
import { explain } from './explain.js';
import { Part } from './part.js';
import { nameOf } from './people.js';

/** @typedef {import('../../../js/room-state.js').RoomState} RoomState */
/** @typedef {import('../../../js/room-state.js').ShownMessage} ShownMessage */

/** The conversation on the screen. */
export class Chat extends Part {
  /** @type {RoomState|null} */
  room = null;
  loading = false;
  loadingOlder = false;
  /** @type {string|null} */
  error = null;
  /** Up to where the user had read when the room was opened: what comes after stands below a line. */
  unreadAfter = Infinity;
  loadingNewer = false;
  #unsubscribe = () => {};

  reset() {
    this.#leave();
    this.app.place.leave(null);
  }

  /** @param {string|null} roomId */
  open(roomId) {
    if (roomId === (this.room?.roomId ?? null)) return;
    this.#leave();
    this.app.place.leave(roomId);
    if (roomId && this.client.user) {
      this.room = this.client.room(roomId);
      this.#unsubscribe = this.room.on('change', () => this.changed());
      this.#rememberUnread();
      this.load();
      this.app.notices.roomOpened(roomId);
    }
    this.app.tellFocus();
    this.changed();
  }

  #leave() {
    this.#unsubscribe();
    this.#unsubscribe = () => {};
    this.room?.showNewest();
    this.room = this.error = null;
    this.app.composing.cancel();
    this.unreadAfter = Infinity;
    this.loading = this.loadingOlder = this.loadingNewer = false;
  }

  /** Loads what the open room lacks: at opening, and its receipts after each reconnect. */
  async load() {
    const { room } = this;
    if (!room) return;
    this.loading = !room.loaded;
    this.error = null;
    this.changed();
    try {
      await this.client.loadRoom(room.roomId);
    } catch (error) {
      if (room === this.room && !room.loaded) this.error = explain(error);
    }
    if (room !== this.room) return;
    this.loading = false;
    this.app.place.arrived(room.roomId);
    this.changed();
  }

  async loadOlder() {
    const { room } = this;
    if (!room?.loaded || !room.hasOlder || this.loadingOlder) return;
    this.loadingOlder = true;
    this.changed();
    await this.attempt(() => this.client.loadOlder(room.roomId));
    if (room === this.room) this.loadingOlder = false;
    this.changed();
  }

  /** The next page, while an earlier part of the room is shown. */
  async loadNewer() {
    const { room } = this;
    if (!room?.hasNewer || this.loadingNewer) return;
    this.loadingNewer = true;
    this.changed();
    await this.attempt(() => this.client.loadNewer(room.roomId));
    if (room === this.room) this.loadingNewer = false;
    this.changed();
  }

  /** The list has come, which on a reload is after the room was opened. */
  caughtUp() {
    if (this.unreadAfter === Infinity) this.#rememberUnread();
    return this.load();
  }

  #rememberUnread() {
    const summary = this.summary;
    if (summary && summary.unreadCount > 0) this.unreadAfter = summary.readSeq;
  }

  /** The room as the list knows it. */
  get summary() {
    return this.room ? this.client.list.get(this.room.roomId) : null;
  }

  get isGroup() {
    return this.summary?.type === 'group';
  }

  /** The other one of a direct room. */
  get partner() {
    if (!this.room || this.isGroup) return null;
    const other = this.room.roster.members.find((member) => member.user.id !== this.client.user?.id);
    return this.summary?.partner ?? other?.user ?? null;
  }

  get title() {
    return titleOf(this.summary) ?? nameOf(this.partner);
  }

  /** Names of those typing here now. @returns {string[]} */
  get typing() {
    const { room } = this;
    if (!room) return [];
    return this.client.live.typing.in(room.roomId).map((id) => nameOf(room.roster.member(id)?.user ?? this.partner));
  }

  /** The newest message is on the screen. */
  seen() {
    const { room } = this;
    if (!room || !this.app.visible || !this.client.list.loaded || room.hasNewer || room.lastMessageSeq === 0) return;
    this.client.markRead(room.roomId, room.lastMessageSeq);
    this.app.notices.roomSeen(room.roomId);
  }

  /** @param {ShownMessage} message */
  remove(message) {
    return this.attempt(() => this.client.remove(message.roomId, message.id));
  }

  /** @param {ShownMessage} message @param {string} emoji */
  toggleReaction(message, emoji) {
    const on = !message.reactions.some((reaction) => reaction.emoji === emoji && reaction.mine);
    return this.attempt(() => this.client.react(message.roomId, message.id, emoji, on));
  }

  /** This user's own role here. */
  get role() {
    return this.room?.roster.member(this.client.user?.id ?? '')?.role ?? 'member';
  }

  get isAdmin() {
    return this.isGroup && this.role !== 'member';
  }

  /** @param {ShownMessage} message */
  mayDelete(message) {
    return message.mine || this.isAdmin;
  }

  /** Whom a message can mention: the members of a group, with oneself. @returns {import('../../../js/types.js').PublicUser[]} */
  get mentionable() {
    return this.isGroup ? (this.room?.roster.members.map((member) => member.user) ?? []) : [];
  }
}

/** @param {any} summary @returns {string|null} null if only the members tell */
export function titleOf(summary) {
  if (!summary) return null;
  if (summary.type === 'group') return summary.name ?? 'Group';
  return summary.partner ? nameOf(summary.partner) : null;
}
