// @ts-check
import { html, nothing } from 'lit';
import { avatar, groupAvatar } from './avatar.js';
import './composer-box.js';
import { icons } from './icons.js';
import { onePane } from './layout.js';
import './message-list.js';
import { presenceText } from './time.js';
import { View } from './view.js';

/** The right pane: one conversation, or an invitation to choose one. */
class ChatPane extends View {
  get hasSubject() {
    return this.model.user !== null;
  }

  render() {
    const { model } = this;
    if (!model.chat.room) {
      return html`<main class="chat nothing-open" aria-label="Conversation">
        <img class="logo faded" src="/favicon.svg" alt="" width="56" height="56" />
        <p>Choose a chat, or find people to talk to.</p>
      </main>`;
    }
    return html`<main class="chat" aria-label="Conversation with ${model.chat.title}" data-room-id=${model.chat.room.roomId}>
      ${this.#header()} ${this.#body()}
      <composer-box .model=${model}></composer-box>
    </main>`;
  }

  #body() {
    const { model } = this;
    const { chat } = model;
    if (chat.error) {
      return html`<div class="nothing-open">
        <p>${chat.error}</p>
        <button class="primary" @click=${() => chat.load()}>Try again</button>
      </div>`;
    }
    return html`<message-list .model=${model}></message-list>`;
  }

  #header() {
    const { model } = this;
    const { chat } = model;
    const { partner, room } = chat;
    return html`<header class="chat-top">
      <button class="icon-button back" aria-label="Back to the list" data-testid="back" @click=${() => model.go({ roomId: null })}>
        ${icons.back}
      </button>
      <button class="chat-who" data-testid="details-open" aria-label="Details of ${chat.title}" @click=${() => model.show('details')}>
        ${chat.isGroup
          ? groupAvatar({ id: room?.roomId ?? '' }, 's')
          : avatar(partner, { size: 's', presence: model.people.presenceOf(partner?.id) })}
        <span class="chat-names">
          <h1 data-testid="chat-title">${chat.title}</h1>
          <span class="chat-note" aria-live="polite">${this.#note()}</span>
        </span>
      </button>
      <button
        class="icon-button"
        data-testid="search-in-room"
        aria-label="Search in this chat"
        title="Search in this chat"
        @click=${() => model.search.open(room?.roomId ?? null, { leave: onePane() })}
      >
        ${icons.search}
      </button>
      <button class="icon-button" aria-label="Details" title="Details" @click=${() => model.show('details')}>${icons.info}</button>
    </header>`;
  }

  #note() {
    const { chat, people } = this.model;
    const { typing } = chat;
    if (typing.length > 0) {
      const who = !chat.isGroup ? '' : typing.length === 1 ? `${typing[0]} is ` : `${typing.length} people are `;
      return html`<span class="accent" data-testid="typing">${who}typing…</span>`;
    }
    if (!chat.isGroup) return presenceText(people.presenceOf(chat.partner?.id)) || nothing;
    const count = chat.summary?.memberCount ?? chat.room?.roster.members.length ?? 0;
    return `${count} ${count === 1 ? 'member' : 'members'}${chat.summary?.topic ? ` · ${chat.summary.topic}` : ''}`;
  }
}
customElements.define('chat-pane', ChatPane);
