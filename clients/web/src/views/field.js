// @ts-check
import { html, nothing } from 'lit';
import { fieldErrors } from '../model/explain.js';

/**
 * A labelled text field of a form; what the server says is wrong with it stands below.
 *
 * @param {{id: string, name: string, label: string, type?: string, complete?: string, hint?: string, value?: string, error?: any}} options
 *     id: also the test id; name: the field's name in the contract; error: of the last attempt
 */
export function field({ id, name, label, type = 'text', complete = 'off', hint = '', value, error }) {
  const wrong = fieldErrors(error)[name];
  return html`<div class="field">
    <label for=${id}>${label} ${hint ? html`<span class="hint">${hint}</span>` : nothing}</label>
    <input
      id=${id}
      data-testid=${id}
      name=${name}
      type=${type}
      value=${value ?? nothing}
      autocomplete=${complete}
      autocapitalize="none"
      spellcheck="false"
      aria-invalid=${wrong ? 'true' : 'false'}
      aria-describedby=${wrong ? `${id}-wrong` : nothing}
    />
    ${wrong ? html`<p class="wrong" id="${id}-wrong">${wrong}</p>` : nothing}
  </div>`;
}
