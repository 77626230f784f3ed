// @ts-check
/**
 * The WebSocket door.
 *
 * @param {{url: string, WebSocket: any}} options url of the server (http or https), and a constructor: the browser's,
 *     Node's own or that of the `ws` package
 * @returns {import('./types.js').Door}
 */
export function webSocketDoor({ url, WebSocket }) {
  const address = `${url.replace(/^http/, 'ws').replace(/\/$/, '')}/api/v1/ws`;
  return { name: 'websocket', open: (handlers) => adapt(new WebSocket(address), handlers) };
}

/**
 * Both constructors speak the W3C interface; this narrows it to what the connection needs.
 *
 * @param {any} socket
 * @param {import('./types.js').SocketHandlers} handlers
 * @returns {import('./types.js').Socket}
 */
export function adapt(socket, handlers) {
  let over = false;
  socket.onopen = () => handlers.onOpen();
  socket.onmessage = (/** @type {any} */ message) => {
    if (typeof message.data === 'string') handlers.onFrame(message.data);
  };
  socket.onerror = () => {}; // a close follows, and says more
  socket.onclose = (/** @type {any} */ close) => {
    if (over) return;
    over = true;
    handlers.onClose(close.code ?? 1006, close.reason ?? '');
  };
  return {
    send: (text) => socket.send(text),
    close: (code = 1000, reason = '') => socket.close(code, reason),
  };
}
