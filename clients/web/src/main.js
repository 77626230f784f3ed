// @ts-check
import { ParleyClient, memoryStore, webStore } from '@parley/client';
import { watchBrowser } from './browser.js';
import { AppModel } from './model/app-model.js';
import { PushDevice } from './push-device.js';
import './views/app-root.js';

const store = openStore();
const client = new ParleyClient({
  url: location.origin,
  WebSocket: window.WebSocket,
  loadSockJS,
  store,
});
const model = new AppModel({ client, store, device: new PushDevice() });
watchBrowser(model);

const root = /** @type {any} */ (document.createElement('parley-app'));
root.model = model;
document.body.append(root);
model.start();

/** `localStorage`, or memory where the browser forbids it. */
function openStore() {
  try {
    return webStore(window.localStorage, window);
  } catch {
    return memoryStore();
  }
}

/** Fetches SockJS (a classic script that sets a global) only once a WebSocket has failed. @returns {Promise<any>} */
function loadSockJS() {
  const page = /** @type {any} */ (window);
  if (page.SockJS) return Promise.resolve(page.SockJS);
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = '/webjars/sockjs-client/1.6.1/dist/sockjs.min.js';
    script.onload = () => resolve(page.SockJS);
    script.onerror = () => {
      script.remove();
      reject(new Error('SockJS could not be loaded'));
    };
    document.head.append(script);
  });
}
