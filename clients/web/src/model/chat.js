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
  /** @type {ShownMessage|null} */
  editing = null;
  /** @type {ShownMessage|null} */
  replyingTo = null;
  #unsubscribe = () => {};

  reset() {
    this.#leave();
  }

  /** @param {string|null} roomId */
  open(roomId) {
    if (roomId === (this.room?.roomId ?? null)) return;
    this.#leave();
    if (roomId && this.client.user) {
      this.room = this.client.room(roomId);
      this.#unsubscribe = this.room.on('change', () => this.changed());
      this.#rememberUnread();
      this.load();
    }
    this.app.tellFocus();
    this.changed();
  }

  #leave() {
    this.#unsubscribe();
    this.#unsubscribe = () => {};
    this.room = this.editing = this.replyingTo = this.error = null;
    this.unreadAfter = Infinity;
    this.loading = this.loadingOlder = false;
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
    if (!room || !this.app.visible || !this.client.list.loaded || room.lastMessageSeq === 0) return;
    this.client.markRead(room.roomId, room.lastMessageSeq);
    this.app.notices.roomSeen(room.roomId);
  }

  /** Sends, or saves the edit. @param {string} text @returns {boolean} false if it was refused and should stay in the composer */
  submit(text) {
    const { room, editing, replyingTo } = this;
    if (!room || !text.trim()) return false;
    if (editing) {
      this.cancel();
      if (text.trim() !== editing.content?.text) {
        this.attempt(() => this.client.edit(room.roomId, editing.id, text.trim()));
      }
      return true;
    }
    try {
      this.client.send(room.roomId, text.trim(), { replyTo: replyingTo?.id });
    } catch (error) {
      this.app.notices.showError(error);
      return false;
    }
    this.unreadAfter = Infinity;
    this.cancel();
    return true;
  }

  /** @param {ShownMessage} message */
  edit(message) {
    this.editing = message;
    this.replyingTo = null;
    this.changed();
  }

  editLast() {
    const last = this.room?.messages.findLast((message) => message.mine && message.id && message.content);
    if (last) this.edit(last);
  }

  /** @param {ShownMessage} message */
  reply(message) {
    this.replyingTo = message;
    this.editing = null;
    this.changed();
  }

  cancel() {
    this.editing = this.replyingTo = null;
    this.changed();
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

  /** @param {ShownMessage} message */
  mayDelete(message) {
    const role = this.room?.roster.member(this.client.user?.id ?? '')?.role;
    return message.mine || (this.isGroup && (role === 'owner' || role === 'admin'));
  }
}

/** @param {any} summary @returns {string|null} null if only the members tell */
export function titleOf(summary) {
  if (!summary) return null;
  if (summary.type === 'group') return summary.name ?? 'Group';
  return summary.partner ? nameOf(summary.partner) : null;
}
