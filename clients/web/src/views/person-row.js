// @ts-check
import { html, nothing } from 'lit';
import { nameOf } from '../model/people.js';
import { avatar } from './avatar.js';

/**
 * One person with what can be done about them.
 *
 * @param {import('../../../js/types.js').PublicUser} user
 * @param {{testId: string, note?: string, presence?: import('../../../js/types.js').Presence|null, actions?: unknown}} options
 */
export function personRow(user, { testId, note = '', presence, actions = nothing }) {
  return html`<div class="row person" data-testid=${testId} data-user-id=${user.id} data-username=${user.username}>
    ${avatar(user, { presence })}
    <span class="row-text">
      <span class="row-title">${nameOf(user)}</span>
      ${note ? html`<span class="row-preview">${note}</span>` : nothing}
    </span>
    <span class="row-actions">${actions}</span>
  </div>`;
}
