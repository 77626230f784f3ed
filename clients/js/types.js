// @ts-check
/**
 * The shapes of the public contract, for editors and type checkers. No code.
 *
 * @typedef {{id: string, username: string, displayName: string}} PublicUser
 * @typedef {PublicUser & {email: string}} User
 * @typedef {{text: string, mentions?: string[]}} Content
 * @typedef {{emoji: string, count: number, mine: boolean}} Reaction
 * @typedef {{id: string, roomId: string, seq: number, sender: PublicUser, clientMessageId: string,
 *   content: Content|null, replyTo?: string|null, createdAt: string, editedAt?: string|null,
 *   deletedAt?: string|null, reactions: Reaction[]}} Message
 * @typedef {{id: string, type: 'direct'|'group', name?: string|null, topic?: string|null, createdAt?: string,
 *   createdBy?: any, memberCount?: number, lastSeq?: number, retentionDays?: number|null, firstSeq?: number, peer?: PublicUser|null}} Room
 * @typedef {Room & {lastMessage?: Message|null, readSeq?: number, unreadCount?: number, muted?: boolean}} RoomSummary
 * @typedef {{user: PublicUser, role: 'owner'|'admin'|'member', joinedAt?: string, deliveredSeq?: number,
 *   readSeq?: number}} Member
 * @typedef {{user: PublicUser, status: 'pending'|'accepted'|'rejected', direction: 'outgoing'|'incoming',
 *   createdAt: string, updatedAt: string}} Contact
 * @typedef {{userId: string, status: 'online'|'away'|'busy'|'offline', lastSeenAt?: string|null}} Presence
 * @typedef {{id: string, kind: string, roomId?: string|null, title: string, body: string, createdAt: string,
 *   readAt?: string|null, read?: boolean}} Notification
 * @typedef {{url: string, createdAt: string, failing?: {since: string, cause: string}}} Webhook
 * @typedef {{roomId: string, seq: number, type: string, at: string, actor: any, data: any}} RoomEvent
 * @typedef {{roomId: string, userId: string, deliveredSeq?: number|null, readSeq?: number|null}} Receipt
 * @typedef {{messageId: string, clientMessageId: string, status: 'accepted'|'stored', seq?: number|null}} SendAck
 * @typedef {{type: string, id?: string|null, data?: any, error?: any}} Frame
 *
 * @typedef {object} Clock  Time and chance, injected so that tests decide both.
 * @property {() => number} now  milliseconds since the epoch
 * @property {(run: () => void, ms: number) => any} setTimeout
 * @property {(timer: any) => void} clearTimeout
 * @property {() => number} random  0 up to, not with, 1
 *
 * @typedef {object} Store  Where tokens and the outbox survive a reload.
 * @property {(key: string) => string|null} getItem
 * @property {(key: string, value: string) => void} setItem
 * @property {(key: string) => void} removeItem
 * @property {() => string[]} keys
 * @property {boolean} [shared]  true if other tabs or processes see the same store
 * @property {(changed: (key: string|null) => void) => () => void} [subscribe]  another tab changed a key
 *
 * @typedef {object} SocketHandlers
 * @property {() => void} onOpen
 * @property {(text: string) => void} onFrame
 * @property {(code: number, reason: string) => void} onClose  called once
 *
 * @typedef {{send: (text: string) => void, close: (code?: number, reason?: string) => void}} Socket
 * @typedef {{name: string, open: (handlers: SocketHandlers) => Promise<Socket>|Socket}} Door
 */
export {};
