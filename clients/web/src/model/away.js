// @ts-check
import { Part } from './part.js';

/** @typedef {{from: string, to: string, timeZone: string}} QuietHours */
/** @typedef {{push: boolean, email: boolean, previews: boolean, quietHours: QuietHours|null, emailAvailable?: boolean}} AwaySettings emailAvailable: this server sends mail */

/** How the user is told of what happens while no page is open, and whether this browser is one that tells. */
export class Away extends Part {
  /** @type {AwaySettings|null} null: not loaded */
  settings = null;
  /** This browser is told. */
  on = false;
  #device;
  #store;

  /**
   * @param {import('./app-model.js').AppModel} app
   * @param {import('../push-device.js').PushDevice|null} device
   * @param {import('../../../js/types.js').Store} store
   */
  constructor(app, device, store) {
    super(app);
    this.#device = device;
    this.#store = store;
    device?.start((roomId) => app.openRoom(roomId));
  }

  reset() {
    this.settings = null;
    this.on = false;
    this.#device?.unsubscribe().catch(() => {});
  }

  /** @returns {'unsupported'|'blocked'|'on'|'off'} */
  get state() {
    if (!this.#device?.supported) return 'unsupported';
    if (this.#device.blocked) return 'blocked';
    return this.on ? 'on' : 'off';
  }

  /** Once more, without asking: a session that is new, a subscription that the browser has replaced. */
  async resume() {
    if (!this.#wanted || !this.#device?.allowed) return;
    try {
      await this.#subscribe();
    } catch {
      // as good as off; the settings say so
    }
  }

  /** In answer to a click. Fails with what the server or the browser says. */
  async enable() {
    if (!this.#device || !(await this.#device.ask())) return;
    await this.#subscribe();
    this.#store.setItem(this.#key, 'on');
  }

  async disable() {
    this.#store.removeItem(this.#key);
    await this.client.rest.unsubscribePush();
    await this.#device?.unsubscribe();
    this.on = false;
    this.changed();
  }

  async load() {
    this.settings = await this.client.rest.notificationSettings();
    this.changed();
  }

  /** @param {AwaySettings} settings */
  async save(settings) {
    this.settings = await this.client.rest.updateNotificationSettings(settings);
    this.changed();
  }

  /** @param {string} roomId */
  roomSeen(roomId) {
    this.#device?.close(roomId).catch(() => {});
  }

  /** @param {number} unread */
  badge(unread) {
    this.#device?.badge(unread);
  }

  async #subscribe() {
    const device = /** @type {import('../push-device.js').PushDevice} */ (this.#device);
    const { publicKey } = await this.client.rest.pushKey();
    await this.client.rest.subscribePush(await device.subscribe(publicKey));
    this.on = true;
    this.changed();
  }

  get #wanted() {
    return this.#store.getItem(this.#key) === 'on';
  }

  /** This user's wish, for this browser. */
  get #key() {
    return `parley.push.${this.app.user?.id}`;
  }
}
