// @ts-check
import { html, nothing } from 'lit';
import './auth-view.js';
import './chat-pane.js';
import './confirm-dialog.js';
import './details-dialog.js';
import './group-dialog.js';
import './help-dialog.js';
import './settings-dialog.js';
import { shortcuts } from './shortcuts.js';
import './side-pane.js';
import { toasts } from './toasts.js';
import { View } from './view.js';

/** The whole page: log-in or the two panes, and what lies over them. */
class AppRoot extends View {
  #endShortcuts = () => {};

  connectedCallback() {
    super.connectedCallback();
    this.#endShortcuts = shortcuts(this.model);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#endShortcuts();
  }

  render() {
    const { model } = this;
    return html`
      ${model.user ? this.#shell() : html`<auth-view .model=${model}></auth-view>`} ${toasts(model)}
      ${model.question ? html`<confirm-dialog .model=${model}></confirm-dialog>` : nothing}
    `;
  }

  #shell() {
    const { model } = this;
    return html`
      ${this.#banner()}
      <div class="shell ${model.route.roomId ? 'in-room' : ''}">
        <side-pane .model=${model}></side-pane>
        <chat-pane .model=${model}></chat-pane>
      </div>
      ${model.dialog === 'new-group' ? html`<group-dialog .model=${model}></group-dialog>` : nothing}
      ${model.dialog === 'settings' ? html`<settings-dialog .model=${model}></settings-dialog>` : nothing}
      ${model.dialog === 'help' ? html`<help-dialog .model=${model}></help-dialog>` : nothing}
      ${model.dialog === 'details' && model.chat.room ? html`<details-dialog .model=${model}></details-dialog>` : nothing}
    `;
  }

  #banner() {
    const { online, interrupted } = this.model;
    if (online && !interrupted) return nothing;
    return html`<div class="banner" data-testid="reconnect-banner" role="status">
      <span class="spinner" aria-hidden="true"></span>
      ${online ? 'Reconnecting…' : 'You are offline.'} What you write is sent when the connection is back.
    </div>`;
  }
}
customElements.define('parley-app', AppRoot);
