// @ts-check
import { html, svg } from 'lit';

/** @param {unknown} paths drawn with strokes on a 24 by 24 grid */
const icon = (paths) => html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${paths}</svg>`;
/** @param {string} d */
const path = (d) => icon(svg`<path d=${d} />`);

export const icons = {
  back: path('M15 18l-6-6 6-6'),
  bell: path('M6 9a6 6 0 0 1 12 0c0 6 2.5 7.5 2.5 7.5h-17S6 15 6 9M10 20a2.2 2.2 0 0 0 4 0'),
  block: path('M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M5.7 5.7l12.6 12.6'),
  chat: path('M4 6.5A2.5 2.5 0 0 1 6.5 4h11A2.5 2.5 0 0 1 20 6.5v8a2.5 2.5 0 0 1-2.5 2.5H11l-5 4v-4.1A2.5 2.5 0 0 1 4 14.5z'),
  check: path('M5 12.5l4.5 4.5L19 7.5'),
  clock: path('M12 4a8 8 0 1 0 0 16a8 8 0 0 0 0-16M12 8v4.3l2.8 1.7'),
  close: path('M6 6l12 12M18 6L6 18'),
  copy: path('M9 9h9.5v10.5H9zM15 9V4.5H5.5V15H9'),
  down: path('M6 9.5l6 6 6-6'),
  edit: path('M4 20l.9-4L16.2 4.7a1.8 1.8 0 0 1 2.5 0l.6.6a1.8 1.8 0 0 1 0 2.5L8 19.1z'),
  group: path('M9 11.5a3.5 3.5 0 1 0 0-7a3.5 3.5 0 0 0 0 7M2.5 19.5c.3-3.3 3-5 6.5-5s6.2 1.7 6.5 5M16 5a3.2 3.2 0 0 1 0 6.3M18 14.8c2 .7 3.3 2.3 3.5 4.7'),
  info: path('M12 3.5a8.5 8.5 0 1 0 0 17a8.5 8.5 0 0 0 0-17M12 11v5M12 7.8v.1'),
  keyboard: path('M3.5 6.5h17v11h-17zM7 10h.01M10.3 10h.01M13.6 10h.01M17 10h.01M8 14h8'),
  key: path('M8.5 11a4 4 0 1 0 0 8a4 4 0 0 0 0-8M11.5 12.2L20 3.8M16.5 7.3l3 3'),
  device: path('M4.5 5h15v10.5h-15zM9 19.5h6M12 15.5v4'),
  leave: path('M10 4.5H6A1.5 1.5 0 0 0 4.5 6v12A1.5 1.5 0 0 0 6 19.5h4M15 8l4 4-4 4M19 12H9.5'),
  mail: path('M3.5 6.5h17v11h-17zM4 7l8 6 8-6'),
  moon: path('M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z'),
  more: path('M6 12h.01M12 12h.01M18 12h.01'),
  mute: path('M6 9a6 6 0 0 1 9.5-4.9M18 9c0 6 2.5 7.5 2.5 7.5H7M10 20a2.2 2.2 0 0 0 4 0M4 4l16 16'),
  people: path('M12 12a4 4 0 1 0 0-8a4 4 0 0 0 0 8M4.5 20c.4-3.7 3.4-5.5 7.5-5.5s7.1 1.8 7.5 5.5'),
  plus: path('M12 5v14M5 12h14'),
  reply: path('M9.5 6.5L4 12l5.5 5.5M4.5 12H14c3.5 0 6 2 6 6'),
  search: path('M11 5a6 6 0 1 0 0 12a6 6 0 0 0 0-12M15.5 15.5L20 20'),
  send: path('M12 19V5.5M6 11.5l6-6 6 6'),
  smile: path('M12 3.5a8.5 8.5 0 1 0 0 17a8.5 8.5 0 0 0 0-17M8.5 14c.8 1.3 2 2 3.5 2s2.7-.7 3.5-2M9 9.5v.3M15 9.5v.3'),
  settings: path('M4 7h9M17 7h3M4 17h3M11 17h9M15 5v4M9 15v4'),
  sun: path('M12 8a4 4 0 1 0 0 8a4 4 0 0 0 0-8M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4'),
  trash: path('M4.5 7h15M9.5 7V4.5h5V7M6.5 7l.8 12.5h9.4L17.5 7'),
  userPlus: path('M10 12a4 4 0 1 0 0-8a4 4 0 0 0 0 8M2.5 20c.4-3.7 3.4-5.5 7.5-5.5c1.6 0 3 .3 4.2.8M18.5 14.5v6M15.5 17.5h6'),
  warning: path('M12 4l9 16H3zM12 10v4.5M12 17.2v.1'),
}; // prettier-ignore

/** How far an own message has got. @param {string} state */
export function tick(state) {
  const paths = {
    sending: svg`<circle cx="8" cy="8" r="5.5" /><path d="M8 5v3.2l2 1.2" />`,
    sent: svg`<path d="M3 8.5l3.2 3.2L13 4.8" />`,
    delivered: svg`<path d="M1.5 8.5l3.2 3.2L11.5 4.8M8.2 11.2l.6.5L15.8 4.8" />`,
    read: svg`<path d="M1.5 8.5l3.2 3.2L11.5 4.8M8.2 11.2l.6.5L15.8 4.8" />`,
    failed: svg`<circle cx="8" cy="8" r="6" /><path d="M8 4.8v4M8 11v.1" />`,
  }[state];
  if (!paths) return '';
  return html`<span class="tick ${state}" title=${state} role="img" aria-label=${state}>
    <svg viewBox="0 0 17 16" aria-hidden="true">${paths}</svg>
  </span>`;
}
