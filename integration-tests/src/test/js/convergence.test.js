// @ts-check
// The promise "after sync every device holds what the server holds", for interleavings that nobody thought of. Each run
// prints its seed. PARLEY_PROPERTY_RUNS asks for more runs, PARLEY_PROPERTY_SEED and PARLEY_PROPERTY_PATH (from a failure's
// report) for one again. What overtakes what is the network's choice each time: a rare failure may take several.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { Device } from './convergence-device.js';
import { DEVICES_EACH, USERS, begin, steps } from './convergence-steps.js';
import { rolesOf, roomOf, viewOfDevice, viewOfLog, viewOfServer } from './convergence-views.js';
import { account, rest, until } from './support.js';

const RUNS = Number(process.env.PARLEY_PROPERTY_RUNS ?? 15);
const SEED = Number(process.env.PARLEY_PROPERTY_SEED ?? Date.now() % 2 ** 31);
const PATH = process.env.PARLEY_PROPERTY_PATH;
const LONGEST_MS = process.env.PARLEY_PROPERTY_RUNS ? 300_000 + RUNS * 10_000 : 75_000; // shrinking is in it
const QUIET_MS = 3000; // a difference that has not changed for so long will not

/** Who is in each room at first, the one who makes it in front. */
const MEMBERS = [[0, 1, 2, 3, 4, 5, 6, 7], [1, 2, 3, 4], [6, 7]]; // prettier-ignore

test('whatever happens, every device ends with what the server holds', async (t) => {
  t.diagnostic(`PARLEY_PROPERTY_SEED=${SEED}`);
  const { people, devices } = await logInAll();

  await fc.assert(
    fc.asyncProperty(steps, (happens) => run(happens, devices, people)),
    {
      numRuns: RUNS,
      seed: SEED,
      path: PATH,
      endOnFailure: PATH !== undefined, // what is run again has been shrunk
      includeErrorInReport: true,
      interruptAfterTimeLimit: LONGEST_MS,
    },
  );
});

/** A few at a time: each sign-up and log-in hashes a password. */
async function logInAll() {
  const people = [];
  const devices = [];
  for (let user = 0; user < USERS; user++) {
    const fields = account(`user${user}`);
    const { id } = await rest('POST', '/users', fields);
    const own = Array.from({ length: DEVICES_EACH }, (_, number) => new Device(`${user}.${number}`, { id, ...fields }));
    await Promise.all(own.map((device) => device.logIn()));
    people.push({ id });
    devices.push(...own);
  }
  return { people, devices };
}

/** @param {any[]} happens @param {Device[]} devices @param {{id: string}[]} people */
async function run(happens, devices, people) {
  devices.forEach((device) => device.start());
  const rooms = /** @type {string[]} */ ([]);
  try {
    await until('all are connected', () => devices.every((device) => device.isIdle));
    rooms.push(...(await makeRooms(devices, people)));
    await openRooms(rooms, devices);
    await live(happens, { devices, people, rooms });
    await quiet(devices);
    for (let user = 0; user < USERS; user++) {
      await assertConverged(devices.slice(user * DEVICES_EACH, (user + 1) * DEVICES_EACH));
    }
    await assertOneOrder(devices, people);
    await deleteRooms(rooms, devices);
    const isHeld = (/** @type {Device} */ device) => rooms.some((id) => device.holds(id));
    await until('nobody holds a deleted room', () => !devices.some(isHeld));
  } finally {
    devices.forEach((device) => device.stop());
    await deleteRooms(rooms, devices);
  }
}

/** @param {Device[]} devices @param {{id: string}[]} people */
async function makeRooms(devices, people) {
  const made = MEMBERS.map(([maker, ...others]) => {
    const { rest } = devices[maker * DEVICES_EACH].client;
    return rest.createGroup('made', others.map((user) => people[user].id)); // prettier-ignore
  });
  return (await Promise.all(made)).map((room) => room.id);
}

