// @ts-check
/** The members of a room, and how far each has received and read. */
export class Roster {
  #me;
  /** @type {Map<string, import('./types.js').Member>} */
  #members = new Map();
  /** @type {Set<(() => void)[]>} what was heard while a list of members was on its way, one for each list */
  #loads = new Set();
  /** @type {{delivered: number, read: number}|null} */
  #least = null;

  /** @param {string} me */
  constructor(me) {
    this.#me = me;
  }

  /** @returns {import('./types.js').Member[]} */
  get members() {
    return [...this.#members.values()];
  }

  /** @param {string} userId */
  member(userId) {
    return this.#members.get(userId) ?? null;
  }

  /** @param {import('./types.js').Member[]} members everyone, as the server lists them */
  replace(members) {
    const before = this.#members;
    this.#members = new Map(members.map((member) => [member.user.id, member]));
    // a receipt heard before may be newer than the list
    for (const { user, deliveredSeq, readSeq } of before.values()) {
      this.#raise({ roomId: '', userId: user.id, deliveredSeq, readSeq });
    }
    this.#least = null;
  }

  /**
   * Takes a list that is still to be fetched. What is heard meanwhile may be newer than it: that is applied again, in
   * order, which changes nothing that the list had in it already.
   *
   * @param {() => Promise<import('./types.js').Member[]>} fetchMembers
   */
  async load(fetchMembers) {
    /** @type {(() => void)[]} */
    const heard = [];
    this.#loads.add(heard);
    try {
      this.replace(await fetchMembers());
      heard.forEach((again) => again());
    } finally {
      this.#loads.delete(heard);
    }
  }

  /** @param {import('./types.js').RoomEvent} event @returns {boolean} true if it was about membership */
  apply(event) {
    const mine = this.#fold(event);
    if (mine) this.#loads.forEach((heard) => heard.push(() => this.#fold(event)));
    return mine;
  }

  /** @param {import('./types.js').RoomEvent} event */
  #fold({ type, data, at, seq }) {
    if (type === 'room.created') {
      for (const { user, role } of data.members ?? []) this.#add(user, role, at, seq);
    } else if (type === 'member.joined') {
      this.#add(data.user, data.role, at, seq);
    } else if (type === 'member.left') {
      this.#members.delete(data.userId);
    } else if (type === 'member.role') {
      const member = this.#members.get(data.userId);
      if (member) this.#members.set(data.userId, { ...member, role: data.role });
    } else {
      return false;
    }
    this.#least = null;
    return true;
  }

  /** Receipts only move forwards. @param {import('./types.js').Receipt} receipt @returns {boolean} true if it told something new */
  applyReceipt(receipt) {
    this.#loads.forEach((heard) => heard.push(() => this.#raise(receipt)));
    return this.#raise(receipt);
  }

  /** @param {import('./types.js').Receipt} receipt */
  #raise({ userId, deliveredSeq, readSeq }) {
    const member = this.#members.get(userId);
    if (!member) return false;
    const read = Math.max(member.readSeq ?? 0, readSeq ?? 0);
    const delivered = Math.max(member.deliveredSeq ?? 0, deliveredSeq ?? 0, read); // what was read had arrived
    if (read === member.readSeq && delivered === member.deliveredSeq) return false;
    this.#members.set(userId, { ...member, deliveredSeq: delivered, readSeq: read });
    this.#least = null;
    return true;
  }

  /** How far an own message has got: `delivered` and `read` mean by every other member. @param {number} seq @returns {'sent'|'delivered'|'read'} */
  stateOf(seq) {
    this.#least ??= this.#leastOfOthers();
    return seq <= this.#least.read ? 'read' : seq <= this.#least.delivered ? 'delivered' : 'sent';
  }

  #leastOfOthers() {
    const others = this.members.filter((member) => member.user.id !== this.#me);
    if (others.length === 0) return { delivered: 0, read: 0 };
    return {
      delivered: Math.min(...others.map((member) => Math.max(member.deliveredSeq ?? 0, member.readSeq ?? 0))),
      read: Math.min(...others.map((member) => member.readSeq ?? 0)),
    };
  }

  /** @param {import('./types.js').PublicUser} user @param {any} role @param {string} at @param {number} readSeq */
  #add(user, role, at, readSeq) {
    if (!this.#members.has(user.id)) {
      this.#members.set(user.id, { user, role, joinedAt: at, deliveredSeq: readSeq, readSeq });
    }
  }
}
