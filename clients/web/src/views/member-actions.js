// @ts-check
import { html, nothing } from 'lit';
import { nameOf } from '../model/people.js';

/**
 * What this user may do about one member of the open group.
 *
 * @param {import('../model/app-model.js').AppModel} model
 * @param {Pick<import('../../../js/types.js').Member, 'user'|'role'>} member
 */
export function memberActions(model, { user, role }) {
  const { chat, groups } = model;
  const roomId = chat.room?.roomId ?? '';
  const owner = chat.role === 'owner';
  if (!chat.isAdmin || role === 'owner' || user.id === model.user?.id) return nothing;
  return html`
    ${owner && role === 'member'
      ? html`<button type="button" class="small" data-testid="make-admin" @click=${() => groups.setRole(roomId, user.id, 'admin')}>Make admin</button>`
      : nothing}
    ${owner && role === 'admin'
      ? html`<button type="button" class="small" data-testid="make-member" @click=${() => groups.setRole(roomId, user.id, 'member')}>
          No longer admin
        </button>`
      : nothing}
    ${owner
      ? html`<button type="button" class="small" data-testid="make-owner" @click=${() => askHandOver(model, roomId, user)}>Make owner</button>`
      : nothing}
    <button type="button" class="small danger" data-testid="member-remove" @click=${() => askRemove(model, roomId, user)}>Remove</button>
  `;
}

/** @param {import('../model/app-model.js').AppModel} model @param {string} roomId @param {import('../../../js/types.js').PublicUser} user */
function askHandOver(model, roomId, user) {
  model.ask({
    title: `Make ${nameOf(user)} the owner?`,
    text: 'The owner gives roles and can delete the group. You stay as an admin, and cannot take this back.',
    action: 'Hand over',
    run: () => model.groups.setRole(roomId, user.id, 'owner'),
  });
}

/** @param {import('../model/app-model.js').AppModel} model @param {string} roomId @param {import('../../../js/types.js').PublicUser} user */
function askRemove(model, roomId, user) {
  model.ask({
    title: `Remove ${nameOf(user)}?`,
    text: 'They no longer get the messages of this group.',
    action: 'Remove',
    run: () => model.groups.removeMember(roomId, user.id),
  });
}
