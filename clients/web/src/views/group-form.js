// @ts-check
import { html, nothing } from 'lit';
import { View } from './view.js';

const MAX_NAME = 80;
const MAX_TOPIC = 500;
const MAX_DAYS = 3650;

/** Name and topic of the open group, and for its owner how long it keeps messages. Sends `done` once it is no longer needed. */
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
      ${this.model.chat.role === 'owner'
        ? html`<div class="field">
            <label for="group-retention">Keep messages for <span class="hint">days (empty: as this server does)</span></label>
            <input id="group-retention" data-testid="group-retention" name="retentionDays" type="number" min="1" max=${MAX_DAYS} value=${summary?.retentionDays ?? ''} />
          </div>`
        : nothing}
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
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    const { name, topic } = /** @type {any} */ (Object.fromEntries(new FormData(form)));
    const days = /** @type {HTMLInputElement|null} */ (form.querySelector('[name=retentionDays]'));
    if (!chat.room || this.busy || name.trim() === '') return;
    this.busy = true;
    const saved = await groups.update(chat.room.roomId, {
      name: name.trim(),
      topic: topic.trim(),
      ...(days && days.value !== days.defaultValue ? { retentionDays: Number(days.value) } : {}), // empty: 0
    });
    this.busy = false;
    if (saved !== null) this.#done();
  }

  #done() {
    this.dispatchEvent(new Event('done'));
  }
}
customElements.define('group-form', GroupForm);
