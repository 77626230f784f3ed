// @ts-check
import { html, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { repeat } from 'lit/directives/repeat.js';
import { icons } from './icons.js';
import { messageItem } from './message-item.js';
import { ScrollKeeper } from './scroll-keeper.js';
import { dayName, sameDay } from './time.js';
import { View } from './view.js';

const RUN_MS = 5 * 60_000; // messages of one sender within this stand together

/** @typedef {import('../../../js/room-state.js').ShownMessage} ShownMessage */

/** The messages of the open room, newest at the bottom, older ones as one scrolls up. */
class MessageList extends View {
  static properties = { menuFor: { state: true }, menuUp: { state: true }, away: { state: true } };

  constructor() {
    super();
    /** @type {string|null} the key of the message whose menu is open */
    this.menuFor = null;
    this.menuUp = false;
    /** how many messages have come below what is on the screen; null: the newest is on it */
    this.away = /** @type {number|null} */ (null);
    /** @type {ScrollKeeper|null} */
    this.keeper = null;
    /** @type {import('../../../js/room-state.js').RoomState|null} */
    this.shownRoom = null;
    this.newestSeen = 0;
  }

  get hasSubject() {
    return this.model.chat.room !== null;
  }

  render() {
    const { chat } = this.model;
    const room = /** @type {import('../../../js/room-state.js').RoomState} */ (chat.room);
    return keyed(
      room.roomId,
      html`<div
          class="messages"
          role="log"
          aria-label="Messages"
          aria-live=${chat.loading || chat.loadingOlder ? 'off' : 'polite'}
          aria-relevant="additions"
          tabindex="0"
          data-testid="messages"
          @scroll=${this.#onScroll}
        >
          <div class="messages-inner">
            ${chat.loading || chat.loadingOlder
              ? html`<div class="loading" data-testid="history-loading"><span class="spinner"></span></div>`
              : nothing}
            ${room.loaded && !room.hasOlder ? html`<p class="beginning" data-testid="history-start">This is where it begins.</p>` : nothing}
            ${this.#items(room.messages)}
          </div>
        </div>
        ${this.away === null
          ? nothing
          : html`<button class="jump" data-testid="jump-latest" aria-label="Go to the newest message" @click=${() => this.keeper?.toEnd()}>
              ${icons.down}${this.away > 0 ? html`<span class="badge">${this.away}</span>` : nothing}
            </button>`}`,
    );
  }

  /** @param {ShownMessage[]} messages */
  #items(messages) {
    const { chat } = this.model;
    const firstNew = messages.findIndex((message) => !message.mine && message.seq > chat.unreadAfter);
    return repeat(
      messages,
      (message) => message.key,
      (message, index) => {
        const before = messages[index - 1];
        const after = messages[index + 1];
        const newDay = !before || !sameDay(before.createdAt, message.createdAt);
        return html`
          ${newDay ? html`<div class="day" role="separator"><span>${dayName(message.createdAt)}</span></div>` : nothing}
          ${index === firstNew ? html`<div class="unread-line" role="separator" data-testid="unread-line"><span>New</span></div>` : nothing}
          ${messageItem(this.model, message, {
            first: newDay || index === firstNew || !inOneRun(before, message),
            last: !after || !sameDay(after.createdAt, message.createdAt) || !inOneRun(message, after),
            menuOpen: this.menuFor === message.key,
            menuUp: this.menuUp,
            toggleMenu: (button) => this.#toggleMenu(message.key, button),
          })}
        `;
      },
    );
  }

  /** @param {string} key @param {HTMLElement} [button] */
  async #toggleMenu(key, button) {
    const opening = this.menuFor !== key;
    this.menuFor = opening ? key : null;
    if (!button) return;
    this.menuUp = button.getBoundingClientRect().top > window.innerHeight / 2;
    await this.updateComplete;
    if (opening) /** @type {HTMLElement|null} */ (this.querySelector('.message-menu button'))?.focus();
    else button.focus();
  }

  willUpdate() {
    this.keeper?.beforeUpdate();
  }

  updated() {
    const { chat } = this.model;
    const { room } = chat;
    if (room !== this.shownRoom) {
      this.keeper?.stop();
      this.shownRoom = room;
      this.menuFor = null;
      this.keeper = new ScrollKeeper(/** @type {HTMLElement} */ (this.querySelector('.messages')), () => this.#onMoved());
    }
    const last = room?.messages.at(-1);
    this.keeper?.afterUpdate({
      firstKey: room?.messages[0]?.key ?? null,
      ownNewest: last?.mine ? last.key : null,
      loaded: room?.loaded ?? false,
      startAt: () => this.querySelector('.unread-line'),
    });
    this.#onMoved();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.keeper?.stop();
    this.keeper = this.shownRoom = null;
  }

  #onScroll() {
    this.keeper?.scrolled();
  }

  #onMoved() {
    const { chat } = this.model;
    if (!this.keeper || !chat.room?.loaded) return;
    if (this.keeper.atEnd) {
      this.newestSeen = chat.room.lastMessageSeq;
      this.away = null;
      chat.seen();
    } else {
      const unseen = chat.room.messages.filter((message) => !message.mine && message.seq > this.newestSeen).length;
      this.away = this.newestSeen === 0 ? 0 : unseen;
    }
    if (this.keeper.nearStart) chat.loadOlder();
  }
}
customElements.define('message-list', MessageList);

/** @param {ShownMessage} a @param {ShownMessage} b */
function inOneRun(a, b) {
  return a.sender.id === b.sender.id && new Date(b.createdAt).getTime() - new Date(a.createdAt).getTime() < RUN_MS;
}
