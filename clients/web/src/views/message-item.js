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
 * @typedef {{first: boolean, last: boolean, current: boolean, menuOpen: boolean, menuUp: boolean, toggleMenu: () => void}} Place
 * first, last: of a run by one sender; current: the one message that the Tab key reaches, with its buttons
 */

/** @param {AppModel} model @param {ShownMessage} message @param {Place} place */
export function messageItem(model, message, place) {
  const group = model.chat.isGroup;
  const classes = ['message', message.mine ? 'mine' : 'theirs', place.first ? 'first' : '', place.last ? 'last' : '', group ? 'in-group' : ''];
  const mentioned = mentionedBy(model, message);
  if (mentioned.some((user) => user.id === model.user?.id)) classes.push('mentions-me');
  return html`<div
    class=${classes.join(' ')}
    role="article"
    tabindex=${place.current ? 0 : -1}
    aria-label=${label(model, message)}
    data-testid="message"
    data-key=${message.key}
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
          ${quote(model, message, place)}
          <span class="message-text" data-testid="message-text" dir="auto"
            >${message.content ? richText(message.content.text, mentioned, model.user?.id) : 'Message deleted'}</span
          >
          <span class="meta">
            ${message.editedAt && message.content ? html`<span>edited</span>` : nothing}
            <time datetime=${message.createdAt} title=${fullTime(message.createdAt)}>${timeOfDay(message.createdAt)}</time>
            ${message.mine ? tick(message.state) : nothing}
          </span>
        </div>
        ${message.id && message.content ? actions(model, message, place) : nothing}
      </div>
      ${reactions(model, message, place)} ${message.state === 'failed' ? failure(model, message) : nothing}
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
      tabindex=${place.current ? 0 : -1}
      @click=${() => place.toggleMenu()}
    >
      ${icons.more}
    </button>
    ${place.menuOpen ? messageMenu(model, message, { up: place.menuUp, close: place.toggleMenu }) : nothing}
  </div>`;
}

/** @param {AppModel} model @param {ShownMessage} message @param {Place} place */
function quote(model, message, place) {
  const { replyTo } = message;
  if (!replyTo || !message.content) return nothing;
  const original = model.chat.room?.message(replyTo);
  return html`<button
    type="button"
    class="quote"
    data-testid="quote"
    title="Go to this message"
    tabindex=${place.current ? 0 : -1}
    ?disabled=${model.place.searching}
    @click=${() => model.place.showQuoted(replyTo)}
  >
    <strong>${original ? (original.mine ? 'You' : nameOf(original.sender)) : 'Reply'}</strong>
    <span class=${original && !original.content ? 'gone' : nothing}
      >${original ? (original.content?.text ?? 'Message deleted') : 'to an earlier message'}</span
    >
  </button>`;
}

/** The members a message mentions, of those who are still here. @param {AppModel} model @param {ShownMessage} message */
function mentionedBy(model, message) {
  const { roster } = model.chat.room ?? {};
  return (message.content?.mentions ?? []).map((id) => roster?.member(id)?.user).filter((user) => user !== undefined);
}

/** What a screen reader says when it comes to the message. @param {AppModel} model @param {ShownMessage} message */
function label(model, message) {
  const original = message.replyTo && message.content ? model.chat.room?.message(message.replyTo) : null;
  return [
    message.mine ? 'You' : nameOf(message.sender),
    original ? `replying to ${original.mine ? 'you' : nameOf(original.sender)}` : '',
    message.content?.text ?? 'Message deleted',
    message.editedAt && message.content ? 'edited' : '',
    ...(message.reactions ?? []).map(({ emoji, count }) => `${emoji} ${count}`),
    timeOfDay(message.createdAt),
    message.mine && message.content ? message.state : '',
  ]
    .filter(Boolean)
    .join(', ');
}

/** @param {AppModel} model @param {ShownMessage} message @param {Place} place */
function reactions(model, message, place) {
  if (!message.reactions?.length) return nothing;
  return html`<div class="reactions">
    ${message.reactions.map(
      ({ emoji, count, mine }) => html`<button
        class="reaction ${mine ? 'mine' : ''}"
        data-testid="reaction"
        data-emoji=${emoji}
        aria-pressed=${mine}
        tabindex=${place.current ? 0 : -1}
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
