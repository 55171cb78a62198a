import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Run } from './ffmpeg.ts';
import type { Rect, Size } from './picture.ts';

/** A name as a strip of picture. */
export interface Caption {
  readonly size: Size;
  readonly bytes: Buffer;
}

const STRIP: Size = { width: 320, height: 24 };
/** Brightness of the strip's ground, on which the text's extent is found. */
const GROUND = 16;

/**
 * Draws names in a font of the system that has Chinese. Where the system cannot (no font, no text filter), there are no
 * names in the picture; the list of people beside the player has them.
 */
export async function drawCaption(text: string, dir: string): Promise<Caption | null> {
  const file = join(dir, 'caption.txt');
  writeFileSync(file, text);
  const { width, height } = STRIP;
  // The text comes from a file and is not expanded: a name cannot be a filter.
  const filter = `drawtext=font='Noto Sans CJK SC':textfile='${file.replaceAll("'", "\\'")}':expansion=none:fontcolor=white:fontsize=16:x=8:y=(h-text_h)/2`;
  const run = new Run('ffmpeg', [
    '-f',
    'lavfi',
    '-i',
    `color=black:s=${width}x${height}`,
    '-vf',
    filter,
    '-frames:v',
    '1',
    '-f',
    'rawvideo',
    '-pix_fmt',
    'yuv420p',
    '-',
  ]);
  const pieces: Buffer[] = [];
  run.output.on('data', (piece: Buffer) => pieces.push(piece));
  try {
    await run.end();
  } catch {
    return null;
  } finally {
    rmSync(file, { force: true });
  }
  return cropped(Buffer.concat(pieces));
}

/** Without the empty ground behind the text. */
function cropped(strip: Buffer): Caption | null {
  const { width, height } = STRIP;
  if (strip.length !== (width * height * 3) / 2) return null;
  let last = -1;
  for (let at = 0; at < width * height; at += 1) if ((strip[at] ?? 0) > GROUND + 40) last = Math.max(last, at % width);
  if (last < 0) return null;
  const size = { width: Math.min(width, Math.ceil((last + 10) / 4) * 4), height };
  const bytes = Buffer.alloc((size.width * height * 3) / 2, 128);
  for (let row = 0; row < height; row += 1) strip.copy(bytes, row * size.width, row * width, row * width + size.width);
  return { size, bytes };
}

/** Where a tile has its name: at the bottom left, as far as it fits. */
export function captionRect(tile: Rect, { size }: Caption): Rect | null {
  if (size.width > tile.width || size.height > tile.height) return null;
  return { x: tile.x, y: tile.y + tile.height - size.height, ...size };
}
