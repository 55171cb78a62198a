import { createCanvas, loadImage } from '@napi-rs/canvas';
import { isPng } from '../pictures.ts';

/** A picture as a page takes it. */
export interface PagePicture {
  /** PNG or JPEG that every PDF reader shows as it is meant. */
  readonly bytes: Uint8Array;
  /** How far the page has to be turned clockwise to stand upright, degrees. */
  readonly turn: 0 | 90 | 180 | 270;
}

/** Pixels of A4 at 300 dots an inch: what is drawn anew gets no more, and a PNG that has many more is drawn anew. */
const A4_PIXELS = { width: 2480, height: 3508 } as const;
const MOST_PNG_PIXELS = 16_000_000;
/** A file of some kilobytes can claim any size; beyond this it is not opened. */
const MOST_PIXELS = 100_000_000;

/**
 * The picture itself where a PDF can hold it; else drawn anew: a PNG that is interlaced or has not 8 bits a channel, a JPEG in four
 * colours (readers disagree about their sense) or of a rare process. Cameras write down which side is up: the page is turned then.
 * @throws Error where it cannot be read
 */
export async function pagePicture(bytes: Uint8Array): Promise<PagePicture> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (isPng(bytes)) {
    const [width, height, depth, interlaced] = [file.readUInt32BE(16), file.readUInt32BE(20), file[24], file[28]];
    const plain = depth === 8 && interlaced === 0 && width * height <= MOST_PNG_PIXELS;
    return plain ? { bytes, turn: 0 } : { bytes: await drawnAnew(file, width * height), turn: 0 };
  }
  const { process, precision, channels, pixels, turn } = jpegHead(file);
  const plain = PLAIN_PROCESSES.includes(process) && precision === 8 && (channels === 1 || channels === 3);
  return plain ? { bytes, turn } : { bytes: await drawnAnew(file, pixels), turn: 0 };
}

async function drawnAnew(file: Buffer, pixels: number): Promise<Uint8Array> {
  if (pixels > MOST_PIXELS) throw new Error(`A picture of ${pixels} pixels is not opened.`);
  const image = await loadImage(file);
  const scale = Math.min(
    1,
    Math.max(A4_PIXELS.width, A4_PIXELS.height) / Math.max(image.width, image.height),
    Math.min(A4_PIXELS.width, A4_PIXELS.height) / Math.min(image.width, image.height),
  );
  const canvas = createCanvas(Math.max(1, Math.round(image.width * scale)), Math.max(1, Math.round(image.height * scale)));
  const context = canvas.getContext('2d');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.encode('png');
}

/** Baseline, extended and progressive (ITU-T T.81, table B.1): what PDF's DCTDecode takes. */
const PLAIN_PROCESSES: readonly number[] = [0xc0, 0xc1, 0xc2];
/** Start-of-frame marks among 0xC0–0xCF; the others there are tables. */
const NO_FRAMES: readonly number[] = [0xc4, 0xc8, 0xcc];
/** Degrees by EXIF's Orientation (JEITA CP-3451, tag 274); mirrored ones come from no camera. */
const TURNS: Readonly<Record<number, PagePicture['turn']>> = { 3: 180, 6: 90, 8: 270 };

interface JpegHead {
  readonly process: number;
  readonly precision: number;
  readonly channels: number;
  readonly pixels: number;
  readonly turn: PagePicture['turn'];
}

/** @throws Error where there is no frame */
function jpegHead(file: Buffer): JpegHead {
  let turn: PagePicture['turn'] = 0;
  for (let at = 2; at + 10 < file.length; ) {
    if (file[at] !== 0xff) throw new Error(`No mark at ${at}.`);
    const mark = file[at + 1] ?? 0;
    // Fill bytes, and marks without a length.
    if (mark === 0xff || mark === 0x01 || (mark >= 0xd0 && mark <= 0xd8)) {
      at += mark === 0xff ? 1 : 2;
      continue;
    }
    const length = file.readUInt16BE(at + 2);
    if (mark === 0xe1) turn = TURNS[orientation(file.subarray(at + 4, at + 2 + length))] ?? turn;
    if (mark >= 0xc0 && mark <= 0xcf && !NO_FRAMES.includes(mark)) {
      const [height, width] = [file.readUInt16BE(at + 5), file.readUInt16BE(at + 7)];
      return { process: mark, precision: file[at + 4] ?? 0, channels: file[at + 9] ?? 0, pixels: width * height, turn };
    }
    at += 2 + length;
  }
  throw new Error('A JPEG without a frame.');
}

/** EXIF's Orientation in the first directory of an APP1 segment; 1 where it says nothing that can be read. */
function orientation(app1: Buffer): number {
  const tiff = app1.subarray(6);
  if (app1.toString('latin1', 0, 4) !== 'Exif' || tiff.length < 14) return 1;
  const little = tiff.toString('latin1', 0, 2) === 'II';
  const short = (at: number) => (at + 2 > tiff.length ? 0 : little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const directory = little ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  for (let entry = 0; entry < short(directory); entry += 1) {
    const at = directory + 2 + entry * 12;
    if (short(at) === 0x0112) return short(at + 8);
  }
  return 1;
}
