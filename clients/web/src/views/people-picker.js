// @ts-check
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { nameOf } from '../model/people.js';
import { avatar } from './avatar.js';

/**
 * Ticks beside people.
 *
 * @param {import('../../../js/types.js').PublicUser[]} people
 * @param {Set<string>} chosen their ids
 * @param {(chosen: Set<string>) => void} changed gets a new set
 */
export function peoplePicker(people, chosen, changed) {
  if (people.length === 0) return nothing;
  const toggle = (/** @type {string} */ id) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    changed(next);
  };
  return html`<ul class="rows picker" aria-label="Contacts">
    ${repeat(
      people,
      (user) => user.id,
      (user) => html`<li>
        <label class="row" data-testid="group-member" data-user-id=${user.id} data-username=${user.username}>
          ${avatar(user, { size: 's' })}
          <span class="row-text"><span class="row-title">${nameOf(user)}</span></span>
          <input type="checkbox" .checked=${chosen.has(user.id)} @change=${() => toggle(user.id)} />
        </label>
      </li>`,
    )}
  </ul>`;
}
