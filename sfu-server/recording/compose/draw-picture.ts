import { join } from 'node:path';
import type { TimelineEvent } from '../timeline/events.ts';
import type { Clip } from '../tracks/clip.ts';
import { BoardFilm } from './board/board-film.ts';
import { type Caption, captionRect } from './captions.ts';
import { FrameStream, Run } from './ffmpeg.ts';
import { Canvas, pictureBytes, type Rect, type Size } from './picture.ts';
import { CANVAS, type Scene, type Tile } from './scene.ts';

/** Pictures a second of the composed file. */
export const FRAME_RATE = 25;
/** A name without a picture stands on this grey. */
const CARD = 44;

export interface DrawOptions {
  readonly scenes: readonly Scene[];
  readonly clips: readonly Clip[];
  readonly tracksDir: string;
  /** What was shown on boards, and where its documents lie. */
  readonly events: readonly TimelineEvent[];
  readonly documentsDir: string;
  readonly durationMs: number;
  readonly captions: ReadonlyMap<string, Caption>;
  /** The mixed sound; null where nothing sounds. */
  readonly sound: string | null;
  readonly out: string;
  /** 0 to 1. */
  readonly progress?: ((done: number) => void) | undefined;
}

/** Draws frame by frame what stood in the room and writes it, with the sound, as MP4 (H.264, AAC) that can be sought in. */
export async function drawPicture(options: DrawOptions): Promise<void> {
  const { scenes, durationMs, sound, out } = options;
  const frames = Math.max(1, Math.round((durationMs / 1000) * FRAME_RATE));
  const canvas = new Canvas(CANVAS);
  const film = new Film(options);
  const board = scenes.some((scene) => scene.board !== null) ? new BoardFilm(options.events, options.documentsDir) : null;
  const encoder = new Run('ffmpeg', [
    ...[
      '-f',
      'rawvideo',
      '-pix_fmt',
      'yuv420p',
      '-video_size',
      `${CANVAS.width}x${CANVAS.height}`,
      '-framerate',
      `${FRAME_RATE}`,
      '-i',
      '-',
    ],
    ...(sound === null ? [] : ['-i', sound, '-c:a', 'copy']),
    // A key frame every two seconds: seeking shows something at once.
    ...['-c:v', 'libx264', '-preset', 'superfast', '-crf', '26', '-profile:v', 'main', '-g', `${FRAME_RATE * 2}`, '-threads', '2'],
    ...['-movflags', '+faststart', '-y', out],
  ]);
  try {
    let scene = -1;
    for (let number = 0; number < frames; number += 1) {
      const atMs = (number * 1000) / FRAME_RATE;
      const before = scene;
      while ((scenes[scene + 1]?.fromMs ?? Number.POSITIVE_INFINITY) <= atMs) scene += 1;
      if (scene !== before) canvas.clear();
      const now = scenes[scene];
      if (now?.board) await board?.draw(canvas, now.board, atMs, scene !== before);
      for (const tile of now?.tiles ?? []) await film.draw(canvas, tile, atMs);
      film.letGoBefore(atMs);
      // The encoder reads at its own time: it gets a copy, while the canvas goes on.
      await encoder.write(Buffer.from(canvas.bytes));
      if (number % FRAME_RATE === 0) options.progress?.(number / frames);
    }
    await encoder.end();
  } finally {
    encoder.kill();
    film.close();
    await board?.close();
  }
}

/** The clips of all producers, decoded as they are needed. */
class Film {
  readonly #options: DrawOptions;
  readonly #byProducer: ReadonlyMap<string, readonly Clip[]>;
  readonly #sizes: ReadonlyMap<string, Size>;
  readonly #open = new Map<Clip, FrameStream>();

  constructor(options: DrawOptions) {
    this.#options = options;
    const pictures = options.clips.filter(({ kind }) => kind === 'video').sort((a, b) => a.startMs - b.startMs);
    this.#byProducer = Map.groupBy(pictures, ({ producerId }) => producerId);
    this.#sizes = largestSizes(options.scenes);
  }

  async draw(canvas: Canvas, tile: Tile, atMs: number): Promise<void> {
    const place = fitted(tile.rect);
    const clip = this.#clipAt(tile.producerId, atMs);
    const size = tile.producerId === null ? undefined : this.#sizes.get(tile.producerId);
    const frame = clip === null || size === undefined ? null : await this.#frame(clip, size, atMs);
    if (frame === null || size === undefined) canvas.fill(inset(tile.rect), CARD);
    else canvas.put(frame, size, place);
    const caption = this.#options.captions.get(tile.participant.id);
    const strip = caption === undefined ? null : captionRect(frame === null ? inset(tile.rect) : place, caption);
    if (caption !== undefined && strip !== null) canvas.put(caption.bytes, caption.size, strip);
  }

  /** Closes what is behind us. */
  letGoBefore(atMs: number): void {
    for (const [clip, stream] of this.#open) {
      const next = this.#byProducer.get(clip.producerId)?.find(({ startMs }) => startMs > clip.startMs);
      if (next === undefined || next.startMs > atMs) continue;
      stream.close();
      this.#open.delete(clip);
    }
  }

  close(): void {
    for (const stream of this.#open.values()) stream.close();
  }

  #clipAt(producerId: string | null, atMs: number): Clip | null {
    if (producerId === null) return null;
    return this.#byProducer.get(producerId)?.findLast(({ startMs }) => startMs <= atMs) ?? null;
  }

  #frame(clip: Clip, size: Size, atMs: number): Promise<Buffer | null> {
    let stream = this.#open.get(clip);
    if (stream === undefined) {
      stream = decode(join(this.#options.tracksDir, clip.file), size);
      this.#open.set(clip, stream);
    }
    return stream.frame(Math.floor(((atMs - clip.startMs) * FRAME_RATE) / 1000 + 1e-6));
  }
}

/** Frames at a steady rate, all fitted into one size whatever the size of the stream becomes. */
function decode(path: string, size: Size): FrameStream {
  const { width, height } = size;
  const fit = `scale=${width}:${height}:force_original_aspect_ratio=decrease:force_divisible_by=2,pad=${width}:${height}:-1:-1:color=0x101010,setsar=1`;
  const args = [
    '-threads',
    '1',
    '-i',
    path,
    '-vf',
    fit,
    '-r',
    `${FRAME_RATE}`,
    '-fps_mode',
    'cfr',
    '-f',
    'rawvideo',
    '-pix_fmt',
    'yuv420p',
    '-',
  ];
  return new FrameStream(args, pictureBytes(size));
}

/** The largest that each producer is ever drawn: it is decoded to that. */
function largestSizes(scenes: readonly Scene[]): Map<string, Size> {
  const sizes = new Map<string, Size>();
  for (const { tiles } of scenes) {
    for (const { producerId, rect } of tiles) {
      if (producerId === null) continue;
      const { width, height } = fitted(rect);
      if (width > (sizes.get(producerId)?.width ?? 0)) sizes.set(producerId, { width, height });
    }
  }
  return sizes;
}

/** The largest place of 16:9 in the middle of a tile. */
function fitted({ x, y, width, height }: Rect): Rect {
  const wide = Math.min(width, (height * 16) / 9);
  const fit = { width: even(wide), height: even((wide * 9) / 16) };
  return { x: x + even((width - fit.width) / 2), y: y + even((height - fit.height) / 2), ...fit };
}

function inset({ x, y, width, height }: Rect): Rect {
  return { x: x + 2, y: y + 2, width: width - 4, height: height - 4 };
}

function even(value: number): number {
  return Math.floor(value / 2) * 2;
}
