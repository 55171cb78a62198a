import { inflateSync } from 'node:zlib';
import { Refusal } from '../protocol/errors.ts';

const DATA_URL = /^data:image\/(png|jpeg);base64,([A-Za-z0-9+/]+=*)$/;

/** Looks at every picture of a paper before it is printed: a library that stumbles over one says nothing that a person could use. @throws Refusal `paper.unreadable` */
export function readablePictures(node: unknown): void {
  if (typeof node !== 'object' || node === null) return;
  for (const [key, value] of Object.entries(node)) {
    if (key === 'image') pictureBytes(value);
    else readablePictures(value);
  }
}

/** The bytes of a picture that came as `data:image/png|jpeg;base64,…`. @throws Refusal `paper.unreadable` */
export function pictureBytes(value: unknown): Buffer {
  const found = typeof value === 'string' ? DATA_URL.exec(value) : null;
  const bytes = Buffer.from(found?.[2] ?? '', 'base64');
  if (found === null || !isPicture(bytes))
    throw new Refusal('paper.unreadable', 'A picture of this paper is damaged, or is neither PNG nor JPEG.');
  return bytes;
}

/** Whether the bytes are a whole PNG, or a JPEG from its first mark to its last. */
export function isPicture(bytes: Uint8Array): boolean {
  return isPng(bytes) || isJpeg(bytes);
}

export function isJpeg(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8 || bytes[2] !== 0xff) return false;
  // Cameras add bytes behind the end mark; a file that was cut off has none.
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).lastIndexOf(Buffer.from([0xff, 0xd9])) > 0;
}

/** Whether the bytes are a PNG of at most that size, 8 bits a channel, not interlaced, whose pixels are all there and no more. */
export function isPngWithin(bytes: Uint8Array, most: { readonly width: number; readonly height: number }): boolean {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.length < 33 || file.toString('latin1', 12, 16) !== 'IHDR') return false;
  const [width, height] = [file.readUInt32BE(16), file.readUInt32BE(20)];
  if (width < 1 || width > most.width || height < 1 || height > most.height) return false;
  const channels = CHANNELS[file.readUInt8(25)];
  if (file.readUInt8(24) !== 8 || file.readUInt8(28) !== 0 || channels === undefined) return false;
  return isPng(bytes, height * (1 + width * channels));
}

/** By colour type of a PNG: grey, RGB, grey and alpha, RGBA. */
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 4: 2, 6: 4 };

/** @param inflated bytes of its lines, where they are known */
export function isPng(bytes: Uint8Array, inflated: number | null = null): boolean {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.subarray(0, 8).toString('latin1') !== '\u0089PNG\r\n\u001a\n') return false;
  const data: Buffer[] = [];
  for (let at = 8; at + 12 <= file.length; ) {
    const length = file.readUInt32BE(at);
    const type = file.toString('latin1', at + 4, at + 8);
    if (type === 'IDAT') data.push(file.subarray(at + 8, at + 8 + length));
    if (type === 'IEND') return data.length > 0 && inflates(data, inflated);
    at += 12 + length;
  }
  return false;
}

function inflates(data: Buffer[], bytes: number | null): boolean {
  try {
    const lines = inflateSync(Buffer.concat(data), { maxOutputLength: bytes ?? 400 * 1024 * 1024 });
    return bytes === null || lines.byteLength === bytes;
  } catch {
    return false;
  }
}
