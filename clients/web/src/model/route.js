// @ts-check
/** @typedef {{tab: 'chats'|'people'|'activity', roomId: string|null}} Route */

const TABS = ['chats', 'people', 'activity'];

/** @param {string} hash as `#/chats/<room id>` @returns {Route} */
export function parseRoute(hash) {
  const [, tab = 'chats', roomId = ''] = hash.split('/');
  const known = TABS.includes(tab) ? tab : 'chats';
  return { tab: /** @type {Route['tab']} */ (known), roomId: roomId ? decodeURIComponent(roomId) : null };
}

/** @param {Route} route */
export function formatRoute({ tab, roomId }) {
  return roomId ? `#/${tab}/${encodeURIComponent(roomId)}` : `#/${tab}`;
}
