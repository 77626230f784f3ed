// @ts-check
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { messageItem } from './message-item.js';
import { dayName, sameDay } from './time.js';

const RUN_MS = 5 * 60_000; // messages of one sender within this stand together

/** @typedef {import('../../../js/room-state.js').ShownMessage} ShownMessage */

/**
 * Messages with the lines between days, and the one above what is new.
 *
 * @param {import('../model/app-model.js').AppModel} model
 * @param {ShownMessage[]} messages
 * @param {{current: string|null, menuFor: string|null, menuUp: boolean, toggleMenu: (key: string) => void}} state
 *     current: the key of the message that Tab reaches; menuFor: of the one whose menu is open
 */
export function messageItems(model, messages, { current, menuFor, menuUp, toggleMenu }) {
  const firstNew = messages.findIndex((message) => !message.mine && message.seq > model.chat.unreadAfter);
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
        ${messageItem(model, message, {
          first: newDay || index === firstNew || !inOneRun(before, message),
          last: !after || !sameDay(after.createdAt, message.createdAt) || !inOneRun(message, after),
          current: message.key === current,
          menuOpen: menuFor === message.key,
          menuUp,
          toggleMenu: () => toggleMenu(message.key),
        })}
      `;
    },
  );
}

/** @param {ShownMessage} a @param {ShownMessage} b */
function inOneRun(a, b) {
  return a.sender.id === b.sender.id && new Date(b.createdAt).getTime() - new Date(a.createdAt).getTime() < RUN_MS;
}
