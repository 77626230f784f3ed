// @ts-check
import { html, nothing } from 'lit';
import { nameOf } from '../model/people.js';
import { activityList } from './activity-list.js';
import { avatar } from './avatar.js';
import { icons } from './icons.js';
import { closeOnEscape, menuKeys } from './keys.js';
import './people-pane.js';
import { roomList } from './room-list.js';
import './search-box.js';
import { View } from './view.js';

const STATUSES = /** @type {const} */ ([['online', 'Online'], ['away', 'Away'], ['busy', 'Busy']]); // prettier-ignore

/** The left pane: who I am, and the chats, people and activity tabs. */
class SidePane extends View {
  static properties = { menuOpen: { state: true } };

  constructor() {
    super();
    this.menuOpen = false;
  }

  get hasSubject() {
    return this.model.user !== null;
  }

  render() {
    const { model } = this;
    return html`<aside class="side" aria-label="Navigation">
      ${this.#top()} ${this.#tabs()}
      <div class="side-body">
        ${model.route.tab === 'chats' ? html`<search-box .model=${model}></search-box> ${model.search.on ? nothing : roomList(model)}` : nothing}
        ${model.route.tab === 'people' ? html`<people-pane .model=${model}></people-pane>` : nothing}
        ${model.route.tab === 'activity' ? activityList(model) : nothing}
      </div>
    </aside>`;
  }

  #top() {
    const { model } = this;
    const me = /** @type {import('../../../js/types.js').User} */ (model.user);
    const status = model.connection === 'ready' ? model.status : 'offline';
    return html`<header class="side-top" @keydown=${(/** @type {KeyboardEvent} */ event) => closeOnEscape(event, () => this.#close())}>
      <button
        class="me"
        data-testid="me-menu"
        aria-haspopup="menu"
        aria-expanded=${this.menuOpen}
        @click=${() => (this.menuOpen = !this.menuOpen)}
      >
        <span class="avatar s tone-me">
          <span aria-hidden="true">${[...nameOf(me)][0]?.toLocaleUpperCase()}</span>
          <span class="presence" data-status=${status} role="img" aria-label=${status}></span>
        </span>
        <span class="me-name">${nameOf(me)}</span>
        <span class="faint">${icons.down}</span>
      </button>
      <button
        class="icon-button"
        data-testid="theme-toggle"
        aria-label=${model.theme.dark ? 'Use light colours' : 'Use dark colours'}
        @click=${() => model.theme.toggle()}
      >
        ${model.theme.dark ? icons.sun : icons.moon}
      </button>
      <button class="icon-button" data-testid="new-group" aria-label="New group" title="New group" @click=${() => model.show('new-group')}>
        ${icons.plus}
      </button>
      ${this.menuOpen ? this.#menu(me) : nothing}
    </header>`;
  }

  /** @param {import('../../../js/types.js').User} me */
  #menu(me) {
    const { model } = this;
    return html`<div class="scrim" @click=${() => this.#close()}></div>
      <div class="menu me-options" role="menu" @keydown=${menuKeys}>
        <p class="menu-note">@${me.username} · ${me.email}</p>
        ${STATUSES.map(
          ([status, label]) => html`<button
            role="menuitemradio"
            aria-checked=${model.status === status}
            data-testid="status-${status}"
            @click=${() => this.#close(() => model.setStatus(status))}
          >
            <span class="presence inline" data-status=${status}></span>${label}
            ${model.status === status ? html`<span class="end">${icons.check}</span>` : nothing}
          </button>`,
        )}
        <hr />
        <button role="menuitem" data-testid="settings-open" @click=${() => this.#close(() => model.show('settings'))}>
          ${icons.settings} Settings
        </button>
        <button role="menuitem" data-testid="help-open" @click=${() => this.#close(() => model.show('help'))}>${icons.keyboard} Keys</button>
        <button role="menuitem" data-testid="logout" @click=${() => this.#close(() => model.client.logOut())}>
          ${icons.leave} Log out
        </button>
      </div>`;
  }

  /** @param {() => void} [then] */
  #close(then) {
    this.menuOpen = false;
    /** @type {HTMLElement|null} */ (this.querySelector('.me'))?.focus();
    then?.();
  }

  /** @param {Map<string, unknown>} changed */
  updated(changed) {
    if (changed.has('menuOpen') && this.menuOpen) /** @type {HTMLElement} */ (this.querySelector('.menu button')).focus();
  }

  #tabs() {
    const { model } = this;
    return html`<nav class="tabs" aria-label="Lists">
      ${this.#tab('chats', 'Chats', model.totalUnread, 'chats-badge')}
      ${this.#tab('people', 'People', model.people.incoming.length, 'people-badge')}
      ${this.#tab('activity', 'Activity', model.notices.unread, 'notification-count')}
    </nav>`;
  }

  /** @param {'chats'|'people'|'activity'} tab @param {string} label @param {number} count @param {string} countId */
  #tab(tab, label, count, countId) {
    const here = this.model.route.tab === tab;
    return html`<button
      data-testid="tab-${tab}"
      aria-current=${here ? 'page' : nothing}
      @click=${() => this.model.go({ tab })}
    >
      ${label} ${count > 0 ? html`<span class="badge" data-testid=${countId}>${count > 99 ? '99+' : count}</span>` : nothing}
    </button>`;
  }
}
customElements.define('side-pane', SidePane);
