// @ts-check
import { html } from 'lit';
import { icons } from './icons.js';
import { View } from './view.js';

/** A modal dialog: the browser's own, which keeps the focus inside, gives it back and closes on Escape. */
export class Modal extends View {
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
    this.querySelector('dialog')?.showModal();
  }

  close() {
    this.model.show(null);
  }
}
