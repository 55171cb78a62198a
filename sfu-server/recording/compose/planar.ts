import { pictureBytes, type Size } from './picture.ts';

/** A picture in RGBA as planar YUV 4:2:0 (ITU-R BT.601, limited range), as a `Canvas` takes it. @param size even, px */
export function planarOf(rgba: Uint8Array, size: Size): Buffer {
  const { width, height } = size;
  const out = Buffer.allocUnsafe(pictureBytes(size));
  const u = width * height;
  const v = u + u / 4;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * 4;
      const [r, g, b] = [rgba[at] ?? 0, rgba[at + 1] ?? 0, rgba[at + 2] ?? 0];
      out[y * width + x] = 16 + ((66 * r + 129 * g + 25 * b + 128) >> 8);
      // Of two by two the first stands for all: the eye sees no finer colour.
      if ((x & 1) === 1 || (y & 1) === 1) continue;
      const to = (y / 2) * (width / 2) + x / 2;
      out[u + to] = 128 + ((-38 * r - 74 * g + 112 * b + 128) >> 8);
      out[v + to] = 128 + ((112 * r - 94 * g - 18 * b + 128) >> 8);
    }
  }
  return out;
}
