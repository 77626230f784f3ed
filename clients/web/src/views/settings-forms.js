// @ts-check
import { html } from 'lit';
import { field } from './field.js';
import { SettingsForm } from './settings-form.js';

/** Name, username and e-mail address. */
class ProfileForm extends SettingsForm {
  render() {
    const me = /** @type {import('../../../js/types.js').User} */ (this.model.user);
    const { error } = this;
    return this.form({
      label: 'Profile',
      action: 'Save',
      testId: 'profile-save',
      body: html`
        ${field({ id: 'profile-display-name', name: 'displayName', label: 'Your name', complete: 'name', value: me.displayName, error })}
        ${field({ id: 'profile-username', name: 'username', label: 'Username', complete: 'username', value: me.username, error })}
        ${field({ id: 'profile-email', name: 'email', label: 'Email', type: 'email', complete: 'email', value: me.email, error })}
      `,
      send: async (fields) => {
        /** @type {Record<string, string>} */
        const changed = {};
        for (const name of /** @type {const} */ (['displayName', 'username', 'email'])) {
          if (fields[name].trim() !== me[name]) changed[name] = fields[name].trim();
        }
        if (Object.keys(changed).length > 0) await this.model.account.save(changed);
        return 'Saved.';
      },
    });
  }

  /** @param {any} error */
  sentence(error) {
    return error.code === 'CONFLICT' ? 'This username or email is taken already.' : super.sentence(error);
  }
}
customElements.define('profile-form', ProfileForm);

/** A new password. */
class PasswordForm extends SettingsForm {
  render() {
    const { error } = this;
    return this.form({
      label: 'Password',
      action: 'Change password',
      testId: 'password-save',
      body: html`
        <p class="modal-text">All your other devices are logged out by this.</p>
        ${field({ id: 'password-current', name: 'currentPassword', label: 'Password now', type: 'password', complete: 'current-password', error })}
        ${field({ id: 'password-new', name: 'newPassword', label: 'New password', type: 'password', complete: 'new-password', hint: '(at least 8 characters)', error })}
      `,
      send: async ({ currentPassword, newPassword }) => {
        await this.model.account.changePassword(currentPassword, newPassword);
        this.querySelector('form')?.reset();
        return 'Changed. Your other devices have been logged out.';
      },
    });
  }

  /** @param {any} error */
  sentence(error) {
    return error.code === 'UNAUTHENTICATED' || error.code === 'FORBIDDEN' ? 'The password now is wrong.' : super.sentence(error);
  }
}
customElements.define('password-form', PasswordForm);

/** The end of the account, once its name has been typed. */
class DeleteAccountForm extends SettingsForm {
  static properties = { typed: { state: true } };

  constructor() {
    super();
    this.typed = '';
  }

  render() {
    const username = this.model.user?.username ?? '';
    return this.form({
      label: 'Delete the account',
      action: 'Delete my account',
      testId: 'account-delete',
      danger: true,
      ready: this.typed.trim().replace(/^@/, '').toLowerCase() === username.toLowerCase(),
      body: html`
        <p class="modal-text">
          You are logged out everywhere and cannot log in again. What you wrote stays in its chats, under a deleted account. This cannot be undone.
        </p>
        <div @input=${(/** @type {any} */ event) => (this.typed = event.target.value)}>
          ${field({ id: 'account-delete-name', name: 'name', label: 'Type your username to confirm', hint: username })}
        </div>
      `,
      send: async () => {
        await this.model.account.delete();
        return '';
      },
    });
  }
}
customElements.define('delete-account-form', DeleteAccountForm);
