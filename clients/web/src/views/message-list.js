// @ts-check
import { html, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { Announcer } from './announcer.js';
import { icons } from './icons.js';
import { messageItems } from './message-items.js';
import { messageKeys } from './message-keys.js';
import { ScrollKeeper } from './scroll-keeper.js';
import { View } from './view.js';

const FLASH_MS = 1600;
const HEARD_MS = 1000; // long enough to be picked up; it must not stay when the message is deleted

/** @typedef {import('../../../js/room-state.js').ShownMessage} ShownMessage */

/** The messages of the open room, newest at the bottom, older ones as one scrolls up; or an earlier part, with more at both ends. */
class MessageList extends View {
  static properties = { menuFor: { state: true }, menuUp: { state: true }, away: { state: true }, current: { state: true } };

  constructor() {
    super();
    /** @type {string|null} the key of the message whose menu is open */
    this.menuFor = null;
    this.menuUp = false;
    /** @type {string|null} the key of the message that last had the focus; null: the newest is the one Tab reaches */
    this.current = null;
    /** how many messages have come below what is on the screen; null: the newest is on it */
    this.away = /** @type {number|null} */ (null);
    /** @type {ScrollKeeper|null} */
    this.keeper = null;
    /** @type {import('../../../js/room-state.js').RoomState|null} */
    this.shownRoom = null;
    this.newestSeen = 0;
    this.hadNewer = false;
    this.announcer = new Announcer();
  }

  get hasSubject() {
    return this.model.chat.room !== null;
  }

  render() {
    const { chat, place } = this.model;
    const room = /** @type {import('../../../js/room-state.js').RoomState} */ (chat.room);
    const spinner = html`<div class="loading" data-testid="history-loading"><span class="spinner"></span></div>`;
    return keyed(
      room.roomId,
      html`<div
          class="messages"
          role="log"
          aria-label="Messages"
          aria-live="off"
          aria-busy=${chat.loading || chat.loadingOlder || place.searching}
          data-testid="messages"
          @scroll=${this.#onScroll}
          @focusin=${this.#onFocus}
          @keydown=${this.#onKey}
        >
          <div class="messages-inner">
            ${chat.loading || chat.loadingOlder ? spinner : nothing}
            ${room.loaded && !room.hasOlder ? html`<p class="beginning" data-testid="history-start">${room.isCut ? 'Older messages are gone.' : 'This is where it begins.'}</p>` : nothing}
            ${this.#items(room.messages)} ${chat.loadingNewer ? spinner : nothing}
          </div>
        </div>
        <div class="heard" aria-live="polite"></div>
        ${place.searching ? html`<div class="finding" role="status"><span class="spinner"></span> Looking for that message…</div>` : nothing}
        ${this.away === null
          ? nothing
          : html`<button class="jump" data-testid="jump-latest" aria-label="Jump to the newest message" @click=${() => place.showNewest()}>
              ${room.hasNewer ? html`<span class="jump-text">Jump to newest</span>` : nothing} ${icons.down}${this.away > 0 ? html`<span class="badge">${this.away}</span>` : nothing}
            </button>`}`,
    );
  }

  /** @param {ShownMessage[]} messages */
  #items(messages) {
    const { menuFor, menuUp } = this;
    const current = messages.some((message) => message.key === this.current) ? this.current : messages.at(-1)?.key;
    const toggleMenu = (/** @type {string} */ key) => (key === menuFor ? this.#closeMenu() : this.#openMenu(key, 'emoji'));
    return messageItems(this.model, messages, { current: current ?? null, menuFor, menuUp, toggleMenu });
  }

  /** @param {string} key @param {'emoji'|'reply'} first what gets the focus */
  async #openMenu(key, first) {
    this.menuFor = key;
    this.menuUp = (this.#element(key)?.getBoundingClientRect().top ?? 0) > window.innerHeight / 2;
    await this.updateComplete;
    const item = first === 'emoji' ? 'button' : '[data-testid=message-reply]';
    /** @type {HTMLElement|null} */ (this.querySelector(`.message-menu ${item}`))?.focus();
  }

  #closeMenu() {
    if (this.menuFor) this.#element(this.menuFor)?.focus({ preventScroll: true });
    this.menuFor = null;
  }

  /** @param {string} key @returns {HTMLElement|null} */
  #element(key) {
    return this.querySelector(`[data-key="${CSS.escape(key)}"]`);
  }

  willUpdate() {
    this.keeper?.beforeUpdate();
  }

  updated() {
    const { room } = this.model.chat;
    if (!room) return;
    if (room !== this.shownRoom) this.#begin(room);
    const last = room.messages.at(-1);
    this.keeper?.afterUpdate({
      firstKey: room.messages[0]?.key ?? null,
      ownNewest: last?.mine && !room.hasNewer ? last.key : null,
      loaded: room.loaded,
      follow: !this.hadNewer && !room.hasNewer,
      startAt: () => this.querySelector('.unread-line'),
    });
    this.hadNewer = room.hasNewer;
    this.#goToTarget(room);
    this.#announce(this.announcer.news(room));
    this.#onMoved();
  }

  /** @param {string|null} news */
  #announce(news) {
    const heard = this.querySelector('.heard');
    if (!news || !heard) return;
    heard.textContent = news;
    setTimeout(() => (heard.textContent = ''), HEARD_MS);
  }

  /** @param {import('../../../js/room-state.js').RoomState} room */
  #begin(room) {
    this.keeper?.stop();
    this.shownRoom = room;
    this.menuFor = this.current = null;
    this.newestSeen = 0;
    this.hadNewer = false;
    this.keeper = new ScrollKeeper(/** @type {HTMLElement} */ (this.querySelector('.messages')), () => this.#onMoved());
  }

  /** @param {import('../../../js/room-state.js').RoomState} room */
  #goToTarget(room) {
    const target = this.model.place.takeTarget();
    if (target === 'newest') this.keeper?.toEnd();
    const message = room.messages.find((each) => each.seq === target);
    const element = message && this.#element(message.key);
    if (!element) return;
    this.keeper?.toMessage(element);
    element.focus({ preventScroll: true });
    element.animate([{ backgroundColor: 'var(--flash)' }, { backgroundColor: 'transparent' }], { duration: FLASH_MS, easing: 'ease-in' });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.keeper?.stop();
    this.keeper = this.shownRoom = null;
  }

  #onScroll() {
    this.keeper?.scrolled();
  }

  /** @param {FocusEvent} event */
  #onFocus(event) {
    this.current = keyOf(event) ?? this.current;
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const key = keyOf(event);
    const message = this.model.chat.room?.messages.find((each) => each.key === key);
    if (!message) return;
    messageKeys(event, this.model, message, {
      openMenu: (first) => this.#openMenu(message.key, first),
      leave: () => /** @type {HTMLElement|null} */ (document.querySelector('composer-box textarea'))?.focus(),
    });
  }

  #onMoved() {
    const { chat } = this.model;
    const { room } = chat;
    if (!this.keeper || !room?.loaded) return;
    if (this.keeper.atEnd && !room.hasNewer) {
      this.newestSeen = room.lastMessageSeq;
      this.away = null;
      chat.seen();
    } else {
      const unseen = room.messages.filter((message) => !message.mine && message.seq > this.newestSeen).length;
      this.away = this.newestSeen === 0 || room.hasNewer ? 0 : unseen;
    }
    if (this.keeper.nearStart) chat.loadOlder();
    if (room.hasNewer && this.keeper.nearEnd) chat.loadNewer();
  }
}
customElements.define('message-list', MessageList);

/** The message in which something happened. @param {Event} event */
function keyOf(event) {
  return /** @type {HTMLElement} */ (event.target).closest('[data-key]')?.getAttribute('data-key') ?? null;
}
