// @ts-check
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { explain } from '../model/explain.js';
import { icons } from './icons.js';
import { fullTime, shortTime } from './time.js';
import { View } from './view.js';

/** Where this user is logged in. */
class DeviceList extends View {
  static properties = { error: { state: true } };

  constructor() {
    super();
    /** @type {string|null} */
    this.error = null;
  }

  get hasSubject() {
    return this.model.user !== null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#load();
  }

  async #load() {
    this.error = null;
    try {
      await this.model.account.loadDevices();
    } catch (error) {
      this.error = explain(error);
    }
  }

  render() {
    const { devices } = this.model.account;
    if (this.error) {
      return html`<div class="empty small">
        <p>${this.error}</p>
        <button class="small" @click=${() => this.#load()}>Try again</button>
      </div>`;
    }
    if (!devices) return html`<p class="empty small"><span class="spinner"></span></p>`;
    return html`<ul class="rows" aria-label="Devices">
      ${repeat(devices, (device) => device.id, (device) => html`<li>${this.#item(device)}</li>`)}
    </ul>`;
  }

  /** @param {import('../model/account.js').Device} device */
  #item({ id, userAgent, lastSeenAt, current }) {
    return html`<div class="row" data-testid="session-item" data-current=${current}>
      <span class="notification-icon">${icons.device}</span>
      <span class="row-text">
        <span class="row-title">${deviceName(userAgent)}</span>
        <span class="row-preview" title=${fullTime(lastSeenAt)}
          >${current ? html`<span class="accent">This device</span>` : `Last seen ${shortTime(lastSeenAt)}`}</span
        >
      </span>
      ${current
        ? nothing
        : html`<button
            class="small"
            data-testid="session-end"
            aria-label="Log out ${deviceName(userAgent)}"
            @click=${() => this.model.account.endDevice(id)}
          >
            Log out
          </button>`}
    </div>`;
  }
}
customElements.define('device-list', DeviceList);

const BROWSERS = [['Edg', 'Edge'], ['OPR', 'Opera'], ['Firefox', 'Firefox'], ['Chrome', 'Chrome'], ['Safari', 'Safari']]; // prettier-ignore
const SYSTEMS = [['Android', 'Android'], ['iPhone', 'iPhone'], ['iPad', 'iPad'], ['Windows', 'Windows'], ['Mac OS', 'macOS'], ['Linux', 'Linux']]; // prettier-ignore

/** What a person would call it. @param {string|null|undefined} userAgent */
function deviceName(userAgent) {
  if (!userAgent) return 'Unknown device';
  const find = (/** @type {string[][]} */ names) => names.find(([part]) => userAgent.includes(part))?.[1];
  const browser = find(BROWSERS);
  const system = find(SYSTEMS);
  return browser && system ? `${browser} on ${system}` : (browser ?? userAgent);
}
