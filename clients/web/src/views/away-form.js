// @ts-check
import { html, nothing } from 'lit';
import { explain } from '../model/explain.js';
import { SettingsForm } from './settings-form.js';

const HERE = {
  unsupported: 'This browser cannot show notifications while Parley is closed. On an iPhone, add Parley to the home screen first.',
  blocked: 'Notifications are blocked. Allow them for this page in the browser’s settings.',
  on: 'This device tells you of new messages, also while Parley is closed.',
  off: 'This device tells you nothing while Parley is closed.',
};

/** How to be told while away: on this device, on all of them, by mail where the server sends any. */
class AwayForm extends SettingsForm {
  static properties = { quiet: { state: true }, switching: { state: true }, trouble: { state: true } };

  constructor() {
    super();
    /** @type {boolean|null} null: as saved */
    this.quiet = null;
    this.switching = false;
    this.trouble = '';
  }

  connectedCallback() {
    super.connectedCallback();
    this.model.away.load().catch((/** @type {any} */ error) => (this.error = error));
  }

  render() {
    const { settings } = this.model.away;
    if (!settings) return this.error ? html`<p class="wrong" role="alert">${explain(this.error)}</p>` : html`<p class="empty small"><span class="spinner"></span></p>`;
    return html`${this.#here()} ${this.#everywhere(settings)}`;
  }

  #here() {
    const { state } = this.model.away;
    return html`<section class="away-here" aria-label="This device">
      <p class="modal-text" data-testid="push-state" data-state=${state}>${HERE[/** @type {keyof typeof HERE} */ (state)]}</p>
      ${this.trouble ? html`<p class="wrong" role="alert" data-testid="push-error">${this.trouble}</p>` : nothing}
      ${state === 'on' || state === 'off'
        ? html`<button type="button" class="small" data-testid="push-toggle" ?disabled=${this.switching} @click=${() => this.#toggle(state)}>
            ${state === 'on' ? 'Turn off on this device' : 'Turn on on this device'}
          </button>`
        : nothing}
    </section>`;
  }

  /** @param {import('../model/away.js').AwaySettings} settings */
  #everywhere(settings) {
    const hours = settings.quietHours ?? { from: '22:00', to: '07:00', timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone };
    const quiet = this.quiet ?? settings.quietHours !== null;
    return this.form({
      label: 'On all your devices',
      action: 'Save',
      testId: 'away-save',
      body: html`
        ${check('push', 'Tell me on my devices', settings.push)}
        ${settings.emailAvailable
          ? check('email', 'E-mail me mentions I miss, and once a day what else is unread', settings.email)
          : nothing}
        ${check('previews', 'Show what was written', settings.previews)}
        <label class="check"
          ><input
            type="checkbox"
            data-testid="away-quiet"
            .checked=${quiet}
            @change=${(/** @type {any} */ event) => (this.quiet = event.target.checked)}
          />Quiet hours</label
        >
        ${quiet
          ? html`<div class="quiet-hours">
              ${time('from', 'From', hours.from)} ${time('to', 'to', hours.to)} <span class="hint">${hours.timeZone}</span>
            </div>`
          : nothing}
      `,
      send: async ({ push, email, previews, from, to }) => {
        await this.model.away.save({
          push: push === 'on',
          email: settings.emailAvailable ? email === 'on' : settings.email,
          previews: previews === 'on',
          quietHours: quiet ? { from, to, timeZone: hours.timeZone } : null,
        });
        this.quiet = null;
        return 'Saved.';
      },
    });
  }

  /** @param {any} error */
  sentence(error) {
    return error.code === 'INVALID_REQUEST' ? 'Quiet hours need a beginning and another end.' : super.sentence(error);
  }

  /** @param {'on'|'off'} state */
  async #toggle(state) {
    this.switching = true;
    this.trouble = '';
    try {
      await (state === 'on' ? this.model.away.disable() : this.model.away.enable());
    } catch (/** @type {any} */ error) {
      this.trouble = error.code === 'NOT_FOUND' ? 'This server does not send notifications.' : error.code ? explain(error) : 'The browser’s push service does not answer. Try again later.';
    } finally {
      this.switching = false;
    }
  }
}
customElements.define('away-form', AwayForm);

/** @param {string} name @param {string} label @param {boolean} on */
function check(name, label, on) {
  return html`<label class="check"><input type="checkbox" name=${name} data-testid="away-${name}" .checked=${on} />${label}</label>`;
}

/** @param {string} name @param {string} label @param {string} value */
function time(name, label, value) {
  return html`<label>${label} <input type="time" required name=${name} data-testid="away-${name}" .value=${value} /></label>`;
}
