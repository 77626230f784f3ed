// @ts-check
import { html } from 'lit';
import { icons } from './icons.js';
import { View } from './view.js';

/** A modal dialog: the browser's own, which keeps the focus inside and closes on Escape. Gives the focus back when it is removed. */
export class Modal extends View {
  /** @type {Element|null} what had the focus before */
  #before = null;

  /** @param {{title: string, testId: string, body: unknown, small?: boolean}} content */
  frame({ title, testId, body, small = false }) {
    return html`<dialog
      class="modal ${small ? 'narrow' : ''}"
      data-testid=${testId}
      aria-label=${title}
      @cancel=${(/** @type {Event} */ event) => (event.preventDefault(), this.close())}
      @click=${(/** @type {Event} */ event) => event.target === event.currentTarget && this.close()}
    >
      <div class="modal-inner">
        <header class="modal-top">
          <h2>${title}</h2>
          <button class="icon-button" type="button" aria-label="Close" data-testid="dialog-close" @click=${() => this.close()}>
            ${icons.close}
          </button>
        </header>
        ${body}
      </div>
    </dialog>`;
  }

  firstUpdated() {
    this.#before = document.activeElement;
    this.querySelector('dialog')?.showModal();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    // the browser gives it back only when a dialog is closed, not when it is taken away; whoever has it by now keeps it
    const free = document.activeElement === null || document.activeElement === document.body;
    if (free && this.#before instanceof HTMLElement && this.#before.isConnected) this.#before.focus();
  }

  close() {
    this.model.show(null);
  }
}
