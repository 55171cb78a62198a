/** Least time between two looks that news asks for, ms: each leaves a line in the server's audit trail. */
export const REST_MS = 2_000;

/** Looks again at what has news: some of them together, and not while nobody sees the page. Whoever shows it again says `news`. */
export class RestedLook implements Disposable {
  readonly #look: () => void;
  readonly #isShown: () => boolean;
  /** On the page's clock, ms. */
  #lastAt = Number.NEGATIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(look: () => void, isShown: () => boolean) {
    this.#look = look;
    this.#isShown = isShown;
  }

  /** Somebody asks for it. */
  now(): void {
    this[Symbol.dispose]();
    this.#lastAt = performance.now();
    this.#look();
  }

  /** There may be something new. */
  news(): void {
    if (this.#timer !== null || !this.#isShown()) return;
    const rest = this.#lastAt + REST_MS - performance.now();
    if (rest <= 0) this.now();
    else
      this.#timer = setTimeout(() => {
        this.#timer = null;
        if (this.#isShown()) this.now();
      }, rest);
  }

  [Symbol.dispose](): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
