// @ts-check
import { fullJitter } from './clock.js';
import { Connection } from './connection.js';
import { Early } from './early.js';
import { Emitter } from './emitter.js';
import { Outbox } from './outbox.js';
import { Receipts } from './receipts.js';
import { Recount } from './recount.js';
import { RoomList } from './room-list.js';
import { Rooms } from './rooms.js';
import { Standing } from './standing.js';
import { Sync } from './sync.js';
import { Typing } from './typing.js';

const PAGE = 100;
const MAX_PAGES = 20; // of the room list

/**
 * One user's live side: the connection and everything that hangs on it. Made at log-in, closed at log-out.
 *
 * Emits `state`, `event` (RoomEvents, in order, once), `receipt`, `typing`, `presence`, `contact`, `notification`,
 * `message.failed`, `reconnected`, `caught-up` and `ended`.
 */
export class Live extends Emitter {
  #clock;
  /** @type {Early|null} events that came before the first list has given each room its place */
  #early = new Early();
  #listing = false;
  #listAgain = false;
  #closed = false;
  #tries = 0;
  #connections = 0;

  /**
   * @param {{user: import('./types.js').User, session: import('./session.js').Session, rest: import('./rest.js').Rest,
   *   doors: import('./types.js').Door[], store: import('./types.js').Store, clock: import('./types.js').Clock}} deps
   */
  constructor({ user, session, rest, doors, store, clock }) {
    super();
    this.#clock = clock;
    this.user = user;
    this.connection = new Connection({ doors, tokens: session, clock });
    const request = (/** @type {string} */ type, /** @type {any} */ data) => this.connection.request(type, data);
    this.sync = new Sync({ request, clock });
    this.outbox = new Outbox({ store, userId: user.id, clock, send: (entry) => request('message.send', toSend(entry)) });
    this.receipts = new Receipts({ request, clock });
    this.typing = new Typing({ request, clock });
    this.standing = new Standing({ request, onPresence: (presence) => this.emit('presence', presence) });
    this.list = new RoomList(user.id);
    this.recount = new Recount({ clock, isWanted: () => !this.#closed && this.list.isUnsure, ask: () => this.#refreshList() });
    this.rooms = new Rooms({ user, rest, outbox: this.outbox });
    this.#wire();
  }

  #wire() {
    this.connection.on('state', (state) => this.emit('state', state));
    this.connection.on('ready', () => this.#resume());
    this.connection.on('lost', ({ blame }) => this.#pause(blame));
    this.connection.on('ended', (ended) => this.emit('ended', ended));
    this.connection.on('frame', (frame) => this.#onFrame(frame));
    this.sync.on('event', (event) => this.#onEvent(event));
    this.sync.on('cut', (cut) => this.rooms.cut(cut));
    this.sync.on('rooms', () => this.#refreshList());
    this.sync.on('stuck', () => this.connection.restart());
    this.list.on('unknown', () => this.#refreshList());
    this.list.on('removed', (roomId) => {
      this.sync.untrack(roomId);
      this.rooms.forget(roomId);
    });
    this.typing.on('change', (roomId) => this.emit('typing', roomId));
  }

  close() {
    this.#closed = true;
    this.connection.stop();
    this.#pause('none');
  }

  /** @param {'none'|'frame'} blame */
  #pause(blame) {
    this.sync.pause();
    this.outbox.pause(blame);
    this.receipts.pause();
    this.standing.pause();
  }

  #resume() {
    this.#connections += 1;
    this.standing.resume();
    this.outbox.resume();
    this.receipts.resume();
    this.#tries = 0;
    this.#catchUp(this.#connections);
    if (this.#connections > 1) this.emit('reconnected');
  }

  /** First the log, then the list: receipts, read marks and mutes of other devices are not in the log. @param {number} connection */
  async #catchUp(connection) {
    try {
      if (!this.#early) await this.sync.all();
      const asked = this.list.snapshot;
      const rooms = await this.#fetchList(MAX_PAGES);
      if (connection !== this.#connections) return;
      const early = this.#early;
      this.#early = null;
      this.#takeList(rooms.list, { whole: rooms.whole, asked }, early);
      early?.events.forEach((event) => this.sync.live(event));
      if (early?.overflown) await this.sync.all();
      this.#confirm();
      this.emit('caught-up');
    } catch {
      // the connection went, or the server is short of something: again while this connection lasts
      const again = () => !this.#closed && connection === this.#connections && this.#catchUp(connection);
      this.#clock.setTimeout(again, 500 + fullJitter(this.#clock, this.#tries++));
    }
  }

  /** `message.failed` may have been said while nobody listened: what the log has not shown is sent again, which asks. */
  #confirm() {
    for (const { roomId, clientMessageId, content, replyTo } of this.rooms.unconfirmed) {
      if (content) this.outbox.add({ roomId, clientMessageId, content, replyTo: replyTo ?? undefined });
    }
  }

  async #refreshList() {
    this.#listAgain = true;
    if (this.#listing || this.#early) return; // the first catch-up is about to
    this.#listing = true;
    try {
      while (this.#listAgain) {
        this.#listAgain = false;
        const rooms = await this.#fetchList(1); // news is on the first page: most recently active first
        this.#takeList(rooms.list, { whole: false });
      }
    } catch {
      // the next event or connection asks again
    } finally {
      this.#listing = false;
    }
  }

  /** @param {number} maxPages */
  async #fetchList(maxPages) {
    const list = [];
    let cursor;
    for (let page = 0; page < maxPages; page++) {
      const answer = await this.connection.request('rooms', { limit: PAGE, cursor });
      list.push(...answer.rooms);
      cursor = answer.nextCursor;
      if (!cursor) break;
    }
    return { list, whole: !cursor };
  }

  /** @param {any[]} rooms @param {Parameters<RoomList['merge']>[1]} options @param {Early|null} [early] */
  #takeList(rooms, options, early) {
    for (const room of rooms) {
      if (this.list.hasLeftSince(room)) continue;
      this.sync.track(room.id, early?.before(room.id, room.lastSeq ?? 0) ?? room.lastSeq ?? 0);
      this.rooms.cut({ roomId: room.id, firstSeq: room.firstSeq ?? 1 });
      if (room.unreadCount > 0) this.receipts.delivered(room.id, room.lastMessage?.seq ?? room.lastSeq);
    }
    this.list.merge(rooms, options);
    this.recount.check();
  }

  /** @param {import('./types.js').Frame} frame */
  #onFrame({ type, data }) {
    if (data?.seq !== undefined && data.roomId) {
      if (this.#early) this.#early.add(data);
      else this.sync.live(data);
      return;
    }
    if (type === 'receipt') this.#onReceipt(data);
    else if (type === 'typing') this.typing.heard(data);
    else {
      if (type === 'message.failed') this.rooms.failed(data);
      this.emit(type, data); // presence, contact, notification, message.failed, and what later versions bring
    }
  }

  /** @param {import('./types.js').RoomEvent} event */
  #onEvent(event) {
    this.list.apply(event);
    this.rooms.apply(event);
    if (event.type === 'message.created') {
      const from = event.data.sender.id;
      if (from !== this.user.id) this.receipts.delivered(event.roomId, event.seq);
      this.typing.heard({ roomId: event.roomId, userId: from, active: false });
    }
    this.emit('event', event);
  }

  /** @param {import('./types.js').Receipt} receipt */
  #onReceipt(receipt) {
    this.rooms.applyReceipt(receipt);
    if (receipt.userId === this.user.id) this.list.readByServer(receipt.roomId, receipt.readSeq ?? 0);
    this.emit('receipt', receipt);
  }
}

/** @param {import('./outbox.js').Entry} entry */
function toSend({ roomId, clientMessageId, content, replyTo }) {
  return { roomId, clientMessageId, content, ...(replyTo ? { replyTo } : {}) };
}
