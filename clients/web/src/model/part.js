// @ts-check
/** A part of the model: it changes itself and tells the whole. */
export class Part {
  /** @param {import('./app-model.js').AppModel} app */
  constructor(app) {
    this.app = app;
  }

  get client() {
    return this.app.client;
  }

  changed() {
    this.app.changed();
  }

  /**
   * Does something that may be refused; a refusal becomes a toast.
   *
   * @template T
   * @param {() => Promise<T>} act
   * @returns {Promise<T|null>} null if refused
   */
  async attempt(act) {
    try {
      return await act();
    } catch (error) {
      this.app.notices.showError(error);
      return null;
    } finally {
      this.changed();
    }
  }

  /** Forgets one user's things, at log-out. */
  reset() {}
}
