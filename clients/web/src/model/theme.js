// @ts-check
import { Part } from './part.js';

const KEY = 'parley.theme';

/** Light or dark: the system's choice until the user makes one. */
export class Theme extends Part {
  /** @param {import('./app-model.js').AppModel} app @param {import('../../../js/types.js').Store} store */
  constructor(app, store) {
    super(app);
    this.store = store;
  }

  get dark() {
    const chosen = this.store.getItem(KEY);
    return chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  }

  toggle() {
    const theme = this.dark ? 'light' : 'dark';
    this.store.setItem(KEY, theme);
    document.documentElement.dataset.theme = theme;
    this.changed();
  }
}
