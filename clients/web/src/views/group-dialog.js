// @ts-check
import { html, nothing } from 'lit';
import { Modal } from './modal.js';
import { peoplePicker } from './people-picker.js';

/** Makes a group of contacts. */
class GroupDialog extends Modal {
  static properties = { name: { state: true }, chosen: { state: true }, busy: { state: true } };

  constructor() {
    super();
    this.name = '';
    /** @type {Set<string>} */
    this.chosen = new Set();
    this.busy = false;
  }

  get hasSubject() {
    return this.model.user !== null;
  }

  render() {
    const contacts = this.model.people.accepted.map((contact) => contact.user);
    return this.frame({
      title: 'New group',
      testId: 'group-dialog',
      body: html`<form @submit=${this.#create}>
        <div class="field">
          <label for="group-name">Name</label>
          <input
            id="group-name"
            data-testid="group-name"
            maxlength="80"
            autocomplete="off"
            autofocus
            .value=${this.name}
            @input=${(/** @type {any} */ event) => (this.name = event.target.value)}
          />
        </div>
        ${contacts.length === 0 ? html`<p class="modal-text">You can add people later, once they are your contacts.</p>` : nothing}
        ${peoplePicker(contacts, this.chosen, (chosen) => (this.chosen = chosen))}
        <div class="modal-buttons">
          <button class="primary" data-testid="group-create" ?disabled=${this.name.trim() === '' || this.busy}>Create group</button>
        </div>
      </form>`,
    });
  }

  /** @param {SubmitEvent} event */
  async #create(event) {
    event.preventDefault();
    if (this.name.trim() === '' || this.busy) return;
    this.busy = true;
    const room = await this.model.groups.create(this.name.trim(), [...this.chosen]);
    this.busy = false;
    if (room) this.close();
  }
}
customElements.define('group-dialog', GroupDialog);
