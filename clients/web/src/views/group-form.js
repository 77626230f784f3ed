// @ts-check
import { html } from 'lit';
import { View } from './view.js';

const MAX_NAME = 80;
const MAX_TOPIC = 500;

/** Name and topic of the open group. Sends `done` once it is no longer needed. */
class GroupForm extends View {
  static properties = { busy: { state: true } };

  constructor() {
    super();
    this.busy = false;
  }

  get hasSubject() {
    return this.model.chat.room !== null;
  }

  render() {
    const { summary } = this.model.chat;
    return html`<form @submit=${this.#save} aria-label="Name and topic">
      <div class="field">
        <label for="group-edit-name">Name</label>
        <input id="group-edit-name" data-testid="group-edit-name" name="name" required maxlength=${MAX_NAME} autocomplete="off" value=${summary?.name ?? ''} />
      </div>
      <div class="field">
        <label for="group-topic">Topic <span class="hint">(optional)</span></label>
        <input id="group-topic" data-testid="group-topic" name="topic" maxlength=${MAX_TOPIC} autocomplete="off" value=${summary?.topic ?? ''} />
      </div>
      <div class="modal-buttons">
        <button type="button" @click=${() => this.#done()}>Cancel</button>
        <button class="primary" data-testid="group-save" ?disabled=${this.busy}>Save</button>
      </div>
    </form>`;
  }

  firstUpdated() {
    this.querySelector('input')?.select();
  }

  /** @param {SubmitEvent} event */
  async #save(event) {
    event.preventDefault();
    const { chat, groups } = this.model;
    const { name, topic } = /** @type {any} */ (Object.fromEntries(new FormData(/** @type {HTMLFormElement} */ (event.currentTarget))));
    if (!chat.room || this.busy || name.trim() === '') return;
    this.busy = true;
    const saved = await groups.update(chat.room.roomId, { name: name.trim(), topic: topic.trim() });
    this.busy = false;
    if (saved !== null) this.#done();
  }

  #done() {
    this.dispatchEvent(new Event('done'));
  }
}
customElements.define('group-form', GroupForm);
