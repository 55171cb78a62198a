import type { Locator, Page } from 'playwright-core';
import type { Room } from './rooms.ts';

/** A name as it is written by hand: strokes of places, shares of the pad's width and height. */
const HAND: readonly (readonly (readonly [x: number, y: number])[])[] = [0.15, 0.5].map((from) =>
  Array.from({ length: 13 }, (_, step) => [from + (0.33 * step) / 12, step % 2 === 0 ? 0.3 : 0.75] as const),
);

/** A seat at which a paper is read to its end and signed by hand. */
export class Signing {
  readonly #page: Page;
  readonly #touch: boolean;

  /** @param touch signs with a finger instead of the mouse */
  constructor(seat: Pick<Room, 'page'>, touch = false) {
    this.#page = seat.page;
    this.#touch = touch;
  }

  id(testId: string): Locator {
    return this.#page.getByTestId(testId);
  }

  get sheet(): Locator {
    return this.id('signing-sheet');
  }

  /** Reads every page of the paper that is open. @param open begins to read */
  async read(open: string = 'sign-own'): Promise<void> {
    await this.id(open).first().click();
    await this.sheet.getByTestId('paper-page').waitFor();
    while (await this.sheet.getByTestId('hand-open').isDisabled()) {
      await this.sheet.locator('[data-testid="paper-page"][data-page]').waitFor();
      const next = this.sheet.getByTestId('paper-next');
      if (await next.isEnabled()) await next.click();
      await this.#page.waitForFunction(() => {
        const place = document.querySelector('[data-testid="signing-sheet"] [data-testid="paper-place"]')?.textContent ?? '';
        const drawn = document.querySelector<HTMLElement>('[data-testid="signing-sheet"] [data-testid="paper-page"]')?.dataset.page;
        return drawn !== undefined && place.includes(`第 ${drawn} /`);
      });
    }
    await this.sheet.getByTestId('hand-open').click();
  }

  /** Writes a name on the pad. */
  async draw(): Promise<void> {
    const box = await this.id('hand-pad').boundingBox();
    if (box === null) throw new Error('No pad.');
    const strokes = HAND.map((stroke) => stroke.map(([x, y]) => ({ x: box.x + box.width * x, y: box.y + box.height * y })));
    if (this.#touch) await this.#withFinger(strokes);
    else await this.#withMouse(strokes);
  }

  async submit(): Promise<void> {
    await this.id('hand-submit').click();
    await this.sheet.waitFor({ state: 'detached' });
  }

  /** Reads it all and signs. */
  async sign(open?: string): Promise<void> {
    await this.read(open);
    await this.draw();
    await this.submit();
  }

  async #withMouse(strokes: readonly (readonly { readonly x: number; readonly y: number }[])[]): Promise<void> {
    const { mouse } = this.#page;
    for (const [first, ...others] of strokes) {
      if (first === undefined) continue;
      await mouse.move(first.x, first.y);
      await mouse.down();
      for (const { x, y } of others) await mouse.move(x, y);
      await mouse.up();
    }
  }

  async #withFinger(strokes: readonly (readonly { readonly x: number; readonly y: number }[])[]): Promise<void> {
    const devices = await this.#page.context().newCDPSession(this.#page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', at: { x: number; y: number }[]) =>
      devices.send('Input.dispatchTouchEvent', { type, touchPoints: at });
    for (const stroke of strokes) {
      for (const [step, at] of stroke.entries()) await touch(step === 0 ? 'touchStart' : 'touchMove', [at]);
      await touch('touchEnd', []);
    }
    await devices.detach();
  }
}
