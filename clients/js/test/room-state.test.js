// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RoomList } from '../room-list.js';
import { RoomState } from '../room-state.js';

const ME = { id: 'me', username: 'me', displayName: 'Me' };
const BO = { id: 'bo', username: 'bo', displayName: 'Bo' };

const message = (/** @type {number} */ seq, sender = BO, more = {}) => ({
  id: `m${seq}`, roomId: 'r', seq, sender, clientMessageId: `c${seq}`, content: { text: `text ${seq}` },
  createdAt: `2026-01-01T00:00:0${seq % 10}.000Z`, reactions: [], ...more,
}); // prettier-ignore
const event = (/** @type {number} */ seq, /** @type {string} */ type, /** @type {any} */ data) => ({
  roomId: 'r', seq, type, at: '2026-01-01T00:00:00.000Z', actor: 'bo', data,
}); // prettier-ignore
const created = (/** @type {any} */ data) => event(data.seq, 'message.created', data);
const entry = (/** @type {number} */ n) => ({
  clientMessageId: `c${n}`, roomId: 'r', content: { text: `text ${n}` }, createdAt: '', order: n, state: /** @type {'sending'} */ ('sending'), poisonings: 0,
}); // prettier-ignore

function room() {
  const state = new RoomState({ roomId: 'r', me: ME });
  state.roster.replace([
    { user: ME, role: 'owner' },
    { user: BO, role: 'member', deliveredSeq: 0, readSeq: 0 },
  ]);
  return state;
}
const texts = (/** @type {RoomState} */ state) => state.messages.map((each) => each.content?.text ?? null);
const states = (/** @type {RoomState} */ state) => state.messages.map((each) => each.state);

test('what the room has cut off is shown no longer, and nothing older is asked for', async () => {
  const state = room();
  await state.load(async () => ({ messages: [message(4), message(5), message(6)], hasMore: true }));
  assert.equal(state.isCut, false);
  state.cut(4);
  assert.deepEqual([texts(state).length, state.hasOlder, state.isCut], [3, true, true]);
  state.cut(6);
  assert.deepEqual(texts(state), ['text 6']);
  assert.equal(state.hasOlder, false);
  state.cut(5); // an answer that was late
  assert.deepEqual(texts(state), ['text 6']);
});

test('a listed room whose last message is gone shows none, and knows how long it keeps them', () => {
  const list = new RoomList('me');
  list.merge([{ id: 'r', type: 'group', lastSeq: 4, lastMessage: message(4), readSeq: 4, unreadCount: 0 }], { whole: true });
  list.apply(event(5, 'room.updated', { name: 'R', retentionDays: 7 }));
  assert.equal(list.get('r')?.retentionDays, 7);
  list.merge([{ id: 'r', type: 'group', lastSeq: 4, firstSeq: 6, lastMessage: null, readSeq: 4, unreadCount: 0 }], { whole: true });
  assert.equal(list.get('r')?.lastMessage, null);
  assert.equal(list.get('r')?.retentionDays, 7);
});

test('an own message goes from sending to sent to delivered to read, in one place and under one key', () => {
  const state = room();
  state.addLocal(entry(2));
  const key = state.messages[0].key;
  assert.deepEqual(states(state), ['sending']);
  state.acked({ messageId: 'm2', clientMessageId: 'c2', status: 'accepted' });
  assert.deepEqual(states(state), ['sent']);
  state.apply(created(message(2, ME)));
  assert.deepEqual(states(state), ['sent']);
  state.applyReceipt({ roomId: 'r', userId: 'bo', deliveredSeq: 2, readSeq: 0 });
  assert.deepEqual(states(state), ['delivered']);
  state.applyReceipt({ roomId: 'r', userId: 'bo', deliveredSeq: 2, readSeq: 2 });
  assert.deepEqual(states(state), ['read']);
  state.applyReceipt({ roomId: 'r', userId: 'bo', deliveredSeq: 1, readSeq: 1 });
  assert.deepEqual(states(state), ['read'], 'receipts never go back');
  assert.deepEqual(state.messages.map((each) => each.key), [key]);
});

test('whoever wrote a message has read up to it, also when a page brings it', async () => {
  const state = room();
  await state.load(async () => ({ messages: [message(7, BO)], hasMore: false }));
  assert.equal(state.roster.member('bo')?.readSeq, 7);
  assert.equal(state.roster.member('bo')?.deliveredSeq, 7);
});

