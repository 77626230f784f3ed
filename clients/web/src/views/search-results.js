// @ts-check
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { titleOf } from '../model/chat.js';
import { excerpt } from '../model/highlight.js';
import { nameOf } from '../model/people.js';
import { fullTime, shortTime } from './time.js';

/** What the search has found, or why there is nothing. @param {import('../model/app-model.js').AppModel} model */
export function searchResults(model) {
  const { search } = model;
  return html`<div class="search-results" aria-busy=${search.busy}>
    <p class="heard" role="status">${summary(search)}</p>
    ${search.query.trim() === '' ? html`<p class="empty small">Type what you are looking for.</p>` : nothing}
    ${search.busy && !search.hits ? html`<p class="empty small"><span class="spinner"></span></p>` : nothing}
    ${search.error
      ? html`<div class="empty small" data-testid="search-error">
          <p>${search.error}</p>
          <button class="small" @click=${() => search.retry()}>Try again</button>
        </div>`
      : nothing}
    ${search.hits?.length === 0 && !search.busy
      ? html`<p class="empty small" data-testid="search-empty">Nothing found for “${search.query.trim()}”.</p>`
      : nothing}
    <ul class="rows" id="search-results" role="listbox" aria-label="Messages found">
      ${repeat(search.hits ?? [], (hit) => hit.message.id, (hit, index) => item(model, hit, index))}
    </ul>
    ${search.hasMore
      ? html`<p class="more"><button class="link" data-testid="search-more" ?disabled=${search.busy} @click=${() => search.more()}>Show more</button></p>`
      : nothing}
  </div>`;
}

/** @param {import('../model/app-model.js').AppModel} model @param {import('../model/search.js').Hit} hit @param {number} index */
function item(model, { message, roomId }, index) {
  const { search } = model;
  const room = model.client.list.get(roomId);
  const mine = message.sender.id === model.user?.id;
  return html`<li
    id="search-hit-${index}"
    class="row hit"
    role="option"
    aria-selected=${index === search.active}
    data-testid="search-hit"
    data-message-id=${message.id}
    @mousedown=${(/** @type {Event} */ event) => event.preventDefault() /* the field keeps the focus, and the arrows work on */}
    @click=${() => search.choose(index)}
  >
    <span class="row-text">
      <span class="row-top">
        <span class="row-title">${titleOf(room) ?? 'Direct chat'}</span>
        <time class="row-time" datetime=${message.createdAt} title=${fullTime(message.createdAt)}>${shortTime(message.createdAt)}</time>
      </span>
      <span class="hit-text"
        ><span class="hit-sender">${mine ? 'You' : nameOf(message.sender)}:</span>
        ${excerpt(message.content?.text ?? '', search.query).map(({ text, hit }) => (hit ? html`<mark>${text}</mark>` : text))}</span
      >
    </span>
  </li>`;
}

/** For screen readers. @param {import('../model/search.js').Search} search */
function summary(search) {
  if (search.busy || !search.hits) return '';
  const { length } = search.hits;
  return `${length}${search.hasMore ? ' or more' : ''} ${length === 1 ? 'message' : 'messages'} found`;
}
