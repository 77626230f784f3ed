// @ts-check
import { adapt } from './transport-websocket.js';

/**
 * The SockJS door, for networks where a WebSocket cannot be had.
 *
 * @param {{url: string, SockJS?: any, loadSockJS?: () => Promise<any>, transports?: string[]}} options url of the
 *     server; the constructor of `sockjs-client`, or what fetches it when it is first needed
 * @returns {import('./types.js').Door}
 */
export function sockJsDoor({ url, SockJS, loadSockJS, transports = ['websocket', 'xhr-streaming', 'xhr-polling'] }) {
  const address = `${url.replace(/\/$/, '')}/api/v1/sockjs`;
  return {
    name: 'sockjs',
    open: async (handlers) => {
      const Constructor = SockJS ?? (await loadSockJS?.());
      return adapt(new Constructor(address, undefined, { transports }), handlers);
    },
  };
}
