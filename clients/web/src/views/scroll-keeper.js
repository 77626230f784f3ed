// @ts-check
const END_PX = 80; // this close to the end counts as being there
const START_PX = 240; // this close to the start, or to the end of an earlier part, is time for more messages

/**
 * Keeps the reader's place: at the end while they are there, on the same message when older ones come in above. Does by
 * hand what `overflow-anchor` does, since Safari has none and no browser anchors at the very top.
 */
export class ScrollKeeper {
  #box;
  #moved;
  #atEnd = true;
  #height = 0;
  #top = 0;
  /** @type {string|null} */
  #firstKey = null;
  /** @type {string|null} */
  #ownNewest = null;
  #started = false;
  #observer;

  /** @param {HTMLElement} box the scrolling element @param {() => void} moved */
  constructor(box, moved) {
    this.#box = box;
    this.#moved = moved;
    // the composer grows, the phone's keyboard opens, text wraps anew
    this.#observer = new ResizeObserver(() => this.#atEnd && this.toEnd());
    this.#observer.observe(box);
  }

  stop() {
    this.#observer.disconnect();
  }

  get atEnd() {
    return this.#atEnd;
  }

  get nearEnd() {
    return this.#started && this.#endPx < START_PX;
  }

  get nearStart() {
    return this.#started && this.#box.scrollTop < START_PX;
  }

  toEnd() {
    this.#box.scrollTop = this.#box.scrollHeight;
    this.#atEnd = true;
  }

  /** @param {Element} message to the middle, wherever the reader was */
  toMessage(message) {
    this.#started = true;
    message.scrollIntoView({ block: 'center' });
    this.#atEnd = this.#endPx < END_PX;
  }

  /** How much lies below what is on the screen. */
  get #endPx() {
    return this.#box.scrollHeight - this.#box.scrollTop - this.#box.clientHeight;
  }

  scrolled() {
    this.#atEnd = this.#endPx < END_PX;
    this.#moved();
  }

  beforeUpdate() {
    this.#height = this.#box.scrollHeight;
    this.#top = this.#box.scrollTop;
  }

  /**
   * @param {{firstKey: string|null, ownNewest: string|null, loaded: boolean, follow: boolean, startAt: () => Element|null}} shown
   *     ownNewest: the newest message if this user wrote it; follow: the newest messages were shown before too; startAt:
   *     where to begin reading, if not at the end
   */
  afterUpdate({ firstKey, ownNewest, loaded, follow, startAt }) {
    const wroteOne = ownNewest !== null && ownNewest !== this.#ownNewest;
    if (!this.#started) {
      if (loaded) this.#start(startAt());
    } else if (follow && (wroteOne || this.#atEnd)) {
      this.toEnd();
    } else if (firstKey !== this.#firstKey) {
      this.#box.scrollTop = this.#top + this.#box.scrollHeight - this.#height;
    }
    this.#firstKey = firstKey;
    this.#ownNewest = ownNewest;
  }

  /** @param {Element|null} line */
  #start(line) {
    this.#started = true;
    this.toEnd();
    if (!line) return;
    const above = line.getBoundingClientRect().top - this.#box.getBoundingClientRect().top;
    if (above < 0) {
      this.#box.scrollTop += above - 24;
      this.#atEnd = false;
    }
  }
}
