// @ts-check
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { titleOf } from '../model/chat.js';
import { nameOf } from '../model/people.js';
import { formatRoute } from '../model/route.js';
import { avatar, groupAvatar } from './avatar.js';
import { icons } from './icons.js';
import { shortTime } from './time.js';

/** @typedef {import('../../../js/room-list.js').ListedRoom} ListedRoom */

/** The rooms, most recently active first. @param {import('../model/app-model.js').AppModel} model */
export function roomList(model) {
  const { list } = model.client;
  if (!list.loaded) return html`<p class="empty small" aria-busy="true">Loading…</p>`;
  if (list.rooms.length === 0) {
    return html`<div class="empty">
      <p>No chats yet.</p>
      <button class="primary" @click=${() => model.go({ tab: 'people' })}>Find people</button>
    </div>`;
  }
  return html`<ul class="rows" data-testid="room-list" aria-label="Chats">
    ${repeat(list.rooms, (room) => room.id, (room) => html`<li>${roomItem(model, room)}</li>`)}
  </ul>`;
}

/** @param {import('../model/app-model.js').AppModel} model @param {ListedRoom} room */
function roomItem(model, room) {
  const direct = room.type === 'direct';
  const at = room.lastMessage?.createdAt ?? room.createdAt;
  return html`<a
    class="row room"
    data-testid="room-item"
    data-room-id=${room.id}
    href=${formatRoute({ tab: 'chats', roomId: room.id })}
    aria-current=${model.route.roomId === room.id ? 'true' : nothing}
  >
    ${direct ? avatar(room.partner ?? null, { presence: model.people.presenceOf(room.partner?.id) }) : groupAvatar(room)}
    <span class="row-text">
      <span class="row-top">
        <span class="row-title" data-testid="room-title">${titleOf(room) ?? 'Direct chat'}</span>
        ${room.muted ? html`<span class="faint small-icon" role="img" aria-label="muted">${icons.mute}</span>` : nothing}
        ${at ? html`<time class="row-time ${room.unreadCount ? 'new' : ''}" datetime=${at}>${shortTime(at)}</time>` : nothing}
      </span>
      <span class="row-bottom">
        <span class="row-preview" data-testid="room-preview">${preview(model, room)}</span>
        ${room.unreadCount > 0
          ? html`<span class="badge ${room.muted ? 'quiet' : ''}" data-testid="unread-count" aria-label="${room.unreadCount} unread"
              >${room.unreadCount > 99 ? '99+' : room.unreadCount}</span
            >`
          : nothing}
      </span>
    </span>
  </a>`;
}

/** @param {import('../model/app-model.js').AppModel} model @param {ListedRoom} room */
function preview(model, room) {
  const typing = model.client.live.typing.in(room.id);
  if (typing.length > 0) return html`<span class="accent">typing…</span>`;
  const draft = model.route.roomId === room.id ? '' : model.drafts.get(room.id);
  if (draft) return html`<span class="danger">Draft:</span> ${draft}`;
  const message = room.lastMessage;
  if (!message) return room.type === 'group' ? `${room.memberCount ?? 0} members` : 'Say hello';
  const text = message.content ? message.content.text : 'Message deleted';
  if (message.sender.id === model.user?.id) return `You: ${text}`;
  return room.type === 'group' ? `${nameOf(message.sender)}: ${text}` : text;
}
