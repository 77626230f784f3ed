// @ts-check
import { html, nothing } from 'lit';
import { nameOf } from '../model/people.js';
import { avatar, tone } from './avatar.js';
import { icons, tick } from './icons.js';
import { messageMenu } from './message-menu.js';
import { richText } from './rich-text.js';
import { fullTime, timeOfDay } from './time.js';

/** @typedef {import('../../../js/room-state.js').ShownMessage} ShownMessage */
/** @typedef {import('../model/app-model.js').AppModel} AppModel */

/**
 * @typedef {{first: boolean, last: boolean, menuOpen: boolean, menuUp: boolean, toggleMenu: (button?: HTMLElement) => void}} Place
 * first, last: of a run by one sender
 */

/** @param {AppModel} model @param {ShownMessage} message @param {Place} place */
export function messageItem(model, message, place) {
  const group = model.chat.isGroup;
  const classes = ['message', message.mine ? 'mine' : 'theirs', place.first ? 'first' : '', place.last ? 'last' : '', group ? 'in-group' : ''];
  return html`<div
    class=${classes.join(' ')}
    data-testid="message"
    data-message-id=${message.id || nothing}
    data-client-message-id=${message.clientMessageId}
    data-state=${message.state}
    data-mine=${message.mine}
  >
    ${group && !message.mine ? html`<span class="message-avatar">${place.last ? avatar(message.sender, { size: 's' }) : nothing}</span>` : nothing}
    <div class="message-column">
      <div class="message-line">
        <div class="bubble ${message.content ? '' : 'deleted'}">
          ${group && !message.mine && place.first
            ? html`<span class="sender ink-${tone(message.sender.id)}">${nameOf(message.sender)}</span>`
            : nothing}
          ${quote(model, message)}
          <span class="message-text" data-testid="message-text" dir="auto"
            >${message.content ? richText(message.content.text) : 'Message deleted'}</span
          >
          <span class="meta">
            ${message.editedAt && message.content ? html`<span>edited</span>` : nothing}
            <time datetime=${message.createdAt} title=${fullTime(message.createdAt)}>${timeOfDay(message.createdAt)}</time>
            ${message.mine ? tick(message.state) : nothing}
          </span>
        </div>
        ${message.id && message.content ? actions(model, message, place) : nothing}
      </div>
      ${reactions(model, message)} ${message.state === 'failed' ? failure(model, message) : nothing}
    </div>
  </div>`;
}

/** @param {AppModel} model @param {ShownMessage} message @param {Place} place */
function actions(model, message, place) {
  return html`<div class="message-actions ${place.menuOpen ? 'open' : ''}">
    <button
      class="icon-button tiny"
      data-testid="message-actions"
      aria-label="Actions for this message"
      aria-haspopup="menu"
      aria-expanded=${place.menuOpen}
      @click=${(/** @type {any} */ event) => place.toggleMenu(event.currentTarget)}
    >
      ${icons.more}
    </button>
    ${place.menuOpen ? messageMenu(model, message, { up: place.menuUp, close: place.toggleMenu }) : nothing}
  </div>`;
}

/** @param {AppModel} model @param {ShownMessage} message */
function quote(model, message) {
  if (!message.replyTo || !message.content) return nothing;
  const original = model.chat.room?.message(message.replyTo);
  return html`<span class="quote" data-testid="quote">
    <strong>${original ? (original.mine ? 'You' : nameOf(original.sender)) : 'Reply'}</strong>
    <span>${original ? (original.content?.text ?? 'Message deleted') : 'to an earlier message'}</span>
  </span>`;
}

/** @param {AppModel} model @param {ShownMessage} message */
function reactions(model, message) {
  if (!message.reactions?.length) return nothing;
  return html`<div class="reactions">
    ${message.reactions.map(
      ({ emoji, count, mine }) => html`<button
        class="reaction ${mine ? 'mine' : ''}"
        data-testid="reaction"
        data-emoji=${emoji}
        aria-pressed=${mine}
        aria-label="${emoji}, ${count}"
        @click=${() => model.chat.toggleReaction(message, emoji)}
      >
        ${emoji}<span>${count}</span>
      </button>`,
    )}
  </div>`;
}

/** @param {AppModel} model @param {ShownMessage} message */
function failure(model, message) {
  const why = message.error?.code === 'FORBIDDEN' ? (message.error.message ?? 'Not allowed') : 'Not sent';
  return html`<p class="failure">
    <span>${why}</span>
    <button class="link" data-testid="message-retry" @click=${() => model.client.retry(message)}>Try again</button>
    <button class="link" data-testid="message-discard" @click=${() => model.client.discard(message)}>Delete</button>
  </p>`;
}
