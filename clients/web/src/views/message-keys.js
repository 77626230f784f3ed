// @ts-check
import { askDelete } from './message-menu.js';

/** @typedef {import('../../../js/room-state.js').ShownMessage} ShownMessage */

/**
 * What the keys do on a message that has the focus, itself or something in it. The same is listed in help-dialog.js.
 *
 * @param {KeyboardEvent} event
 * @param {import('../model/app-model.js').AppModel} model
 * @param {ShownMessage} message
 * @param {{openMenu: (first: 'emoji'|'reply') => void, leave: () => void}} list
 */
export function messageKeys(event, model, message, { openMenu, leave }) {
  const target = /** @type {HTMLElement} */ (event.target);
  const element = /** @type {HTMLElement|null} */ (target.closest('[data-key]'));
  if (!element || target.closest('.message-menu') || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'Enter' && target !== element) return; // a button or a link inside it
  const there = Boolean(message.id && message.content);
  /** @type {Record<string, (() => void)|false>} */
  const keys = {
    ArrowUp: () => step(element, -1),
    ArrowDown: () => step(element, 1),
    Home: () => step(element, -Infinity),
    End: () => step(element, Infinity),
    Escape: leave,
    Enter: there && (() => openMenu('reply')),
    '+': there && (() => openMenu('emoji')),
    ':': there && (() => openMenu('emoji')),
    r: there && (() => model.composing.reply(message)),
    e: there && message.mine && (() => model.composing.edit(message)),
    Delete: there && model.chat.mayDelete(message) && (() => askDelete(model, message)),
  };
  const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!act) return;
  event.preventDefault();
  event.stopPropagation();
  act();
}

/** @param {HTMLElement} element @param {number} by */
function step(element, by) {
  const all = /** @type {HTMLElement[]} */ ([...(element.closest('.messages')?.querySelectorAll('[data-testid=message]') ?? [])]);
  const at = Math.max(0, Math.min(all.length - 1, all.indexOf(element) + by));
  all[at]?.focus();
}
