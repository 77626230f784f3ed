// @ts-check
/** This browser as something that can be pushed to. The model knows no more of it than this. */
export class PushDevice {
  /** Whether this browser can at all: with HTTPS or on the machine itself, and on an iPhone once installed. */
  get supported() {
    return 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;
  }

  /** The user has said no, and only they can take it back, in the browser's settings. */
  get blocked() {
    return this.supported && Notification.permission === 'denied';
  }

  get allowed() {
    return this.supported && Notification.permission === 'granted';
  }

  /** @param {(roomId: string) => void} openRoom a notification was clicked */
  start(openRoom) {
    if (!this.supported) return;
    navigator.serviceWorker.addEventListener('message', ({ data }) => data?.type === 'open-room' && openRoom(data.roomId));
    navigator.serviceWorker.register('/sw.js').catch(() => {}); // asked for again when it is needed
  }

  /** Asks the user; only in answer to a click. @returns {Promise<boolean>} */
  async ask() {
    return (await Notification.requestPermission()) === 'granted';
  }

  /** @param {string} publicKey the server's @returns {Promise<PushSubscriptionJSON>} */
  async subscribe(publicKey) {
    const { pushManager } = await this.#registration();
    const key = bytes(publicKey);
    const held = await pushManager.getSubscription();
    if (held && !sameBytes(held.options.applicationServerKey, key)) await held.unsubscribe(); // the server has a new key
    return (await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })).toJSON();
  }

  async unsubscribe() {
    if (!this.supported) return;
    const registration = await navigator.serviceWorker.getRegistration();
    for (const shown of (await registration?.getNotifications()) ?? []) shown.close();
    await (await registration?.pushManager.getSubscription())?.unsubscribe();
  }

  /** What is shown of a room is old news. @param {string} roomId */
  async close(roomId) {
    if (!this.allowed) return;
    const registration = await navigator.serviceWorker.getRegistration();
    for (const shown of (await registration?.getNotifications({ tag: `room:${roomId}` })) ?? []) shown.close();
  }

  /** On the installed app's icon. @param {number} count */
  badge(count) {
    const app = /** @type {any} */ (navigator);
    if ('setAppBadge' in app) (count > 0 ? app.setAppBadge(count) : app.clearAppBadge()).catch(() => {});
  }

  async #registration() {
    await navigator.serviceWorker.register('/sw.js');
    return navigator.serviceWorker.ready;
  }
}

/** @param {string} base64Url */
function bytes(base64Url) {
  const text = atob(base64Url.replace(/-/g, '+').replace(/_/g, '/'));
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/** @param {ArrayBuffer|null} held @param {Uint8Array} wanted */
function sameBytes(held, wanted) {
  const bytesHeld = held ? new Uint8Array(held) : null;
  return bytesHeld?.length === wanted.length && wanted.every((byte, i) => byte === bytesHeld[i]);
}
