// @ts-check
import { html, nothing } from 'lit';
import { explain } from '../model/explain.js';
import { field } from './field.js';
import { icons } from './icons.js';
import { View } from './view.js';

/** Log in and sign up. */
class AuthView extends View {
  static properties = { signingUp: { state: true }, busy: { state: true }, error: { state: true } };

  constructor() {
    super();
    this.signingUp = false;
    this.busy = false;
    /** @type {any} */
    this.error = null;
  }

  render() {
    const { signingUp } = this;
    return html`<main class="auth">
      <button
        class="icon-button corner"
        data-testid="theme-toggle"
        aria-label=${this.model.theme.dark ? 'Use light colours' : 'Use dark colours'}
        @click=${() => this.model.theme.toggle()}
      >
        ${this.model.theme.dark ? icons.sun : icons.moon}
      </button>
      <div class="auth-card">
        <img class="logo" src="/favicon.svg" alt="" width="44" height="44" />
        <h1>${signingUp ? 'Create your account' : 'Welcome to Parley'}</h1>
        ${signingUp ? this.#signUp() : this.#logIn()}
      </div>
    </main>`;
  }

  #logIn() {
    return html`<form novalidate @submit=${this.#submit} aria-label="Log in">
        ${this.#field('login-email', 'email', 'Email', 'email', 'email')}
        ${this.#field('login-password', 'password', 'Password', 'password', 'current-password')}
        ${this.#problem('login-error')}
        <button class="primary wide" data-testid="login-submit" ?disabled=${this.busy}>Log in</button>
      </form>
      <p class="switch">
        New here?
        <button class="link" data-testid="signup-link" @click=${() => this.#switch(true)}>Create an account</button>
      </p>`;
  }

  #signUp() {
    return html`<form novalidate @submit=${this.#submit} aria-label="Create an account">
        ${this.#field('signup-display-name', 'displayName', 'Your name', 'text', 'name', '(optional)')}
        ${this.#field('signup-username', 'username', 'Username', 'text', 'username')}
        ${this.#field('signup-email', 'email', 'Email', 'email', 'email')}
        ${this.#field('signup-password', 'password', 'Password', 'password', 'new-password', '(at least 8 characters)')}
        ${this.#problem('signup-error')}
        <button class="primary wide" data-testid="signup-submit" ?disabled=${this.busy}>Create account</button>
      </form>
      <p class="switch">
        Already have an account?
        <button class="link" data-testid="login-link" @click=${() => this.#switch(false)}>Log in</button>
      </p>`;
  }

  /** @param {string} id @param {string} name @param {string} label @param {string} type @param {string} complete @param {string} [hint] */
  #field(id, name, label, type, complete, hint) {
    return field({ id, name, label, type, complete, hint, error: this.error });
  }

  /** @param {string} testId */
  #problem(testId) {
    if (!this.error) return nothing;
    return html`<p class="wrong" role="alert" data-testid=${testId}>${this.#sentence()}</p>`;
  }

  #sentence() {
    if (this.error.code === 'UNAUTHENTICATED') return 'Email or password is wrong.';
    if (this.error.code === 'CONFLICT') return 'This username or email is taken already.';
    return explain(this.error);
  }

  /** @param {boolean} signingUp */
  async #switch(signingUp) {
    this.signingUp = signingUp;
    this.error = null;
    await this.updateComplete;
    this.querySelector('input')?.focus();
  }

  /** @param {SubmitEvent} event */
  async #submit(event) {
    event.preventDefault();
    if (this.busy) return;
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    const fields = /** @type {any} */ (Object.fromEntries(new FormData(form)));
    for (const name of ['email', 'username', 'displayName']) fields[name] = fields[name]?.trim() || undefined;
    this.busy = true;
    this.error = null;
    try {
      await (this.signingUp ? this.model.client.signUp(fields) : this.model.client.logIn(fields));
    } catch (error) {
      this.error = error;
      await this.updateComplete;
      /** @type {HTMLElement|null} */ (form.querySelector('[aria-invalid=true]') ?? form.querySelector('input[type=password]'))?.focus();
    } finally {
      this.busy = false;
    }
  }

  firstUpdated() {
    if (matchMedia('(pointer: fine)').matches) this.querySelector('input')?.focus();
  }
}
customElements.define('auth-view', AuthView);
