// @ts-check
import { html, nothing } from 'lit';
import { Modal } from './modal.js';

/** Asks before what cannot be undone. */
class ConfirmDialog extends Modal {
  render() {
    const { question } = this.model;
    if (!question) return nothing;
    return this.frame({
      title: question.title,
      testId: 'confirm',
      small: true,
      body: html`<p class="modal-text">${question.text}</p>
        <div class="modal-buttons">
          <button type="button" data-testid="confirm-cancel" @click=${() => this.close()}>Cancel</button>
          <button
            type="button"
            class="primary destructive"
            data-testid="confirm-ok"
            @click=${() => {
              this.close();
              question.run();
            }}
          >
            ${question.action}
          </button>
        </div>`,
    });
  }

  close() {
    this.model.ask(null);
  }
}
customElements.define('confirm-dialog', ConfirmDialog);
