// @ts-check
import { LitElement } from 'lit';

/** A view of the model: renders into the page itself (one stylesheet, labels that work across views), again whenever the model changes. */
export class View extends LitElement {
  /** @type {import('lit').PropertyDeclarations} */
  static properties = { model: { attribute: false } };

  #off = () => {};

  constructor() {
    super();
    /** @type {import('../model/app-model.js').AppModel} */
    this.model = /** @type {any} */ (undefined); // set by whoever renders this, before it is connected
  }

  createRenderRoot() {
    return this;
  }

  /** False while what this shows is gone and the parent, which updates by itself too, is about to remove this. */
  get hasSubject() {
    return true;
  }

  shouldUpdate() {
    return this.hasSubject;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#off = this.model.on('change', () => this.requestUpdate());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#off();
  }
}
