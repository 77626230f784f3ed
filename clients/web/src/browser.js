// @ts-check
import { parseRoute } from './model/route.js';

const AWAY_AFTER_MS = 5 * 60_000;

/** Tells the model what happens around the page: address, visibility, network. And the page what the model wants. @param {import('./model/app-model.js').AppModel} model */
export function watchBrowser(model) {
  /** @type {any} */
  let awayTimer = null;

  const visibility = () => {
    const visible = document.visibilityState === 'visible';
    clearTimeout(awayTimer);
    model.setVisible(visible);
    if (visible) model.setAutoAway(false);
    else awayTimer = setTimeout(() => model.setAutoAway(true), AWAY_AFTER_MS);
  };
  const route = () => model.setRoute(parseRoute(location.hash));
  const network = () => model.setOnline(navigator.onLine);

  document.addEventListener('visibilitychange', visibility);
  window.addEventListener('hashchange', route);
  window.addEventListener('online', network);
  window.addEventListener('offline', network);
  window.addEventListener('pageshow', (event) => event.persisted && model.setOnline(navigator.onLine));

  model.on('go', (hash) => {
    if (location.hash !== hash) location.hash = hash;
  });
  model.on('change', () => {
    const unread = model.totalUnread;
    model.away.badge(unread);
    document.title = unread > 0 ? `(${unread > 99 ? '99+' : unread}) Parley` : 'Parley';
  });
  route();
  visibility();
  network();
}