test('an event that overtakes its ack leaves one message', () => {
  const state = room();
  state.addLocal(entry(2));
  state.apply(created(message(2, ME)));
  state.acked({ messageId: 'm2', clientMessageId: 'c2', status: 'stored', seq: 2 });
  state.addLocal(entry(2));
  assert.deepEqual(texts(state), ['text 2']);
});

test('a message whose failure overtakes its ack has failed', () => {
  const state = room();
  state.addLocal(entry(2));
  state.failed('c2', { code: 'FORBIDDEN' });
  state.acked({ messageId: 'm2', clientMessageId: 'c2', status: 'accepted' });
  assert.deepEqual(states(state), ['failed']);
  state.addLocal(entry(2)); // tried again
  state.acked({ messageId: 'm2', clientMessageId: 'c2', status: 'accepted' });
  assert.deepEqual(states(state), ['sent']);
});

test('an accepted message that could not be stored fails', () => {
  const state = room();
  state.addLocal(entry(2));
  state.acked({ messageId: 'm2', clientMessageId: 'c2', status: 'accepted' });
  state.failed('c2', { code: 'FORBIDDEN' });
  assert.deepEqual(states(state), ['failed']);
});

test('edits, deletions and reactions are folded in', () => {
  const state = room();
  state.apply(created(message(1)));
  state.apply(created(message(2)));
  state.apply(event(3, 'message.edited', { messageId: 'm1', seq: 1, content: { text: 'better' }, editedAt: 'now' }));
  state.apply(event(4, 'reaction.updated', { messageId: 'm1', seq: 1, emoji: '👍', userId: 'me', added: true, count: 1 }));
  state.apply(event(5, 'reaction.updated', { messageId: 'm1', seq: 1, emoji: '👍', userId: 'bo', added: true, count: 2 }));
  assert.deepEqual(state.messages[0].reactions, [{ emoji: '👍', count: 2, mine: true }]);
  state.apply(event(6, 'reaction.updated', { messageId: 'm1', seq: 1, emoji: '👍', userId: 'me', added: false, count: 1 }));
  state.apply(event(7, 'message.deleted', { messageId: 'm2', seq: 2, deletedAt: 'now' }));
  assert.deepEqual(texts(state), ['better', null]);
  assert.deepEqual(state.messages[0].reactions, [{ emoji: '👍', count: 1, mine: false }]);
});

test('an edit that arrives while an older page is on its way is not lost', async () => {
  const state = room();
  /** @type {(page: any) => void} */
  let answer = () => {};
  const loading = state.load(() => new Promise((resolve) => (answer = resolve)));
  state.apply(event(3, 'message.edited', { messageId: 'm1', seq: 1, content: { text: 'better' }, editedAt: 'now' }));
  answer({ messages: [message(1), message(2)], hasMore: false });
  await loading;
  assert.deepEqual(texts(state), ['better', 'text 2']);
});

test('a page does not undo what events have told', async () => {
  const state = room();
  state.apply(created(message(2)));
  state.apply(event(3, 'message.deleted', { messageId: 'm2', seq: 2, deletedAt: 'now' }));
  await state.load(async () => ({ messages: [message(1), message(2)], hasMore: true }));
  assert.deepEqual(texts(state), ['text 1', null]);
  assert.equal(state.oldestSeq, 1);
  assert.equal(state.hasOlder, true);
});

test('in a group a message is read when the last member has read it', () => {
  const state = room();
  state.apply(event(1, 'member.joined', { user: { id: 'cy', username: 'cy', displayName: 'Cy' }, role: 'member' }));
  state.apply(created(message(2, ME)));
  state.applyReceipt({ roomId: 'r', userId: 'bo', deliveredSeq: 2, readSeq: 2 });
  assert.deepEqual(states(state), ['sent']);
  state.applyReceipt({ roomId: 'r', userId: 'cy', deliveredSeq: 2, readSeq: 0 });
  assert.deepEqual(states(state), ['delivered']);
  state.apply(event(3, 'member.left', { userId: 'cy' }));
  assert.deepEqual(states(state), ['read']);
});

test('the list counts what others wrote, once, until it is read', () => {
  const list = new RoomList('me');
  const summary = { id: 'r', type: 'group', name: 'R', memberCount: 2, lastSeq: 3, readSeq: 3, unreadCount: 0, createdAt: '2026' };
  list.merge([summary], { whole: true });
  list.apply(created(message(3)));
  assert.equal(list.get('r')?.unreadCount, 0, 'the list was fetched after it');
  list.apply(created(message(4)));
  list.apply(created(message(5, ME)));
  assert.equal(list.get('r')?.unreadCount, 0, 'whoever writes has read');
  list.apply(created(message(6)));
  list.apply(created(message(7)));
  assert.equal(list.get('r')?.unreadCount, 2);
  list.merge([{ ...summary, lastSeq: 4, unreadCount: 1, lastMessage: message(4) }], { whole: true });
  assert.equal(list.get('r')?.unreadCount, 2, 'an older list tells nothing new');
  list.read('r', 6);
  assert.equal(list.get('r')?.unreadCount, 1, 'one came after what was read');
  list.read('r', 7);
  assert.equal(list.get('r')?.unreadCount, 0);
});

