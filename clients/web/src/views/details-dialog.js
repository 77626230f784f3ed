// @ts-check
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { nameOf } from '../model/people.js';
import { avatar, groupAvatar } from './avatar.js';
import { icons } from './icons.js';
import { Modal } from './modal.js';
import { peoplePicker } from './people-picker.js';
import { personRow } from './person-row.js';
import { presenceText } from './time.js';

/** What the open room is, who is in it, and leaving or muting it. */
class DetailsDialog extends Modal {
  static properties = { adding: { state: true }, chosen: { state: true } };

  constructor() {
    super();
    this.adding = false;
    /** @type {Set<string>} */
    this.chosen = new Set();
  }

  get hasSubject() {
    return this.model.chat.room !== null;
  }

  render() {
    const { chat } = this.model;
    return this.frame({
      title: chat.isGroup ? 'Group' : 'Contact',
      testId: 'room-details',
      body: html`${chat.isGroup ? this.#group() : this.#person()} ${this.#buttons()}`,
    });
  }

  #person() {
    const { chat, people } = this.model;
    const { partner } = chat;
    return html`<div class="profile">
      ${avatar(partner, { size: 'l', presence: people.presenceOf(partner?.id) })}
      <strong>${nameOf(partner)}</strong>
      <span class="faint">@${partner?.username} ${presenceText(people.presenceOf(partner?.id))}</span>
    </div>`;
  }

  #group() {
    const { chat } = this.model;
    const room = /** @type {NonNullable<typeof chat.room>} */ (chat.room);
    return html`<div class="profile">
        ${groupAvatar({ id: room.roomId }, 'l')}
        <strong>${chat.title}</strong>
        ${chat.summary?.topic ? html`<span class="faint">${chat.summary.topic}</span>` : nothing}
      </div>
      ${this.adding ? this.#picker() : this.#members(room)}`;
  }

  get #isAdmin() {
    const role = this.model.chat.room?.roster.member(this.model.user?.id ?? '')?.role;
    return role === 'owner' || role === 'admin';
  }

  /** @param {import('../../../js/room-state.js').RoomState} room */
  #members(room) {
    const { model } = this;
    return html`<div class="section-line">
        <h3 class="section">Members</h3>
        ${this.#isAdmin
          ? html`<button class="link" data-testid="member-add" @click=${() => (this.adding = true)}>Add people</button>`
          : nothing}
      </div>
      <ul class="rows" data-testid="member-list" aria-label="Members">
        ${repeat(
          room.roster.members,
          (member) => member.user.id,
          ({ user, role }) => {
            const me = user.id === model.user?.id;
            const removable = this.#isAdmin && !me && role !== 'owner';
            return html`<li>
              ${personRow(user, {
                testId: 'member-item',
                note: [me ? 'You' : `@${user.username}`, role === 'member' ? '' : role].filter(Boolean).join(' · '),
                actions: removable
                  ? html`<button
                      class="icon-button"
                      data-testid="member-remove"
                      aria-label="Remove ${nameOf(user)} from the group"
                      title="Remove"
                      @click=${() => model.groups.removeMember(room.roomId, user.id)}
                    >
                      ${icons.close}
                    </button>`
                  : nothing,
              })}
            </li>`;
          },
        )}
      </ul>`;
  }

  #picker() {
    const { model } = this;
    const roster = model.chat.room?.roster;
    const others = model.people.accepted.map((contact) => contact.user).filter((user) => !roster?.member(user.id));
    return html`<h3 class="section">Add people</h3>
      ${others.length === 0 ? html`<p class="modal-text">All your contacts are in this group.</p>` : nothing}
      ${peoplePicker(others, this.chosen, (chosen) => (this.chosen = chosen))}
      <div class="modal-buttons">
        <button type="button" @click=${() => this.#stopAdding()}>Cancel</button>
        <button type="button" class="primary" data-testid="member-add-confirm" ?disabled=${this.chosen.size === 0} @click=${this.#add}>
          Add
        </button>
      </div>`;
  }

  async #add() {
    const roomId = this.model.chat.room?.roomId;
    if (roomId && (await this.model.groups.add(roomId, [...this.chosen])) !== null) this.#stopAdding();
  }

  #stopAdding() {
    this.adding = false;
    this.chosen = new Set();
  }

  #buttons() {
    const { model } = this;
    const { chat } = model;
    const roomId = /** @type {string} */ (chat.room?.roomId);
    const muted = chat.summary?.muted ?? false;
    const { partner } = chat;
    return html`<div class="details-actions">
      <button type="button" data-testid="mute-room" aria-pressed=${muted} @click=${() => model.groups.mute(roomId, !muted)}>
        ${muted ? icons.bell : icons.mute} ${muted ? 'Unmute' : 'Mute'}
      </button>
      ${chat.isGroup
        ? html`<button type="button" class="danger" data-testid="leave-room" @click=${() => this.#askLeave(roomId)}>
            ${icons.leave} Leave group
          </button>`
        : partner && model.people.blocked.has(partner.id)
          ? html`<button type="button" data-testid="unblock" @click=${() => model.people.unblock(partner)}>${icons.block} Unblock</button>`
          : html`<button type="button" class="danger" data-testid="block" @click=${() => partner && model.people.block(partner)}>
              ${icons.block} Block
            </button>`}
    </div>`;
  }

  /** @param {string} roomId */
  #askLeave(roomId) {
    this.close();
    this.model.ask({
      title: `Leave ${this.model.chat.title}?`,
      text: 'You will no longer get its messages. Somebody has to add you to come back.',
      action: 'Leave',
      run: () => this.model.groups.leave(roomId),
    });
  }
}
customElements.define('details-dialog', DetailsDialog);
