// @ts-check
import { mentionedIn } from '@parley/client';
import { Part } from './part.js';

/** @typedef {import('../../../js/room-state.js').ShownMessage} ShownMessage */

/** What the composer is for: a new message, a reply or an edit. */
export class Composing extends Part {
  /** @type {ShownMessage|null} */
  editing = null;
  /** @type {ShownMessage|null} */
  replyingTo = null;

  /** Sends, or saves the edit. @param {string} text @returns {boolean} false if it was refused and should stay in the composer */
  submit(text) {
    const { chat } = this.app;
    const { editing, replyingTo } = this;
    const { room } = chat;
    const trimmed = text.trim();
    if (!room || !trimmed) return false;
    const mentions = mentionedIn(trimmed, chat.mentionable);
    if (editing) {
      this.cancel();
      if (trimmed !== editing.content?.text) {
        this.attempt(() => this.client.edit(room.roomId, editing.id, trimmed, { mentions }));
      }
      return true;
    }
    try {
      this.client.send(room.roomId, trimmed, { replyTo: replyingTo?.id, mentions });
    } catch (error) {
      this.app.notices.showError(error);
      return false;
    }
    chat.unreadAfter = Infinity;
    this.app.place.showNewest(); // where the new message stands
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
    const last = this.app.chat.room?.messages.findLast((message) => message.mine && message.id && message.content);
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
}
