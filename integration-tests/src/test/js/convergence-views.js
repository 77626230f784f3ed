// @ts-check
// The state of a user's rooms in one shape, from three sources: a device's fold, the server's answers, the log replayed.
import { pathToFileURL } from 'node:url';

const sdk = pathToFileURL(`${process.env.PARLEY_SDK}/`);
const { RoomList } = await import(new URL('room-list.js', sdk).href);
const { RoomState } = await import(new URL('room-state.js', sdk).href);

/** @typedef {{rooms: Record<string, any>, messages: Record<string, any[]>, members: Record<string, any[]>}} View by room id */

/** What a device has folded. Only what it has never opened is fetched. @param {any} client @returns {Promise<View>} */
export async function viewOfDevice(client) {
  const view = empty();
  for (const listed of client.list.rooms) {
    const room = client.room(listed.id);
    if (!room.loaded) await client.loadRoom(listed.id);
    while (room.hasOlder && room.messages.length > 0) await client.loadOlder(listed.id);
    view.rooms[listed.id] = { ...roomOf(listed), readSeq: listed.readSeq, unreadCount: listed.unreadCount };
    view.messages[listed.id] = room.messages.filter(isNotRefused).map(messageOf);
    view.members[listed.id] = membersOf(room.roster.members);
  }
  return view;
}

/** What the server answers to this user. @param {any} rest @returns {Promise<View>} */
export async function viewOfServer(rest) {
  const view = empty();
  for (const listed of await pages((cursor) => rest.rooms({ cursor }), 'rooms')) {
    view.rooms[listed.id] = { ...roomOf(listed), readSeq: listed.readSeq, unreadCount: listed.unreadCount };
    view.messages[listed.id] = (await messages(rest, listed.id)).map(messageOf);
    view.members[listed.id] = membersOf(await pages((cursor) => rest.members(listed.id, { cursor }), 'members'));
  }
  return view;
}

/** What the room's log says, read from its beginning by whoever has held nothing. @param {any} rest @param {any} user @param {string} roomId */
export async function viewOfLog(rest, user, roomId) {
  const list = new RoomList(user.id);
  const room = new RoomState({ roomId, me: user });
  for (let after = 0, more = true; more; ) {
    const page = await rest.events(roomId, { after, limit: 7 }); // small: the seams are tested too
    for (const event of page.events) {
      if (event.type === 'room.created') list.merge([{ ...event.data.room, lastSeq: event.seq }], { whole: true });
      list.apply(event);
      room.apply(event);
    }
    more = page.hasMore;
    after = page.events.at(-1)?.seq ?? after;
  }
  return { messages: room.messages.map(messageOf), roles: rolesOf(room.roster.members), list };
}

/** @returns {View} */
function empty() {
  return { rooms: {}, messages: {}, members: {} };
}

/** @param {any} room */
export function roomOf({ id, type, name, topic, memberCount, lastSeq, lastMessage, muted }) {
  return {
    id,
    type,
    name: name ?? null,
    topic: topic ?? null,
    memberCount,
    lastSeq,
    muted: muted ?? false,
    lastMessage: lastMessage ? messageOf(lastMessage) : null,
  };
}

/** A refused one is shown to its author, who may send it again. @param {any} message */
function isNotRefused({ state }) {
  return state !== 'failed';
}

/** A message still on its way has seq 0 and is a difference. @param {any} message */
function messageOf({ id, seq, sender, clientMessageId, content, replyTo, createdAt, editedAt, deletedAt, reactions }) {
  return {
    id,
    seq,
    sender: sender.id,
    clientMessageId,
    content: content && { text: content.text, mentions: content.mentions ?? [] },
    replyTo: replyTo ?? null,
    createdAt,
    editedAt: editedAt ?? null,
    deletedAt: deletedAt ?? null,
    reactions: reactions.map((/** @type {any} */ { emoji, count, mine }) => ({ emoji, count, mine })),
  };
}

/** @param {any[]} members */
function membersOf(members) {
  const plain = members.map(({ user, role, joinedAt, deliveredSeq, readSeq }) => ({
    userId: user.id,
    role,
    joinedAt,
    deliveredSeq: deliveredSeq ?? 0,
    readSeq: readSeq ?? 0,
  }));
  return plain.sort((a, b) => (a.userId < b.userId ? -1 : 1));
}

/** Receipts are not in the log. @param {any[]} members */
export function rolesOf(members) {
  return Object.fromEntries(members.map((member) => [member.user?.id ?? member.userId, member.role]).sort());
}

/** @param {any} rest @param {string} roomId */
async function messages(rest, roomId) {
  const all = [];
  for (let before, more = true; more; before = all[0]?.seq) {
    const page = await rest.messages(roomId, { before, limit: 20 });
    all.unshift(...page.messages);
    more = page.hasMore;
  }
  return all;
}

/** @param {(cursor?: string) => Promise<any>} fetchPage @param {string} name */
async function pages(fetchPage, name) {
  const all = [];
  for (let cursor, first = true; first || cursor; first = false) {
    const page = await fetchPage(cursor);
    all.push(...page[name]);
    cursor = page.nextCursor;
  }
  return all;
}
