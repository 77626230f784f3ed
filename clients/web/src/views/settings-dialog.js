// @ts-check
import { html, nothing } from 'lit';
import './away-form.js';
import './device-list.js';
import { Modal } from './modal.js';
import './settings-forms.js';

/** @typedef {'profile'|'password'|'notifications'|'devices'|'account'} Section */

const SECTIONS = /** @type {[Section, string][]} */ ([['profile', 'Profile'], ['password', 'Password'], ['notifications', 'Notifications'], ['devices', 'Devices'], ['account', 'Account']]); // prettier-ignore

/** The user's own account. */
class SettingsDialog extends Modal {
  static properties = { section: { state: true } };

  constructor() {
    super();
    /** @type {Section} */
    this.section = 'profile';
  }

  get hasSubject() {
    return this.model.user !== null;
  }

  render() {
    const { model } = this;
    const bodies = {
      profile: () => html`<profile-form .model=${model}></profile-form>`,
      password: () => html`<password-form .model=${model}></password-form>`,
      notifications: () => html`<away-form .model=${model}></away-form>`,
      devices: () => html`<device-list .model=${model}></device-list>`,
      account: () => html`<delete-account-form .model=${model}></delete-account-form>`,
    };
    return this.frame({
      title: 'Settings',
      testId: 'settings-dialog',
      body: html`<nav class="tabs in-modal" aria-label="Settings">
          ${SECTIONS.map(
            ([section, name]) => html`<button
              type="button"
              data-testid="settings-${section}"
              aria-current=${this.section === section ? 'true' : nothing}
              @click=${() => (this.section = section)}
            >
              ${name}
            </button>`,
          )}
        </nav>
        <div class="settings-body">${bodies[this.section]()}</div>`,
    });
  }
}
customElements.define('settings-dialog', SettingsDialog);