/** Two devices of each user look at all of their rooms, the third at none. @param {string[]} rooms @param {Device[]} devices */
async function openRooms(rooms, devices) {
  const seats = MEMBERS.flatMap((users, at) => devices.flatMap((device, number) => {
    return users.includes(Math.floor(number / DEVICES_EACH)) ? [{ device, number, roomId: rooms[at] }] : [];
  })); // prettier-ignore
  await until('the rooms are there', () => seats.every(({ device, roomId }) => device.holds(roomId)));
  const looking = seats.filter(({ number }) => number % DEVICES_EACH > 0);
  await Promise.all(looking.map(({ device, roomId }) => device.client.loadRoom(roomId)));
}

/** @param {any[]} happens @param {import('./convergence-steps.js').Scene} scene */
async function live(happens, scene) {
  /** @type {Promise<unknown>[]} */
  let begun = [];
  const answered = async () => {
    await Promise.all(begun.splice(0));
    await until('what was sent is answered', () => scene.devices.every((device) => device.isQuiet));
  };
  for (const step of happens) {
    if (step.do === 'wait') await answered();
    else begun.push(Promise.resolve(begin(step, scene)));
    await new Promise(setImmediate); // the network's turn, not the server's answer
  }
  await answered();
}

/** Everybody is back, and has said and heard everything. @param {Device[]} devices */
async function quiet(devices) {
  devices.filter((device) => device.mayHaveMissed).forEach((device) => device.cut());
  devices.filter((device) => device.offline).forEach((device) => device.back());
  await until('all have caught up', () => devices.every((device) => device.isIdle));
  devices.forEach((device) => device.discardRefused());
}

/** @param {Device[]} own one user's devices */
async function assertConverged(own) {
  const { rest } = own[0].client;
  let server = await viewOfServer(rest);
  for (const device of own) {
    let held = await viewOfDevice(device.client);
    for (let quietSince = Date.now(); !isDeepStrictEqual(held, server) && Date.now() - quietSince < QUIET_MS; ) {
      const before = { held, server };
      await new Promise((again) => setTimeout(again, 100)); // the last receipts are on their way
      server = await viewOfServer(rest);
      held = await viewOfDevice(device.client);
      if (!isDeepStrictEqual({ held, server }, before)) quietSince = Date.now();
    }
    assert.deepEqual(held, server, `device ${device.name} holds what the server does not`);
  }
  for (const [roomId, room] of Object.entries(server.rooms)) {
    const log = await viewOfLog(rest, own[0].client.user, roomId);
    assert.deepEqual(log.messages, server.messages[roomId], `the log of ${roomId} from 0`);
    assert.deepEqual(log.roles, rolesOf(server.members[roomId]), `the log of ${roomId} from 0`);
    const replayed = log.list.get(roomId);
    const { readSeq, unreadCount, ...shared } = room;
    if (replayed) assert.deepEqual(roomOf(replayed), shared, `the log of ${roomId} from 0`); // who left and came back has to ask for the room
  }
}

/** Each message has one place, whoever asks; and only members are answered. @param {Device[]} devices @param {{id: string}[]} people */
async function assertOneOrder(devices, people) {
  /** @type {Map<string, {order: string, members: string[]}>} */
  const seen = new Map();
  for (let user = 0; user < USERS; user++) {
    const view = await viewOfServer(devices[user * DEVICES_EACH].client.rest);
    for (const [roomId, messages] of Object.entries(view.messages)) {
      const order = messages.map(({ seq, id }) => `${seq} ${id}`).join('\n');
      const members = view.members[roomId].map(({ userId }) => userId);
      const other = seen.get(roomId);
      if (other) assert.deepEqual({ order, members }, other);
      seen.set(roomId, { order, members });
      assert.ok(members.includes(people[user].id), 'whoever holds a room is a member');
    }
  }
}

/** By whoever owns them by now. @param {string[]} rooms @param {Device[]} devices */
async function deleteRooms(rooms, devices) {
  const owners = devices.filter((_, at) => at % DEVICES_EACH === 0).map((device) => device.client.rest);
  await Promise.all(rooms.flatMap((roomId) => owners.map((rest) => rest.deleteRoom(roomId).catch(() => {}))));
}
