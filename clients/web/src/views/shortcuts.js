// @ts-check
import { onePane } from './layout.js';

/** Keys that work wherever one is: the search, and the list of all keys. @param {import('../model/app-model.js').AppModel} model @returns {() => void} ends it */
export function shortcuts(model) {
  const onKey = (/** @type {KeyboardEvent} */ event) => {
    if (!model.user || document.querySelector('dialog[open]')) return;
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'k') {
      event.preventDefault();
      model.search.open(event.shiftKey ? (model.chat.room?.roomId ?? null) : null, { leave: onePane() });
    } else if (event.key === '?' && !isTyping(event.target)) {
      event.preventDefault();
      model.show('help');
    }
  };
  document.addEventListener('keydown', onKey);
  return () => document.removeEventListener('keydown', onKey);
}

/** @param {EventTarget|null} target */
function isTyping(target) {
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');
}
