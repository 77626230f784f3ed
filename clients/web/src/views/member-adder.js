// @ts-check
import { html, nothing } from 'lit';
import { peoplePicker } from './people-picker.js';
import { View } from './view.js';

/** Adds contacts to the open group. Sends `done` once it is no longer needed. */
class MemberAdder extends View {
  static properties = { chosen: { state: true } };

  constructor() {
    super();
    /** @type {Set<string>} */
    this.chosen = new Set();
  }

  get hasSubject() {
    return this.model.chat.room !== null;
  }

  render() {
    const { model } = this;
    const roster = model.chat.room?.roster;
    const others = model.people.accepted.map((contact) => contact.user).filter((user) => !roster?.member(user.id));
    return html`<h3 class="section">Add people</h3>
      ${others.length === 0 ? html`<p class="modal-text">All your contacts are in this group.</p>` : nothing}
      ${peoplePicker(others, this.chosen, (chosen) => (this.chosen = chosen))}
      <div class="modal-buttons">
        <button type="button" @click=${() => this.#done()}>Cancel</button>
        <button type="button" class="primary" data-testid="member-add-confirm" ?disabled=${this.chosen.size === 0} @click=${this.#add}>
          Add
        </button>
      </div>`;
  }

  async #add() {
    const roomId = this.model.chat.room?.roomId;
    if (roomId && (await this.model.groups.add(roomId, [...this.chosen])) !== null) this.#done();
  }

  #done() {
    this.dispatchEvent(new Event('done'));
  }
}
customElements.define('member-adder', MemberAdder);
