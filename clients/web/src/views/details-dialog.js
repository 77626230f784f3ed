// @ts-check
import { html, nothing } from 'lit';
import { nameOf } from '../model/people.js';
import { avatar, groupAvatar } from './avatar.js';
import './group-form.js';
import { icons } from './icons.js';
import './member-adder.js';
import './member-list.js';
import { Modal } from './modal.js';
import './mute-chooser.js';
import { presenceText } from './time.js';

/** What the open room is, who is in it, and changing, muting, leaving or deleting it. */
class DetailsDialog extends Modal {
  static properties = { adding: { state: true }, renaming: { state: true } };

  constructor() {
    super();
    this.adding = false;
    this.renaming = false;
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
    const { model } = this;
    const { chat } = model;
    const room = /** @type {NonNullable<typeof chat.room>} */ (chat.room);
    if (this.renaming) return html`<group-form .model=${model} @done=${() => (this.renaming = false)}></group-form>`;
    return html`<div class="profile">
        ${groupAvatar({ id: room.roomId }, 'l')}
        <strong data-testid="details-title">${chat.title}</strong>
        ${chat.summary?.topic ? html`<span class="faint" data-testid="details-topic">${chat.summary.topic}</span>` : nothing}
        ${chat.isAdmin
          ? html`<button type="button" class="link" data-testid="group-rename" @click=${() => (this.renaming = true)}>Change name or topic</button>`
          : nothing}
      </div>
      ${this.adding
        ? html`<member-adder .model=${model} @done=${() => (this.adding = false)}></member-adder>`
        : html`<div class="section-line">
              <h3 class="section">Members · ${room.roster.members.length}</h3>
              ${chat.isAdmin
                ? html`<button type="button" class="link" data-testid="member-add" @click=${() => (this.adding = true)}>Add people</button>`
                : nothing}
            </div>
            <member-list .model=${model}></member-list>`}`;
  }

  #buttons() {
    const { model } = this;
    const { chat } = model;
    const roomId = /** @type {string} */ (chat.room?.roomId);
    return html`<mute-chooser .model=${model}></mute-chooser>
      <div class="details-actions">
        ${chat.isGroup ? this.#groupButtons(roomId) : this.#personButtons()}
      </div>`;
  }

  #personButtons() {
    const { people, chat } = this.model;
    const { partner } = chat;
    if (!partner) return nothing;
    return people.blocked.has(partner.id)
      ? html`<button type="button" data-testid="unblock" @click=${() => people.unblock(partner)}>${icons.block} Unblock</button>`
      : html`<button type="button" class="danger" data-testid="block" @click=${() => people.block(partner)}>${icons.block} Block</button>`;
  }

  /** @param {string} roomId */
  #groupButtons(roomId) {
    return html`<button type="button" class="danger" data-testid="leave-room" @click=${() => this.#askLeave(roomId)}>
        ${icons.leave} Leave group
      </button>
      ${this.model.chat.role === 'owner'
        ? html`<button type="button" class="danger" data-testid="group-delete" @click=${() => this.#askDelete(roomId)}>
            ${icons.trash} Delete group
          </button>`
        : nothing}`;
  }

  /** @param {string} roomId */
  #askLeave(roomId) {
    const { model } = this;
    const heir = model.chat.role === 'owner' ? ' It gets another owner: the admin, or else the member, who has been here longest.' : '';
    this.close();
    model.ask({
      title: `Leave ${model.chat.title}?`,
      text: `You will no longer get its messages. Somebody has to add you to come back.${heir}`,
      action: 'Leave',
      run: () => model.groups.leave(roomId),
    });
  }

  /** @param {string} roomId */
  #askDelete(roomId) {
    const { model } = this;
    this.close();
    model.ask({
      title: `Delete ${model.chat.title}?`,
      text: 'The group and all its messages are gone for everyone. This cannot be undone.',
      action: 'Delete group',
      run: () => model.groups.delete(roomId),
    });
  }
}
customElements.define('details-dialog', DetailsDialog);
