// @ts-check
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { nameOf } from '../model/people.js';
import { icons } from './icons.js';
import { personRow } from './person-row.js';
import { presenceText } from './time.js';
import { View } from './view.js';

/** @typedef {import('../../../js/types.js').PublicUser} PublicUser */

/** Finding people, requests, contacts, blocked people. */
class PeoplePane extends View {
  get hasSubject() {
    return this.model.user !== null;
  }

  render() {
    const { people } = this.model;
    return html`
      <div class="search" role="search">
        ${icons.search}
        <input
          type="search"
          data-testid="people-search"
          aria-label="Find people by name"
          placeholder="Find people by name"
          autocomplete="off"
          spellcheck="false"
          .value=${people.query}
          @input=${(/** @type {any} */ event) => people.search(event.target.value)}
          @keydown=${(/** @type {KeyboardEvent} */ event) => event.key === 'Escape' && people.search('')}
        />
      </div>
      ${people.query.trim().length >= 2 ? this.#results() : this.#lists()}
    `;
  }

  #results() {
    const { results } = this.model.people;
    if (!results) return html`<p class="empty small" aria-busy="true">Searching…</p>`;
    if (results.length === 0) return html`<p class="empty">Nobody by that name.</p>`;
    return this.#section('Results', results, (user) => this.#result(user));
  }

  #lists() {
    const { people } = this.model;
    const nothingYet = people.contacts.size === 0 && people.blocked.size === 0;
    return html`
      ${this.#section('Requests', people.incoming, ({ user }) => this.#incoming(user))}
      ${this.#section('Contacts', people.accepted, ({ user }) => this.#contact(user))}
      ${this.#section('Waiting for an answer', people.outgoing, ({ user }) => this.#outgoing(user))}
      ${this.#section('Blocked', [...people.blocked.values()], (user) => this.#blocked(user))}
      ${nothingYet ? html`<p class="empty">Find people by their name or username and ask them to be your contact.</p>` : nothing}
    `;
  }

  /**
   * @template T
   * @param {string} title
   * @param {T[]} entries
   * @param {(entry: T) => unknown} row
   */
  #section(title, entries, row) {
    if (entries.length === 0) return nothing;
    return html`<section aria-label=${title}>
      <h2 class="section">${title}</h2>
      <ul class="rows">
        ${repeat(entries, (/** @type {any} */ entry) => (entry.user ?? entry).id, (entry) => html`<li>${row(entry)}</li>`)}
      </ul>
    </section>`;
  }

  /** @param {PublicUser} user */
  #result(user) {
    const { people } = this.model;
    const contact = people.contacts.get(user.id);
    if (people.blocked.has(user.id)) return this.#blocked(user);
    if (contact?.status === 'accepted') return this.#contact(user, 'person-result');
    if (contact?.status === 'pending' && contact.direction === 'incoming') return this.#incoming(user, 'person-result');
    return personRow(user, {
      testId: 'person-result',
      note: `@${user.username}`,
      actions: html`
        ${this.#message(user)}
        ${contact?.status === 'pending'
          ? html`<span class="faint" data-testid="contact-pending">Asked</span>`
          : html`<button class="small primary" data-testid="contact-request-send" @click=${() => people.ask(user)}>Add</button>`}
      `,
    });
  }

  /** @param {PublicUser} user @param {string} [testId] */
  #contact(user, testId = 'contact-item') {
    const presence = this.model.people.presenceOf(user.id);
    return personRow(user, {
      testId,
      presence,
      note: presenceText(presence) || `@${user.username}`,
      actions: html`
        ${this.#message(user)}
        <button class="icon-button" data-testid="contact-block" aria-label="Block ${nameOf(user)}" title="Block" @click=${() => this.#askBlock(user)}>
          ${icons.block}
        </button>
        <button class="icon-button" data-testid="contact-remove" aria-label="Remove ${nameOf(user)}" title="Remove contact" @click=${() => this.#askRemove(user)}>
          ${icons.trash}
        </button>
      `,
    });
  }

  /** @param {PublicUser} user @param {string} [testId] */
  #incoming(user, testId = 'contact-request') {
    const { people } = this.model;
    return personRow(user, {
      testId,
      note: 'wants to be your contact',
      actions: html`
        <button class="icon-button" data-testid="contact-reject" aria-label="Decline ${nameOf(user)}" title="Decline" @click=${() => people.answer(user, 'rejected')}>
          ${icons.close}
        </button>
        <button class="small primary" data-testid="contact-accept" @click=${() => people.answer(user, 'accepted')}>Accept</button>
      `,
    });
  }

  /** @param {PublicUser} user */
  #outgoing(user) {
    return personRow(user, {
      testId: 'contact-outgoing',
      note: `@${user.username}`,
      actions: html`<button class="small" data-testid="contact-withdraw" @click=${() => this.model.people.remove(user)}>Withdraw</button>`,
    });
  }

  /** @param {PublicUser} user */
  #blocked(user) {
    return personRow(user, {
      testId: 'blocked-item',
      note: 'Blocked',
      actions: html`<button class="small" data-testid="contact-unblock" @click=${() => this.model.people.unblock(user)}>Unblock</button>`,
    });
  }

  /** @param {PublicUser} user */
  #message(user) {
    return html`<button
      class="icon-button"
      data-testid="open-direct"
      aria-label="Message ${nameOf(user)}"
      title="Message"
      @click=${() => this.model.groups.openDirect(user)}
    >
      ${icons.chat}
    </button>`;
  }

  /** @param {PublicUser} user */
  #askRemove(user) {
    this.model.ask({
      title: `Remove ${nameOf(user)}?`,
      text: 'Your chat stays. To be contacts again, one of you has to ask.',
      action: 'Remove',
      run: () => this.model.people.remove(user),
    });
  }

  /** @param {PublicUser} user */
  #askBlock(user) {
    this.model.ask({
      title: `Block ${nameOf(user)}?`,
      text: 'They can no longer write to you, ask you or see whether you are online.',
      action: 'Block',
      run: () => this.model.people.block(user),
    });
  }
}
customElements.define('people-pane', PeoplePane);
