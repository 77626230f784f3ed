// @ts-check
import { html, nothing } from 'lit';
import { nameOf } from '../model/people.js';
import { icons } from './icons.js';

const TONES = 8;

/** @param {string} id the same tone for the same one, everywhere */
export function tone(id) {
  let hash = 0;
  for (const character of id) hash = (hash * 31 + character.charCodeAt(0)) | 0;
  return Math.abs(hash) % TONES;
}

/** @param {string} name */
function initials(name) {
  const words = name.trim().split(/[\s._-]+/u).filter(Boolean);
  const letters = words.length > 1 ? [words[0], words[words.length - 1]] : [words[0] ?? '?'];
  return letters.map((word) => [...word][0]).join('').toLocaleUpperCase();
}

/**
 * @param {import('../../../js/types.js').PublicUser|null} user
 * @param {{presence?: import('../../../js/types.js').Presence|null, size?: 's'|'m'|'l'}} [options] presence: undefined
 *     for no dot, null for nobody knows
 */
export function avatar(user, { presence, size = 'm' } = {}) {
  return html`<span class="avatar ${size} tone-${tone(user?.id ?? '')}">
    <span aria-hidden="true">${initials(nameOf(user))}</span>
    ${presence === undefined ? nothing : presenceDot(presence)}
  </span>`;
}

/** @param {{id: string, name?: string|null}} room @param {'s'|'m'|'l'} [size] */
export function groupAvatar(room, size = 'm') {
  return html`<span class="avatar group ${size} tone-${tone(room.id)}">${icons.group}</span>`;
}

/** @param {import('../../../js/types.js').Presence|null} presence */
export function presenceDot(presence) {
  const status = presence?.status ?? 'offline';
  return html`<span class="presence" data-testid="presence-dot" data-status=${status} role="img" aria-label=${status}></span>`;
}
