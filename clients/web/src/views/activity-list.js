// @ts-check
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { icons } from './icons.js';
import { fullTime, shortTime } from './time.js';

const ICONS = { message: icons.chat, mention: icons.chat, invitation: icons.userPlus };

/** What has happened while this user looked elsewhere. @param {import('../model/app-model.js').AppModel} model */
export function activityList(model) {
  const { notices } = model;
  if (notices.list.length === 0) return html`<p class="empty">Nothing new.</p>`;
  return html`
    ${notices.unread > 0
      ? html`<div class="list-action">
          <button class="link" data-testid="notifications-read-all" @click=${() => notices.markAllRead()}>Mark all as read</button>
        </div>`
      : nothing}
    <ul class="rows" data-testid="notification-list" aria-label="Activity">
      ${repeat(notices.list, (each) => each.id, (each) => html`<li>${item(model, each)}</li>`)}
    </ul>
  `;
}

/** @param {import('../model/app-model.js').AppModel} model @param {import('../../../js/types.js').Notification} notification */
function item(model, notification) {
  const { id, kind, title, body, createdAt, roomId, readAt } = notification;
  const open = () => {
    model.notices.markRead([id]);
    if (roomId) model.openRoom(roomId);
    else model.go({ tab: 'people' });
  };
  return html`<button class="row notification ${readAt ? '' : 'unread'}" data-testid="notification-item" @click=${open}>
    <span class="notification-icon">${ICONS[/** @type {keyof typeof ICONS} */ (kind)] ?? icons.bell}</span>
    <span class="row-text">
      <span class="row-top">
        <span class="row-title">${title}</span>
        <time class="row-time" datetime=${createdAt} title=${fullTime(createdAt)}>${shortTime(createdAt)}</time>
      </span>
      <span class="row-preview">${body}</span>
    </span>
  </button>`;
}
