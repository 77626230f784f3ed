// @ts-check
import { Emitter } from './emitter.js';
import { foldMessage } from './fold.js';
import { count, counted, heard, read } from './unread.js';

const MAX_GONE = 1000; // rooms left whose leaving is remembered

/**
 * @typedef {import('./types.js').RoomSummary & {partner?: import('./types.js').PublicUser|null, lastSeq: number,
 *   readSeq: number, unreadCount: number, unread: import('./unread.js').Unread}} ListedRoom unread: what unreadCount is made of
 */

/**
 * The rooms this user is in, with newest message and unread count, kept right by events. Emits `change`, `removed`
 * (a room id: left, removed from or deleted) and `unknown` (a room id the list has to be asked for).
 */
export class RoomList extends Emitter {
  #me;
  /** @type {Map<string, ListedRoom>} */
  #rooms = new Map();
  /** @type {Map<string, number>} the seq at which a room was left or deleted: what the server said before is stale */
  #gone = new Map();
  loaded = false;

  /** @param {string} me */
  constructor(me) {
    super();
    this.#me = me;
  }

  /** Most recently active first. @returns {ListedRoom[]} */
  get rooms() {
    return [...this.#rooms.values()].sort((a, b) => activity(b).localeCompare(activity(a)));
  }

  /** @param {string} roomId */
  get(roomId) {
    return this.#rooms.get(roomId) ?? null;
  }

  /** What is held now, for `merge`. @returns {ReadonlyMap<string, ListedRoom>} */
  get snapshot() {
    return new Map(this.#rooms);
  }

  /** True if this user has left the room since the server listed it like that. @param {import('./types.js').RoomSummary} listed */
  hasLeftSince({ id, lastSeq }) {
    return (lastSeq ?? 0) <= (this.#gone.get(id) ?? -1);
  }

  /**
   * Takes rooms as the server lists them. Events may have told more in the meantime: what is newer here stays.
   *
   * @param {any[]} listed
   * @param {{whole: boolean, asked?: ReadonlyMap<string, ListedRoom>}} options whole: a room that is not in it is gone,
   *     unless an event has touched it since `asked`, the snapshot taken when the list was asked for
   */
  merge(listed, { whole, asked = this.#rooms }) {
    const current = listed.filter((room) => !this.hasLeftSince(room));
    for (const room of current) this.#rooms.set(room.id, merged(room, this.#rooms.get(room.id)));
    if (whole) {
      const ids = new Set(current.map((room) => room.id));
      for (const [id, room] of [...this.#rooms]) if (!ids.has(id) && asked.get(id) === room) this.remove(id);
      this.loaded = true;
    }
    this.emit('change');
  }

  /** @param {string} roomId */
  remove(roomId) {
    if (!this.#rooms.delete(roomId)) return;
    this.emit('removed', roomId);
    this.emit('change');
  }

  /** @param {import('./types.js').RoomEvent} event in seq order, once */
  apply(event) {
    if (event.type === 'room.deleted' || (event.type === 'member.left' && event.data.userId === this.#me)) {
      this.#gone.set(event.roomId, event.seq);
      if (this.#gone.size > MAX_GONE) this.#gone.delete(/** @type {string} */ (this.#gone.keys().next().value));
      return this.remove(event.roomId);
    }
    const room = this.#rooms.get(event.roomId);
    if (!room) return this.emit('unknown', event.roomId);
    if (event.seq <= room.lastSeq) return; // the list was fetched after this event and has it in it
    this.#rooms.set(room.id, { ...fold(room, event, this.#me), lastSeq: event.seq });
    this.emit('change');
  }

  /** True while the server has to be asked how much of a room is unread. */
  get isUnsure() {
    return [...this.#rooms.values()].some((room) => room.unread.unsure);
  }

  /** This user has read up to here. @param {string} roomId @param {number} seq */
  read(roomId, seq) {
    const room = this.#rooms.get(roomId);
    if (!room || seq <= room.readSeq) return;
    this.#rooms.set(roomId, withRead(room, seq));
    this.emit('change');
  }

  /** The server knows that this user has read up to here, on whatever device. @param {string} roomId @param {number} seq */
  readByServer(roomId, seq) {
    this.read(roomId, seq);
    const room = this.#rooms.get(roomId);
    if (room?.unread.unsure && seq >= room.readSeq) this.emit('unknown', roomId); // it can count what is left now
  }

  /** @param {string} roomId @param {boolean} muted */
  setMuted(roomId, muted) {
    const room = this.#rooms.get(roomId);
    if (!room) return;
    this.#rooms.set(roomId, { ...room, muted });
    this.emit('change');
  }
}

/** @param {ListedRoom} room @param {import('./types.js').RoomEvent} event @param {string} me @returns {ListedRoom} */
function fold(room, event, me) {
  const { type, data } = event;
  switch (type) {
    case 'message.created': {
      const newer = { ...room, lastMessage: data };
      if (data.sender.id === me) return withRead(newer, event.seq); // whoever writes has read
      return event.seq > room.readSeq ? withUnread(newer, heard(room.unread, event.seq)) : newer;
    }
    case 'room.updated':
      return { ...room, name: data.name ?? null, topic: data.topic ?? null, retentionDays: data.retentionDays ?? null };
    case 'member.joined':
      return { ...room, memberCount: (room.memberCount ?? 0) + 1 };
    case 'member.left':
      return { ...room, memberCount: Math.max(0, (room.memberCount ?? 0) - 1) };
    default:
      if (!room.lastMessage || data?.messageId !== room.lastMessage.id) return room;
      return { ...room, lastMessage: foldMessage(room.lastMessage, event, me) };
  }
}

/** @param {any} listed @param {ListedRoom} [held] @returns {ListedRoom} */
function merged(listed, held) {
  const lastSeq = listed.lastSeq ?? 0;
  const readSeq = Math.max(held?.readSeq ?? 0, listed.readSeq ?? 0);
  const unread = counted(listed.unreadCount ?? 0, listed.lastMessage?.seq ?? lastSeq, held?.unread);
  const newer = held && held.lastSeq > lastSeq ? foldedParts(held) : { lastMessage: listed.lastMessage ?? null, lastSeq };
  if ((newer.lastMessage?.seq ?? Infinity) < (listed.firstSeq ?? 1)) newer.lastMessage = null;
  const room = { ...listed, partner: listed.partner ?? held?.partner ?? null, ...newer, readSeq };
  // the server may not have heard of it yet
  return withUnread(room, readSeq > (listed.readSeq ?? 0) ? read(unread, readSeq) : unread);
}

/** What events make of a room. @param {ListedRoom} room */
function foldedParts({ name, topic, retentionDays, memberCount, lastMessage, lastSeq }) {
  return { name, topic, retentionDays, memberCount, lastMessage, lastSeq };
}

/** @param {ListedRoom} room @param {number} seq @returns {ListedRoom} */
function withRead(room, seq) {
  return withUnread({ ...room, readSeq: Math.max(room.readSeq, seq) }, read(room.unread, seq));
}

/** @param {any} room @param {import('./unread.js').Unread} unread @returns {ListedRoom} */
function withUnread(room, unread) {
  return { ...room, unread, unreadCount: count(unread) };
}

/** @param {ListedRoom} room */
function activity(room) {
  return room.lastMessage?.createdAt ?? room.createdAt ?? '';
}
