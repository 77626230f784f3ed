// @ts-check
/**
 * What the server pushes while no page is open: shown, replaced, withdrawn, opened. It keeps nothing and answers no requests, so it
 * can never serve an old page. docs/protocol.md has the messages.
 */
(() => {
  const worker = /** @type {any} */ (self);
  /** A room's notification takes the place of its last one. @param {string} roomId */
  const tagOf = (roomId) => `room:${roomId}`;

  worker.addEventListener('install', () => worker.skipWaiting());
  worker.addEventListener('activate', (/** @type {any} */ event) => event.waitUntil(worker.clients.claim()));

  worker.addEventListener('push', (/** @type {any} */ event) => {
    const message = event.data?.json();
    if (message) event.waitUntil(Promise.all([badge(message.badge), tell(message)]));
  });

  /** @param {any} message */
  async function tell(message) {
    if (message.type === 'withdraw') {
      for (const shown of await worker.registration.getNotifications({ tag: tagOf(message.roomId) })) shown.close();
    } else if (message.type === 'show' && !(await someoneLooks())) {
      await worker.registration.showNotification(message.title, {
        body: message.body,
        tag: tagOf(message.roomId),
        renotify: true,
        timestamp: Date.parse(message.at),
        icon: '/icons/icon-192.png',
        badge: '/icons/badge-96.png',
        data: { roomId: message.roomId },
      });
    }
  }

  /** A page on the screen shows by itself what happens. */
  async function someoneLooks() {
    const pages = await worker.clients.matchAll({ type: 'window' });
    return pages.some((/** @type {any} */ page) => page.visibilityState === 'visible');
  }

  /** @param {number} count */
  async function badge(count) {
    const app = worker.navigator;
    if (!('setAppBadge' in app)) return;
    await (count > 0 ? app.setAppBadge(count) : app.clearAppBadge()).catch(() => {});
  }

  worker.addEventListener('notificationclick', (/** @type {any} */ event) => {
    event.notification.close();
    event.waitUntil(open(event.notification.data.roomId));
  });

  /** In a page that is there, else in a new one. @param {string} roomId */
  async function open(roomId) {
    const [page] = await worker.clients.matchAll({ type: 'window' });
    if (!page) {
      await worker.clients.openWindow(`/#/chats/${encodeURIComponent(roomId)}`);
      return;
    }
    page.postMessage({ type: 'open-room', roomId });
    await page.focus().catch(() => {}); // not allowed everywhere; the room is open all the same
  }
})();
