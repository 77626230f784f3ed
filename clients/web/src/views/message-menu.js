// @ts-check
import { html, nothing } from 'lit';
import { icons } from './icons.js';
import { closeOnEscape, menuKeys } from './keys.js';

const EMOJI = ['👍', '❤️', '😂', '😮', '😢', '🎉'];

/**
 * What can be done with one message.
 *
 * @param {import('../model/app-model.js').AppModel} model
 * @param {import('../../../js/room-state.js').ShownMessage} message
 * @param {{up: boolean, close: () => void}} options
 */
export function messageMenu(model, message, { up, close }) {
  const { chat, composing } = model;
  const run = (/** @type {() => unknown} */ act) => () => {
    close();
    act();
  };
  return html`<div class="scrim" @click=${close}></div>
    <div
      class="menu message-menu ${up ? 'up' : ''}"
      role="menu"
      data-testid="message-menu"
      @keydown=${(/** @type {KeyboardEvent} */ event) => (closeOnEscape(event, close), menuKeys(event))}
    >
      <div class="emoji-row">
        ${EMOJI.map(
          (emoji) => html`<button
            role="menuitem"
            class="emoji"
            data-testid="react"
            data-emoji=${emoji}
            aria-label="React with ${emoji}"
            @click=${run(() => chat.toggleReaction(message, emoji))}
          >
            ${emoji}
          </button>`,
        )}
      </div>
      <button role="menuitem" data-testid="message-reply" @click=${run(() => composing.reply(message))}>${icons.reply} Reply</button>
      <button role="menuitem" data-testid="message-copy" @click=${run(() => copy(message.content?.text ?? ''))}>${icons.copy} Copy text</button>
      ${message.mine
        ? html`<button role="menuitem" data-testid="message-edit" @click=${run(() => composing.edit(message))}>${icons.edit} Edit</button>`
        : nothing}
      ${chat.mayDelete(message)
        ? html`<button role="menuitem" class="danger" data-testid="message-delete" @click=${run(() => askDelete(model, message))}>
            ${icons.trash} Delete
          </button>`
        : nothing}
    </div>`;
}

/** @param {string} text */
function copy(text) {
  navigator.clipboard?.writeText(text).catch(() => {}); // refused by the browser: nothing to mend
}

/** Asks before a message is deleted. @param {import('../model/app-model.js').AppModel} model @param {import('../../../js/room-state.js').ShownMessage} message */
export function askDelete(model, message) {
  model.ask({
    title: 'Delete this message?',
    text: 'It is deleted for everyone here.',
    action: 'Delete',
    run: () => model.chat.remove(message),
  });
}
