// @ts-check
import { html } from 'lit';
import { Modal } from './modal.js';

const KEYS = [
  ['Anywhere', [['Ctrl K', 'Search all messages'], ['Ctrl Shift K', 'Search in this chat'], ['?', 'This list'], ['Esc', 'Close or cancel']]],
  ['In the list of results', [['↑ ↓', 'The hit before, the next'], ['Enter', 'Go to the message']]],
  ['In the message field', [
    ['Enter', 'Send'], ['Shift Enter', 'A new line'], ['@', 'Mention a member of the group'], ['↑', 'Edit your last message, if the field is empty'],
    ['Shift Tab', 'To the messages'],
  ]],
  ['On a message', [
    ['↑ ↓ Home End', 'From message to message'], ['R', 'Reply'], ['E', 'Edit'], ['Delete', 'Delete'], ['+ or :', 'React'], ['Enter', 'All that can be done'],
    ['Esc', 'Back to the message field'],
  ]],
]; // prettier-ignore

/** The keys that do something. message-keys.js and shortcuts.js are what they do. */
class HelpDialog extends Modal {
  render() {
    return this.frame({
      title: 'Keys',
      testId: 'help-dialog',
      body: html`${KEYS.map(
        ([title, keys]) => html`<h3 class="section">${title}</h3>
          <dl class="keys">
            ${/** @type {string[][]} */ (keys).map(
              ([key, what]) => html`<div>
                <dt>${key.split(' ').map((each) => (each === 'or' ? ' or ' : html`<kbd>${each}</kbd>`))}</dt>
                <dd>${what}</dd>
              </div>`,
            )}
          </dl>`,
      )}`,
    });
  }
}
customElements.define('help-dialog', HelpDialog);
