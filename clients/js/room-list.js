// @ts-check
import { Emitter } from './emitter.js';
import { foldMessage } from './fold.js';

/**
 * @typedef {import('./types.js').RoomSummary & {partner?: import('./types.js').PublicUser|null, lastSeq: number,
 *   readSeq: number, unreadCount: number}} ListedRoom
 */

/**
 * The rooms this user is in, with newest message and unread count, kept right by events. Emits `change`, `removed`
 * (a room id: left, removed from or deleted) and `unknown` (a room id the list has to be asked for).
 */
export class RoomList extends Emitter {
  #me;
  /** @type {Map<string, ListedRoom>} */
  #rooms = new Map();
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

  /**
   * Takes rooms as the server lists them. Events may have told more in the meantime: what is newer here stays.
   *
   * @param {any[]} listed
   * @param {{whole: boolean}} options whole: a room that is not in it is gone
   */
  merge(listed, { whole }) {
    for (const room of listed) {
      const held = this.#rooms.get(room.id);
      const newer = held && held.lastSeq > (room.lastSeq ?? 0) ? held : null;
      const readSeq = Math.max(held?.readSeq ?? 0, room.readSeq ?? 0);
      const readHere = held !== undefined && readSeq > (room.readSeq ?? 0); // the server has not heard of it yet
      this.#rooms.set(room.id, {
        ...room,
        partner: room.partner ?? held?.partner ?? null,
        lastMessage: (newer ?? room).lastMessage ?? null,
        lastSeq: Math.max(held?.lastSeq ?? 0, room.lastSeq ?? 0),
        readSeq,
        unreadCount: (newer ?? (readHere ? held : room))?.unreadCount ?? 0,
      });
    }
    if (whole) {
      const ids = new Set(listed.map((room) => room.id));
      for (const id of [...this.#rooms.keys()]) if (!ids.has(id)) this.remove(id);
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
      return this.remove(event.roomId);
    }
    const room = this.#rooms.get(event.roomId);
    if (!room) return this.emit('unknown', event.roomId);
    if (event.seq <= room.lastSeq) return; // the list was fetched after this event and has it in it
    this.#rooms.set(room.id, { ...fold(room, event, this.#me), lastSeq: event.seq });
    this.emit('change');
  }

  /** This user has read up to here, on this device or another. @param {string} roomId @param {number} seq */
  read(roomId, seq) {
    const room = this.#rooms.get(roomId);
    if (!room || seq <= room.readSeq) return;
    const unreadCount = seq >= (room.lastMessage?.seq ?? 0) ? 0 : room.unreadCount;
    this.#rooms.set(roomId, { ...room, readSeq: seq, unreadCount });
    this.emit('change');
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
      const unread = data.sender.id !== me && event.seq > room.readSeq;
      return { ...room, lastMessage: data, unreadCount: room.unreadCount + (unread ? 1 : 0) };
    }
    case 'room.updated':
      return { ...room, name: data.name ?? null, topic: data.topic ?? null };
    case 'member.joined':
      return { ...room, memberCount: (room.memberCount ?? 0) + 1 };
    case 'member.left':
      return { ...room, memberCount: Math.max(0, (room.memberCount ?? 0) - 1) };
    default:
      if (!room.lastMessage || data?.messageId !== room.lastMessage.id) return room;
      return { ...room, lastMessage: foldMessage(room.lastMessage, event, me) };
  }
}

/** @param {ListedRoom} room */
function activity(room) {
  return room.lastMessage?.createdAt ?? room.createdAt ?? '';
}
