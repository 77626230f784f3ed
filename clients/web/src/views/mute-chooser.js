// @ts-check
import { html } from 'lit';
import { icons } from './icons.js';
import { View } from './view.js';

const HOUR_MS = 3_600_000;
const CHOICES = /** @type {[string, string, number|null][]} */ ([
  ['hour', '1 hour', HOUR_MS], ['hours', '8 hours', 8 * HOUR_MS], ['week', '1 week', 7 * 24 * HOUR_MS], ['always', 'Always', null],
]); // prettier-ignore

/** Mutes the open room, for a while or for good. */
class MuteChooser extends View {
  static properties = { open: { state: true } };

  constructor() {
    super();
    this.open = false;
  }

  get hasSubject() {
    return this.model.chat.room !== null;
  }

  render() {
    const { chat, groups } = this.model;
    const roomId = chat.room?.roomId ?? '';
    if (chat.summary?.muted) {
      return html`<div class="details-actions">
        <button type="button" data-testid="mute-room" aria-pressed="true" @click=${() => groups.unmute(roomId)}>${icons.bell} Unmute</button>
      </div>`;
    }
    return html`<div class="details-actions">
        <button type="button" data-testid="mute-room" aria-expanded=${this.open} @click=${() => (this.open = !this.open)}>
          ${icons.mute} Mute…
        </button>
      </div>
      ${this.open
        ? html`<div class="mute-choices" role="group" aria-label="Mute for how long">
            ${CHOICES.map(
              ([id, label, forMs]) => html`<button type="button" class="small" data-testid="mute-${id}" @click=${() => this.#mute(roomId, forMs)}>
                ${label}
              </button>`,
            )}
          </div>`
        : ''}`;
  }

  /** @param {string} roomId @param {number|null} forMs */
  async #mute(roomId, forMs) {
    await this.model.groups.mute(roomId, forMs);
    this.open = false;
  }
}
customElements.define('mute-chooser', MuteChooser);
