// @ts-check
import { html, nothing } from 'lit';
import { nameOf } from '../model/people.js';
import { icons } from './icons.js';
import { MentionBox } from './mention-box.js';
import { View } from './view.js';

const MAX_PX = 180;

/** Where one writes. Keeps a draft per room; the same box edits and replies. */
class ComposerBox extends View {
  static properties = { empty: { state: true } };

  constructor() {
    super();
    this.empty = true;
    /** @type {string|null} what the text in the box belongs to: a room, or a message being edited */
    this.owner = null;
    /** @type {string|null} */
    this.replyTo = null;
    this.mentions = new MentionBox(() => this.requestUpdate());
  }

  get hasSubject() {
    return this.model.chat.room !== null;
  }

  render() {
    const { chat, composing } = this.model;
    const { mentions } = this;
    return html`<form class="composer" @submit=${this.#submit}>
      ${this.#context()} ${mentions.render(() => this.#box)}
      <div class="composer-line">
        <textarea
          data-testid="composer"
          aria-label="Message to ${chat.title}"
          placeholder="Message"
          rows="1"
          maxlength="8000"
          dir="auto"
          enterkeyhint="send"
          role=${mentions.open ? 'combobox' : nothing}
          aria-autocomplete=${chat.isGroup ? 'list' : nothing}
          aria-expanded=${mentions.open ? 'true' : nothing}
          aria-controls=${mentions.open ? 'mention-list' : nothing}
          aria-activedescendant=${mentions.activeId ?? nothing}
          @input=${this.#onInput}
          @keydown=${this.#onKey}
          @click=${this.#offerMentions}
          @blur=${() => mentions.close()}
        ></textarea>
        <button class="send" data-testid="send" aria-label=${composing.editing ? 'Save' : 'Send'} ?disabled=${this.empty}>
          ${composing.editing ? icons.check : icons.send}
        </button>
      </div>
    </form>`;
  }

  #context() {
    const { composing } = this.model;
    const about = composing.editing ?? composing.replyingTo;
    if (!about) return nothing;
    const label = composing.editing ? 'Editing' : `Reply to ${about.mine ? 'yourself' : nameOf(about.sender)}`;
    return html`<div class="composer-context" data-testid="composer-context">
      <span class="small-icon">${composing.editing ? icons.edit : icons.reply}</span>
      <span class="row-text"><strong>${label}</strong><span class="row-preview">${about.content?.text}</span></span>
      <button type="button" class="icon-button" aria-label="Cancel" data-testid="composer-cancel" @click=${() => composing.cancel()}>
        ${icons.close}
      </button>
    </div>`;
  }

  get #box() {
    return /** @type {HTMLTextAreaElement} */ (this.querySelector('textarea'));
  }

  updated() {
    const { chat, composing, drafts } = this.model;
    const room = /** @type {NonNullable<typeof chat.room>} */ (chat.room);
    const owner = composing.editing ? composing.editing.id : room.roomId;
    if (owner !== this.owner) {
      const changedRoom = this.owner === null || !composing.editing;
      this.owner = owner;
      this.#setText(composing.editing ? (composing.editing.content?.text ?? '') : drafts.get(owner));
      if (!changedRoom || matchMedia('(pointer: fine)').matches) this.#focusAtEnd();
    }
    const replyTo = composing.replyingTo?.id ?? null;
    if (replyTo !== this.replyTo) {
      this.replyTo = replyTo;
      if (replyTo) this.#focusAtEnd();
    }
  }

  #focusAtEnd() {
    this.#box.focus();
    this.#box.setSelectionRange(this.#box.value.length, this.#box.value.length);
  }

  /** @param {string} text */
  #setText(text) {
    this.#box.value = text;
    this.#grow();
  }

  #grow() {
    this.empty = this.#box.value.trim() === '';
    this.#box.style.height = 'auto';
    this.#box.style.height = `${Math.min(MAX_PX, this.#box.scrollHeight)}px`;
  }

  #onInput() {
    const { chat, composing, drafts, client } = this.model;
    this.#grow();
    this.#offerMentions();
    if (!chat.room || composing.editing) return;
    drafts.set(chat.room.roomId, this.#box.value);
    if (this.empty) client.live.typing.stopped(chat.room.roomId);
    else client.live.typing.pressed(chat.room.roomId);
  }

  #offerMentions() {
    const { chat, user } = this.model;
    this.mentions.typed(this.#box, chat.mentionable.filter((member) => member.id !== user?.id));
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const { composing } = this.model;
    if (event.isComposing) return; // an input method's Enter chooses a word
    if (this.mentions.key(event, this.#box)) return;
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      this.#send();
    } else if (event.key === 'Escape') {
      if (composing.editing || composing.replyingTo) composing.cancel();
      else this.#box.blur();
    } else if (event.key === 'ArrowUp' && this.#box.value === '') {
      event.preventDefault();
      composing.editLast();
    }
  }

  /** @param {SubmitEvent} event */
  #submit(event) {
    event.preventDefault();
    this.#send();
    this.#box.focus();
  }

  #send() {
    const { chat, composing, drafts } = this.model;
    const { room } = chat;
    const { editing } = composing;
    if (!room || !composing.submit(this.#box.value)) return;
    if (editing) return; // the draft comes back by itself
    drafts.set(room.roomId, '');
    this.#setText('');
  }
}
customElements.define('composer-box', ComposerBox);
