// @ts-check
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { icons } from './icons.js';

/** What pops up for a moment. @param {import('../model/app-model.js').AppModel} model */
export function toasts(model) {
  const { notices } = model;
  return html`<div class="toasts" role="status" aria-live="polite">
    ${repeat(
      notices.toasts,
      (toast) => toast.id,
      (toast) => html`<div class="toast ${toast.kind}" data-testid="toast">
        <button class="toast-body" ?disabled=${!toast.roomId && !toast.tab} @click=${() => follow(model, toast)}>
          <strong>${toast.title}</strong>
          ${toast.body ? html`<span>${toast.body}</span>` : nothing}
        </button>
        <button class="icon-button" aria-label="Dismiss" @click=${() => notices.dismiss(toast.id)}>${icons.close}</button>
      </div>`,
    )}
  </div>`;
}

/** @param {import('../model/app-model.js').AppModel} model @param {import('../model/notices.js').Toast} toast */
function follow(model, toast) {
  model.notices.dismiss(toast.id);
  if (toast.roomId) model.openRoom(toast.roomId);
  else if (toast.tab) model.go({ tab: toast.tab, roomId: null });
}
