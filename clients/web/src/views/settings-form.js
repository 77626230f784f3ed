// @ts-check
import { html, nothing } from 'lit';
import { explain, fieldErrors } from '../model/explain.js';
import { View } from './view.js';

/** One form of the settings: sends itself, and says what became of it. */
export class SettingsForm extends View {
  /** @type {import('lit').PropertyDeclarations} */
  static properties = { busy: { state: true }, error: { state: true }, done: { state: true } };

  constructor() {
    super();
    this.busy = false;
    /** @type {any} of the last attempt */
    this.error = null;
    this.done = '';
  }

  get hasSubject() {
    return this.model.user !== null;
  }

  /**
   * @param {{label: string, body: unknown, action: string, testId: string, send: (fields: any) => Promise<string>, danger?: boolean,
   *   ready?: boolean}} form send: gets what stands in the fields, answers with what has been done, for the user to read
   */
  form({ label, body, action, testId, send, danger = false, ready = true }) {
    return html`<form novalidate aria-label=${label} @submit=${(/** @type {SubmitEvent} */ event) => this.#submit(event, send)}>
      ${body} ${this.#problem()} ${this.done ? html`<p class="done" role="status">${this.done}</p>` : nothing}
      <div class="modal-buttons">
        <button class="primary ${danger ? 'destructive' : ''}" data-testid=${testId} ?disabled=${this.busy || !ready}>${action}</button>
      </div>
    </form>`;
  }

  #problem() {
    if (!this.error || Object.keys(fieldErrors(this.error)).length > 0) return nothing;
    return html`<p class="wrong" role="alert" data-testid="settings-error">${this.sentence(this.error)}</p>`;
  }

  /** What an error means here. @param {any} error */
  sentence(error) {
    return explain(error);
  }

  /** @param {SubmitEvent} event @param {(fields: any) => Promise<string>} send */
  async #submit(event, send) {
    event.preventDefault();
    if (this.busy) return;
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    this.busy = true;
    this.error = null;
    this.done = '';
    try {
      this.done = await send(Object.fromEntries(new FormData(form)));
    } catch (error) {
      this.error = error;
      await this.updateComplete;
      /** @type {HTMLElement|null} */ (form.querySelector('[aria-invalid=true]') ?? form.querySelector('input'))?.focus();
    } finally {
      this.busy = false;
    }
  }
}
