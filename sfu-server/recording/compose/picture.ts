/** A place in a picture, px; all even, for colour is kept for two by two. */
export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Bytes of a picture in planar YUV 4:2:0. */
export function pictureBytes({ width, height }: Size): number {
  return (width * height * 3) / 2;
}

/** A picture in planar YUV 4:2:0 (BT.601, limited range), to which others are put. */
export class Canvas {
  readonly size: Size;
  readonly bytes: Buffer;

  constructor(size: Size) {
    this.size = size;
    this.bytes = Buffer.alloc(pictureBytes(size));
    this.clear();
  }

  /** Dark grey, as the console's stage. */
  clear(): void {
    const luma = this.size.width * this.size.height;
    this.bytes.fill(28, 0, luma);
    this.bytes.fill(128, luma);
  }

  /** Fills a place with one grey. */
  fill(rect: Rect, luma: number): void {
    this.#planes((plane) => {
      for (let row = 0; row < plane.height(rect); row += 1) {
        const at = plane.offset + (plane.y(rect) + row) * plane.stride + plane.x(rect);
        this.bytes.fill(plane.colour ? 128 : luma, at, at + plane.width(rect));
      }
    });
  }

  /** Puts a picture into a place; a picture of another size is fitted (nearest neighbour, for the decoder has done the rest). */
  put(picture: Buffer, size: Size, rect: Rect): void {
    let from = 0;
    this.#planes((plane) => {
      const [fromWidth, fromHeight] = plane.colour ? [size.width / 2, size.height / 2] : [size.width, size.height];
      const [width, height] = [plane.width(rect), plane.height(rect)];
      const same = fromWidth === width && fromHeight === height;
      for (let row = 0; row < height; row += 1) {
        const source = from + (same ? row : Math.floor((row * fromHeight) / height)) * fromWidth;
        const at = plane.offset + (plane.y(rect) + row) * plane.stride + plane.x(rect);
        if (same) picture.copy(this.bytes, at, source, source + width);
        else
          for (let column = 0; column < width; column += 1)
            this.bytes[at + column] = picture[source + Math.floor((column * fromWidth) / width)] ?? 0;
      }
      from += fromWidth * fromHeight;
    });
  }

  #planes(draw: (plane: Plane) => void): void {
    const { width, height } = this.size;
    draw(new Plane(0, width, false));
    draw(new Plane(width * height, width / 2, true));
    draw(new Plane((width * height * 5) / 4, width / 2, true));
  }
}

/** One of the three planes, in its own measure. */
class Plane {
  readonly offset: number;
  readonly stride: number;
  readonly colour: boolean;

  constructor(offset: number, stride: number, colour: boolean) {
    this.offset = offset;
    this.stride = stride;
    this.colour = colour;
  }

  x(rect: Rect): number {
    return this.#scaled(rect.x);
  }

  y(rect: Rect): number {
    return this.#scaled(rect.y);
  }

  width(rect: Rect): number {
    return this.#scaled(rect.width);
  }

  height(rect: Rect): number {
    return this.#scaled(rect.height);
  }

  #scaled(value: number): number {
    return this.colour ? value / 2 : value;
  }
}
