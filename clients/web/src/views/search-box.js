// @ts-check
import { html, nothing } from 'lit';
import { MAX_QUERY } from '../model/search.js';
import { icons } from './icons.js';
import { onePane } from './layout.js';
import { searchResults } from './search-results.js';
import { View } from './view.js';

/** The field that searches messages, and while something is searched for the results: a combobox whose list is always open. */
class SearchBox extends View {
  get hasSubject() {
    return this.model.user !== null;
  }

  render() {
    const { search } = this.model;
    const open = (search.hits?.length ?? 0) > 0;
    return html`<div class="search" role="search">
        ${icons.search}
        <input
          type="search"
          role="combobox"
          data-testid="search-input"
          aria-label=${search.roomTitle ? `Search messages in ${search.roomTitle}` : 'Search messages'}
          aria-keyshortcuts="Control+K Meta+K"
          aria-autocomplete="list"
          aria-expanded=${open}
          aria-controls="search-results"
          aria-activedescendant=${open ? `search-hit-${search.active}` : nothing}
          placeholder=${search.roomId ? 'Search in this chat' : 'Search messages'}
          maxlength=${MAX_QUERY}
          autocomplete="off"
          spellcheck="false"
          .value=${search.query}
          @input=${(/** @type {any} */ event) => search.type(event.target.value)}
          @keydown=${this.#onKey}
        />
      </div>
      ${search.roomId
        ? html`<div class="search-scope">
            <span>In <strong>${search.roomTitle}</strong></span>
            <button class="link" data-testid="search-everywhere" @click=${() => search.open(null, { leave: onePane() })}>Search all chats</button>
            <button class="icon-button tiny" aria-label="End the search" data-testid="search-close" @click=${() => search.close()}>
              ${icons.close}
            </button>
          </div>`
        : nothing}
      ${search.on ? searchResults(this.model) : nothing}`;
  }

  updated() {
    const input = this.querySelector('input');
    const visible = input?.offsetParent; // on a phone the room is left first, a moment later
    if (visible && this.model.search.takeWish()) {
      input.focus();
      input.select();
    }
    this.querySelector('[role=option][aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const { search } = this.model;
    if (event.isComposing) return;
    const act = {
      ArrowDown: () => search.move(1),
      ArrowUp: () => search.move(-1),
      Enter: () => search.choose(search.active),
      Escape: () => this.#escape(),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  /** First the words, then the search, then the field is left. */
  #escape() {
    const { search } = this.model;
    if (search.query) search.type('');
    else if (search.roomId) search.close();
    else /** @type {HTMLElement|null} */ (document.querySelector('composer-box textarea') ?? this.querySelector('input'))?.focus();
  }
}
customElements.define('search-box', SearchBox);
