import type { Locator } from 'playwright-core';
import { keepPicture, picturesFolder } from '../harness/pictures.ts';
import { Room } from './rooms.ts';

/** Where something is on a canvas: shares of its width and height. */
export interface Marks {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  /** Share of pixels. */
  readonly share: number;
}

type Place = readonly [x: number, y: number];

/** The presenter's board in a room. */
export class Board extends Room {
  get whole(): Locator {
    return this.id('board');
  }

  get ink(): Locator {
    return this.id('board-ink');
  }

  async open(what: 'white'): Promise<void> {
    await this.id('board-menu').click();
    await this.id(`board-${what}`).click();
    await this.ink.waitFor();
  }

  async openFile(name: string, mimeType: string, buffer: Buffer): Promise<void> {
    await this.id('board-menu').click();
    await this.id('board-file').setInputFiles({ name, mimeType, buffer });
  }

  /** Draws with the tool that is chosen. Places are shares of the page. */
  async stroke(from: Place, to: Place): Promise<void> {
    const box = await this.ink.boundingBox();
    if (box === null) throw new Error('There is no paper.');
    const { mouse } = this.page;
    await mouse.move(box.x + box.width * from[0], box.y + box.height * from[1]);
    await mouse.down();
    await mouse.move(box.x + box.width * to[0], box.y + box.height * to[1], { steps: 12 });
    await mouse.up();
  }

  /** What is on one of its canvases, by every pixel that is neither white nor see-through; null where all of it is. */
  marks(canvas: 'board-ink' | 'board-sheet'): Promise<Marks | null> {
    return this.id(canvas).evaluate((element) => {
      if (!(element instanceof HTMLCanvasElement)) throw new Error('That is no canvas.');
      const { width, height } = element;
      // A copy: reading back again and again would change how the page paints its own.
      const copy = document.createElement('canvas');
      copy.width = width;
      copy.height = height;
      const context = copy.getContext('2d', { willReadFrequently: true });
      if (context === null || width === 0 || height === 0) return null;
      context.drawImage(element, 0, 0);
      const { data } = context.getImageData(0, 0, width, height);
      let [left, top, right, bottom, count] = [width, height, -1, -1, 0];
      for (let at = 0; at < width * height; at++) {
        const [red = 0, green = 0, blue = 0, alpha = 0] = data.subarray(at * 4, at * 4 + 4);
        if (alpha < 40 || red + green + blue > 600) continue;
        const x = at % width;
        const y = Math.floor(at / width);
        left = Math.min(left, x);
        right = Math.max(right, x);
        top = Math.min(top, y);
        bottom = Math.max(bottom, y);
        count++;
      }
      if (count === 0) return null;
      return { left: left / width, top: top / height, right: right / width, bottom: bottom / height, share: count / (width * height) };
    });
  }

  /** The room on an office's large screen, in each theme as its user chooses it. */
  async keepBothThemes(name: string): Promise<void> {
    if (picturesFolder === undefined) return;
    await this.page.setViewportSize({ width: 1920, height: 1080 });
    for (const [theme, label] of [
      ['light', '浅色'],
      ['dark', '深色'],
    ] as const) {
      await this.id('me-menu').click();
      await this.page.getByText(label).click();
      await this.page.mouse.move(960, 700);
      await keepPicture(this.page, `${name}-${theme}`);
    }
  }
}
