// @ts-check
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { fold } from '../model/mention-query.js';
import { nameOf } from '../model/people.js';
import { icons } from './icons.js';
import { memberActions } from './member-actions.js';
import { personRow } from './person-row.js';
import { View } from './view.js';

const PAGE = 50; // rows drawn at once: a group may have a thousand members
const FILTER_FROM = 8;
const RANK = { owner: 0, admin: 1, member: 2 };

/** @typedef {import('../../../js/types.js').Member} Member */

/** The members of the open group, those with a role first, and what may be done about each. */
class MemberList extends View {
  static properties = { filter: { state: true }, shown: { state: true }, openFor: { state: true } };

  constructor() {
    super();
    this.filter = '';
    this.shown = PAGE;
    /** @type {string|null} whose actions are unfolded */
    this.openFor = null;
  }

  get hasSubject() {
    return this.model.chat.room !== null;
  }

  render() {
    const all = this.model.chat.room?.roster.members ?? [];
    const found = this.#matching(all);
    const rows = found.slice(0, this.shown);
    return html`
      ${all.length >= FILTER_FROM ? this.#field() : nothing}
      <ul class="rows" data-testid="member-list" aria-label="Members">
        ${repeat(rows, (member) => member.user.id, (member) => html`<li>${this.#row(member)}</li>`)}
      </ul>
      ${found.length === 0 ? html`<p class="empty small">Nobody by that name.</p>` : nothing}
      ${found.length > rows.length
        ? html`<p class="more">
            <button type="button" class="link" data-testid="member-more" @click=${() => (this.shown += PAGE)}>
              Show more of ${found.length}
            </button>
          </p>`
        : nothing}
    `;
  }

  #field() {
    return html`<div class="search in-modal">
      ${icons.search}
      <input
        type="search"
        data-testid="member-filter"
        aria-label="Find a member"
        placeholder="Find a member"
        autocomplete="off"
        spellcheck="false"
        .value=${this.filter}
        @input=${(/** @type {any} */ event) => {
          this.filter = event.target.value;
          this.shown = PAGE;
        }}
      />
    </div>`;
  }

  /** @param {Member[]} members */
  #matching(members) {
    const wanted = fold(this.filter.trim().replace(/^@/, ''));
    const found = wanted ? members.filter(({ user }) => fold(user.username).includes(wanted) || fold(user.displayName).includes(wanted)) : members;
    return [...found].sort((a, b) => RANK[a.role] - RANK[b.role]); // stable: then as they came
  }

  /** @param {Member} member */
  #row({ user, role }) {
    const { model } = this;
    const me = user.id === model.user?.id;
    const actions = memberActions(model, { user, role });
    const open = this.openFor === user.id;
    return html`${personRow(user, {
      testId: 'member-item',
      note: me ? 'You' : `@${user.username}`,
      actions: html`
        ${role === 'member' ? nothing : html`<span class="role ${role}" data-testid="member-role">${role}</span>`}
        ${actions === nothing
          ? nothing
          : html`<button
              type="button"
              class="icon-button"
              data-testid="member-actions"
              aria-label="Change ${nameOf(user)}"
              aria-expanded=${open}
              @click=${() => (this.openFor = open ? null : user.id)}
            >
              ${icons.more}
            </button>`}
      `,
    })}
    ${open ? html`<div class="member-actions" role="group" aria-label="Change ${nameOf(user)}">${actions}</div>` : nothing}`;
  }
}
customElements.define('member-list', MemberList);
