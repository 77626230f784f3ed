// @ts-check
/** Hand-written fakes for the SDK's own edges: time, and the far end of a socket. */

/** Time that moves only when told. */
export class FakeClock {
  time = 1_000_000;
  chance = 0.5;
  #next = 1;
  /** @type {Map<number, {at: number, run: () => void}>} */
  #timers = new Map();

  now = () => this.time;
  random = () => this.chance;
  setTimeout = (/** @type {() => void} */ run, /** @type {number} */ ms) => {
    this.#timers.set(this.#next, { at: this.time + ms, run });
    return this.#next++;
  };
  clearTimeout = (/** @type {any} */ id) => void this.#timers.delete(id);

  /** Runs everything due within `ms`, letting promises settle in between. @param {number} ms */
  async advance(ms) {
    const end = this.time + ms;
    await settle();
    for (;;) {
      const due = [...this.#timers].filter(([, timer]) => timer.at <= end).sort((a, b) => a[1].at - b[1].at)[0];
      if (!due) break;
      this.#timers.delete(due[0]);
      this.time = Math.max(this.time, due[1].at);
      due[1].run();
      await settle();
    }
    this.time = end;
  }
}

/** Lets every promise that is ready run to where it waits again. */
export async function settle() {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}

/** A door whose far end the test holds. */
export class FakeDoor {
  /** @type {FakeSocket[]} */
  sockets = [];

  /** @param {string} [name] */
  constructor(name = 'websocket') {
    this.name = name;
  }

  open = (/** @type {import('../types.js').SocketHandlers} */ handlers) => {
    const socket = new FakeSocket(handlers);
    this.sockets.push(socket);
    return socket;
  };

  get last() {
    return /** @type {FakeSocket} */ (this.sockets.at(-1));
  }
}

export class FakeSocket {
  /** @type {any[]} frames the client sent */
  sent = [];
  closed = false;

  /** @param {import('../types.js').SocketHandlers} handlers */
  constructor(handlers) {
    this.handlers = handlers;
  }

  send = (/** @type {string} */ text) => void this.sent.push(JSON.parse(text));
  close = () => void (this.closed = true);

  /** Opens and answers the first frame. @param {any} [ready] */
  async letIn(ready = { heartbeatMs: 25_000 }) {
    this.handlers.onOpen();
    await settle();
    this.answer('auth', ready, 'ready');
    await settle();
  }

  /** Unanswered requests of a type. @param {string} type */
  waiting(type) {
    return this.sent.filter((frame) => frame.type === type && !frame.answered);
  }

  /** Answers the oldest unanswered request of this type. @param {string} type @param {any} data @param {string} [as] */
  answer(type, data, as = 'ack') {
    const frame = this.#take(type);
    this.handlers.onFrame(JSON.stringify({ type: as, id: frame.id, data }));
  }

  /** @param {string} type @param {any} error */
  refuse(type, error) {
    const frame = this.#take(type);
    this.handlers.onFrame(JSON.stringify({ type: 'error', id: frame.id, error }));
  }

  /** @param {string} type @param {any} data */
  push(type, data) {
    this.handlers.onFrame(JSON.stringify({ type, data }));
  }

  /** @param {number} code */
  die(code) {
    this.handlers.onClose(code, '');
  }

  /** @param {string} type */
  #take(type) {
    const frame = this.waiting(type)[0];
    if (!frame) throw new Error(`no ${type} is waiting; sent: ${this.sent.map((each) => each.type).join(', ')}`);
    frame.answered = true;
    return frame;
  }
}

/** A fetch whose answers the test lists by "METHOD path"; what it was asked is in `calls`. @param {Record<string, (body: any) => any>} routes */
export function fakeFetch(routes) {
  /** @type {{route: string, body: any, authorization: string|undefined}[]} */
  const calls = [];
  const fetch = async (/** @type {any} */ url, /** @type {any} */ { method, body, headers }) => {
    const route = `${method} ${new URL(url).pathname.replace('/api/v1', '')}`;
    const sent = body ? JSON.parse(body) : null;
    calls.push({ route, body: sent, authorization: headers.authorization });
    const answer = await routes[route]?.(sent);
    if (answer === undefined) throw new Error(`no route ${route}`);
    const { status = 200, headers: answered = {}, ...json } = answer;
    return new Response(status === 204 ? null : JSON.stringify(json), { status, headers: answered });
  };
  return { fetch: /** @type {typeof globalThis.fetch} */ (fetch), calls };
}