test('a room one has left is gone, an unknown one is asked for', () => {
  const list = new RoomList('me');
  /** @type {string[]} */
  const heard = [];
  list.on('removed', (id) => heard.push(`removed ${id}`));
  list.on('unknown', (id) => heard.push(`unknown ${id}`));
  list.apply(created(message(1)));
  list.merge([{ id: 'r', type: 'group', lastSeq: 1 }], { whole: true });
  list.apply(event(2, 'member.left', { userId: 'bo' }));
  list.apply(event(3, 'member.left', { userId: 'me' }));
  assert.deepEqual(heard, ['unknown r', 'removed r']);
});

test('of messages that the server counted, only the server knows how many are left', () => {
  const list = new RoomList('me');
  let asked = 0;
  list.on('unknown', () => asked++);
  const summary = { id: 'r', type: 'group', lastSeq: 5, readSeq: 1, unreadCount: 3, lastMessage: message(5) };
  list.merge([summary], { whole: true });
  list.read('r', 4);
  assert.equal(asked, 0, 'it has not heard of it yet');
  list.readByServer('r', 4);
  assert.equal(asked, 1);
  list.merge([{ ...summary, readSeq: 4, unreadCount: 1 }], { whole: false });
  assert.equal(list.get('r')?.unreadCount, 1);
  list.readByServer('r', 4);
  assert.equal(asked, 1);
});

test('a list that was on its way while a room changed does not undo the change', () => {
  const list = new RoomList('me');
  const summary = { id: 'r', type: 'group', name: 'old', memberCount: 2, lastSeq: 1 };
  list.merge([summary, { ...summary, id: 'left' }], { whole: true });
  const asked = list.snapshot;
  list.apply(event(2, 'room.updated', { name: 'new' }));
  list.apply(event(3, 'member.joined', { user: BO, role: 'member' }));
  list.apply({ ...event(2, 'member.left', { userId: 'me' }), roomId: 'left' });
  list.merge([summary, { ...summary, id: 'left' }], { whole: true, asked });
  assert.equal(list.get('r')?.name, 'new');
  assert.equal(list.get('r')?.memberCount, 3);
  assert.equal(list.get('left'), null);
  list.merge([], { whole: true, asked });
  assert.ok(list.get('r'), 'an event has told of it since');
  list.merge([{ ...summary, id: 'left', lastSeq: 3 }], { whole: false });
  assert.ok(list.get('left'), 'back in it');
});

test('members who came, went or rose while the list was on its way are as the log says', async () => {
  const state = new RoomState({ roomId: 'r', me: ME });
  const cy = { id: 'cy', username: 'cy', displayName: 'Cy' };
  await state.loadMembers(async () => {
    state.apply(event(2, 'member.left', { userId: 'bo' }));
    state.apply(event(3, 'member.joined', { user: cy, role: 'member' }));
    state.apply(event(4, 'member.role', { userId: 'cy', role: 'admin' }));
    return [
      { user: ME, role: 'owner' },
      { user: BO, role: 'member' },
    ];
  });
  assert.deepEqual(state.roster.members.map(({ user, role }) => `${user.id} ${role}`), ['me owner', 'cy admin']);
});

test('a receipt that overtakes the first list of members counts', async () => {
  const state = new RoomState({ roomId: 'r', me: ME });
  await state.loadMembers(async () => {
    state.apply(created(message(2, BO)));
    state.applyReceipt({ roomId: 'r', userId: 'bo', deliveredSeq: 3, readSeq: 0 });
    return [{ user: BO, role: 'member', deliveredSeq: 0, readSeq: 0 }];
  });
  assert.deepEqual(state.roster.member('bo'), { user: BO, role: 'member', deliveredSeq: 3, readSeq: 2 });
});

test('whoever writes or joins has read up to there', () => {
  const state = room();
  state.apply(created(message(2, ME)));
  state.apply(created(message(3, BO)));
  state.apply(event(4, 'member.joined', { user: { id: 'cy', username: 'cy', displayName: 'Cy' }, role: 'member' }));
  assert.deepEqual(states(state), ['read', 'received']);
});
