// @ts-check
import { Part } from './part.js';

const SEARCH_PAUSE_MS = 200;

/** @typedef {import('../../../js/types.js').PublicUser} PublicUser */
/** @typedef {import('../../../js/types.js').Contact} Contact */

/** Contacts, blocks, the search for people, and who is there. */
export class People extends Part {
  /** @type {Map<string, Contact>} by the other's id */
  contacts = new Map();
  /** @type {Map<string, PublicUser>} */
  blocked = new Map();
  /** @type {Map<string, import('../../../js/types.js').Presence>} */
  #presence = new Map();
  query = '';
  /** @type {PublicUser[]|null} null: nothing searched for */
  results = null;
  searching = false;
  #search = 0;
  /** @type {any} */
  #pause = null;

  reset() {
    this.contacts = new Map();
    this.blocked = new Map();
    this.#presence = new Map();
    this.query = '';
    this.results = null;
  }

  async load() {
    try {
      const [{ contacts }, { users }] = await Promise.all([this.client.rest.contacts(), this.client.rest.blocks()]);
      this.contacts = new Map(contacts.map((/** @type {Contact} */ each) => [each.user.id, each]));
      this.blocked = new Map(users.map((/** @type {PublicUser} */ each) => [each.id, each]));
      this.watchPresence();
    } catch {
      // shown empty until the next connection asks again
    }
    this.changed();
  }

  /** Contacts of one kind, by name. @param {(contact: Contact) => boolean} which */
  #by(which) {
    return [...this.contacts.values()].filter(which).sort((a, b) => nameOf(a.user).localeCompare(nameOf(b.user)));
  }

  get accepted() {
    return this.#by((each) => each.status === 'accepted');
  }

  get incoming() {
    return this.#by((each) => each.status === 'pending' && each.direction === 'incoming');
  }

  get outgoing() {
    return this.#by((each) => each.status === 'pending' && each.direction === 'outgoing');
  }

  /** @param {Contact} contact as the server just told */
  contactChanged(contact) {
    const before = this.contacts.get(contact.user.id);
    this.contacts.set(contact.user.id, contact);
    const name = nameOf(contact.user);
    if (contact.status === 'pending' && contact.direction === 'incoming' && !before) {
      this.app.notices.show({ title: name, body: 'wants to be your contact', kind: 'info', tab: 'people' });
    } else if (contact.status === 'accepted' && contact.direction === 'outgoing' && before?.status === 'pending') {
      this.app.notices.show({ title: name, body: 'is your contact now', kind: 'info', tab: 'people' });
    }
    this.watchPresence();
    this.changed();
  }

  /** @param {string} query */
  search(query) {
    this.query = query;
    clearTimeout(this.#pause);
    const turn = ++this.#search;
    if (query.trim().length < 2) {
      this.results = null;
      this.searching = false;
      return this.changed();
    }
    this.searching = true;
    this.changed();
    this.#pause = setTimeout(async () => {
      const answer = await this.attempt(() => this.client.rest.searchUsers(query.trim(), 20));
      if (turn !== this.#search) return; // the user has typed on
      this.results = (answer?.users ?? []).filter((/** @type {PublicUser} */ user) => user.id !== this.client.user?.id);
      this.searching = false;
      this.changed();
    }, SEARCH_PAUSE_MS);
  }

  /** @param {PublicUser} user */
  ask(user) {
    return this.attempt(async () => this.contactChanged(await this.client.rest.requestContact(user.id)));
  }

  /** @param {PublicUser} user @param {'accepted'|'rejected'} status */
  answer(user, status) {
    return this.attempt(async () => this.contactChanged(await this.client.rest.answerContact(user.id, status)));
  }

  /** @param {PublicUser} user */
  remove(user) {
    return this.attempt(async () => {
      await this.client.rest.removeContact(user.id);
      this.contacts.delete(user.id);
    });
  }

  /** @param {PublicUser} user */
  block(user) {
    return this.attempt(async () => {
      await this.client.rest.block(user.id);
      this.blocked.set(user.id, user);
      this.contacts.delete(user.id); // the server ends the contact with it
      this.watchPresence();
    });
  }

  /** @param {PublicUser} user */
  unblock(user) {
    return this.attempt(async () => {
      await this.client.rest.unblock(user.id);
      this.blocked.delete(user.id);
    });
  }

  /** @param {import('../../../js/types.js').Presence} presence */
  presenceChanged(presence) {
    this.#presence.set(presence.userId, presence);
    this.changed();
  }

  /** @param {string|undefined} userId @returns {import('../../../js/types.js').Presence|null} null if nobody knows */
  presenceOf(userId) {
    if (this.app.interrupted || !this.app.online) return null; // what was last heard may have changed since
    return (userId && this.#presence.get(userId)) || null;
  }

  /** Follows the people on the screen first: partners of direct rooms in the list's order, then contacts. */
  watchPresence() {
    if (!this.client.user) return;
    const partners = this.client.list.rooms.map((room) => room.partner?.id).filter((id) => id !== undefined);
    const contacts = this.accepted.map((contact) => contact.user.id);
    this.client.live.standing.watch([...partners, ...contacts].filter((id) => !this.blocked.has(id)));
  }
}

/** @param {PublicUser|null|undefined} user */
export function nameOf(user) {
  return user?.displayName || user?.username || 'Unknown';
}
