// @ts-check
import { html, nothing } from 'lit';
import { mentionQuery, offer } from '../model/mention-query.js';
import { nameOf } from '../model/people.js';
import { avatar } from './avatar.js';

/** @typedef {import('../../../js/types.js').PublicUser} PublicUser */

/** The list of members that opens while `@…` is typed: the ARIA combobox pattern, its text field being the composer's. */
export class MentionBox {
  #changed;
  /** @type {PublicUser[]} */
  #options = [];
  #active = 0;
  #start = 0;

  /** @param {() => void} changed has to render again */
  constructor(changed) {
    this.#changed = changed;
  }

  get open() {
    return this.#options.length > 0;
  }

  /** The id of the option that Enter chooses. */
  get activeId() {
    return this.open ? `mention-${this.#active}` : null;
  }

  /** The text or the caret has changed. @param {HTMLTextAreaElement} box @param {PublicUser[]} users who can be mentioned */
  typed(box, users) {
    const caret = box.selectionStart === box.selectionEnd ? box.selectionStart : -1;
    const asked = users.length > 0 && caret > 0 ? mentionQuery(box.value, caret) : null;
    this.#options = asked ? offer(users, asked.query) : [];
    this.#start = asked?.start ?? 0;
    this.#active = 0;
    this.#changed();
  }

  close() {
    this.#options = [];
    this.#changed();
  }

  /** @param {KeyboardEvent} event @param {HTMLTextAreaElement} box @returns {boolean} true if the key was for the list */
  key(event, box) {
    if (!this.open) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.#active = (this.#active + step + this.#options.length) % this.#options.length;
    else if (event.key === 'Enter' || event.key === 'Tab') this.#choose(this.#options[this.#active], box);
    else if (event.key === 'Escape') this.#options = [];
    else return false;
    event.preventDefault();
    event.stopPropagation();
    this.#changed();
    return true;
  }

  /** @param {PublicUser} user @param {HTMLTextAreaElement} box */
  #choose(user, box) {
    const after = box.value.slice(box.selectionStart);
    box.setRangeText(`@${user.username}${/^\s/.test(after) ? '' : ' '}`, this.#start, box.selectionStart, 'end');
    this.#options = [];
    box.dispatchEvent(new Event('input', { bubbles: true }));
    box.focus();
  }

  /** @param {() => HTMLTextAreaElement} box */
  render(box) {
    if (!this.open) return nothing;
    return html`<ul class="mention-list" id="mention-list" role="listbox" aria-label="Members">
      ${this.#options.map(
        (user, index) => html`<li
          id="mention-${index}"
          role="option"
          aria-selected=${index === this.#active}
          data-testid="mention-option"
          data-username=${user.username}
          @mousedown=${(/** @type {Event} */ event) => event.preventDefault() /* the composer keeps the focus */}
          @click=${() => this.#choose(user, box())}
        >
          ${avatar(user, { size: 's' })}
          <span class="row-text"><span class="row-title">${nameOf(user)}</span></span>
          <span class="faint">@${user.username}</span>
        </li>`,
      )}
    </ul>`;
  }
}
