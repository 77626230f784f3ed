// @ts-check
/** @param {KeyboardEvent} event @param {() => void} close */
export function closeOnEscape(event, close) {
  if (event.key !== 'Escape') return;
  event.stopPropagation();
  close();
}

/** Arrow keys, Home and End in a menu, as the ARIA menu pattern has them. @param {KeyboardEvent} event */
export function menuKeys(event) {
  const menu = /** @type {HTMLElement} */ (event.currentTarget);
  const items = /** @type {HTMLElement[]} */ ([...menu.querySelectorAll('button:not(:disabled)')]);
  const at = items.indexOf(/** @type {any} */ (document.activeElement));
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  let next;
  if (step) next = items[(at + step + items.length) % items.length];
  else if (event.key === 'Home') next = items[0];
  else if (event.key === 'End') next = items[items.length - 1];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
