// @ts-check
// What may happen in the property test: the steps fast-check makes up, and what each does.
import fc from 'fast-check';

export const USERS = 8;
export const DEVICES_EACH = 3;
export const ROOMS = 3; // as many as the test makes

/** The contract's word for "not now, not you, not any more": what others did meanwhile may forbid any step. */
const EXPECTED = new Set(['FORBIDDEN', 'NOT_FOUND', 'CONFLICT', 'UNAVAILABLE']);

const device = fc.nat(USERS * DEVICES_EACH - 1);
const room = fc.nat(ROOMS - 1);
const user = fc.nat(USERS - 1);
const which = fc.nat(9); // of the newest messages
const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 5 }).filter((value) => value.trim() !== '');
const name = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 5 }).filter((value) => value.trim() !== '');

const pictograph = fc.constantFrom('👍', '❤', '☺', '👩', '👦', '🏳', '💻', '🌈', '✊');
const element = fc.tuple(pictograph, fc.constantFrom('', '', '\u{FE0F}', '🏻', '🏿')).map((parts) => parts.join(''));
const sequence = fc.array(element, { minLength: 1, maxLength: 4 }).map((elements) => elements.join('\u{200D}'));
const letter = fc.integer({ min: 0x1f1e6, max: 0x1f1ff }).map((point) => String.fromCodePoint(point));
const flag = fc.tuple(letter, letter).map((letters) => letters.join(''));
const keycap = fc.constantFrom(...'0123456789#*').map((key) => `${key}\u{FE0F}\u{20E3}`);
const emoji = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('👍', '❤️', '👨‍👩‍👧‍👦') }, // few, so that they meet
  { weight: 2, arbitrary: sequence },
  { weight: 1, arbitrary: flag },
  { weight: 1, arbitrary: keycap },
);

/** @param {number} weight @param {string} kind @param {Record<string, fc.Arbitrary<any>>} [fields] */
const step = (weight, kind, fields = {}) => ({ weight, arbitrary: fc.record({ do: fc.constant(kind), ...fields }, { noNullPrototype: true }) });

/** One step: `do` names it. Devices, rooms and users by number, messages by how far they are from the newest. */
export const steps = fc.array(
  fc.oneof(
    step(24, 'send', { device, room, text, replyTo: fc.option(which, { freq: 4 }), mention: fc.option(user, { freq: 6 }) }),
    step(8, 'edit', { device, room, which, text }),
    step(6, 'delete', { device, room, which }),
    step(14, 'react', { device, room, which, emoji, on: fc.boolean() }),
    step(6, 'read', { device, room }),
    step(3, 'join', { device, room, user }),
    step(3, 'remove', { device, room, user }),
    step(2, 'leave', { device, room }),
    step(3, 'role', { device, room, user, role: fc.constantFrom('member', 'admin', 'owner') }),
    step(2, 'rename', { device, room, name }),
    step(2, 'topic', { device, room, name }),
    step(3, 'open', { device, room }),
    step(7, 'cut', { device }),
    step(3, 'back', { device }),
    step(3, 'lose', { device, events: fc.integer({ min: 1, max: 3 }) }),
    step(3, 'wait'), // until everything begun is answered; all else goes on side by side
  ),
  { minLength: 1, maxLength: 160, size: 'max' },
);

/** @typedef {{devices: import('./convergence-device.js').Device[], people: {id: string}[], rooms: string[]}} Scene */

/**
 * Begins a step. What a device without a network or outside the room could not do is left out.
 *
 * @param {any} step
 * @param {Scene} scene
 * @returns {Promise<unknown>|void} settles with the server's answer; fails if it is one that no interleaving explains
 */
export function begin(step, { devices, people, rooms }) {
  const acting = devices[step.device];
  if (step.do === 'cut') return acting.cut();
  if (step.do === 'back') return acting.back();
  if (step.do === 'lose') return acting.loseEvents(step.events);
  const roomId = rooms[step.room];
  const { client } = acting;
  if (!acting.holds(roomId)) return;
  if (step.do === 'send') return void send(step, client, roomId, people);
  if (step.do === 'read') return client.markRead(roomId, client.list.get(roomId).lastMessage?.seq ?? 0);
  if (acting.offline) return;
  return expectRefusals(online(step, client, roomId, people), step);
}

/** @param {any} step @param {any} client @param {string} roomId @param {{id: string}[]} people */
function send({ text, replyTo, mention }, client, roomId, people) {
  client.send(roomId, text, {
    replyTo: replyTo === null ? undefined : stored(client, roomId, replyTo)?.id,
    mentions: mention === null ? [] : [people[mention].id],
  });
}

/** @param {any} step @param {any} client @param {string} roomId @param {{id: string}[]} people @returns {Promise<unknown>|void} */
function online(step, client, roomId, people) {
  const { rest } = client;
  const other = people[step.user]?.id;
  switch (step.do) {
    case 'join':
      return rest.addMembers(roomId, [other]);
    case 'remove':
      return rest.removeMember(roomId, other);
    case 'leave':
      return rest.removeMember(roomId, client.user.id);
    case 'role':
      return rest.setRole(roomId, other, step.role);
    case 'rename':
      return rest.updateRoom(roomId, { name: step.name });
    case 'topic':
      return rest.updateRoom(roomId, { topic: step.name });
    case 'open':
      return client.loadRoom(roomId);
  }
  const mine = step.do === 'edit' ? (/** @type {any} */ message) => message.mine : undefined;
  const message = stored(client, roomId, step.which, mine);
  if (!message) return;
  if (step.do === 'edit') return client.edit(roomId, message.id, step.text);
  if (step.do === 'delete') return client.remove(roomId, message.id);
  return client.react(roomId, message.id, step.emoji, step.on);
}

/** @param {any} client @param {string} roomId @param {number} which @param {(message: any) => boolean} [matches] */
function stored(client, roomId, which, matches = () => true) {
  const messages = client.room(roomId).messages.filter((/** @type {any} */ message) => message.seq > 0 && matches(message));
  return messages.length > 0 ? messages[messages.length - 1 - (which % messages.length)] : null;
}

/** @param {Promise<unknown>|void} asked @param {any} step */
async function expectRefusals(asked, step) {
  try {
    await asked;
  } catch (error) {
    if (!EXPECTED.has(/** @type {any} */ (error).code)) throw new Error(`${JSON.stringify(step)}: ${error}`, { cause: error });
  }
}
