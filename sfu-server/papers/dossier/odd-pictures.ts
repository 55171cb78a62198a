import { crc32, deflateSync } from 'node:zlib';

/** For tests: pictures that PDF does not take as they are. All are 64×48, black on the left half and white on the right. */
const [WIDTH, HEIGHT] = [64, 48];
/** Adam7: where each pass begins and how far it steps (PNG, 8.2). */
const PASSES = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/** A grey PNG. @param depth bits of a pixel: 1, 2, 4, 8 or 16 */
export function oddPng({ depth, interlaced }: { depth: number; interlaced: boolean }): Buffer {
  const lines = interlaced ? PASSES.flatMap((pass) => linesOf(pass, depth)) : linesOf([0, 0, 1, 1], depth);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(WIDTH, 0);
  head.writeUInt32BE(HEIGHT, 4);
  head.set([depth, 0, 0, 0, interlaced ? 1 : 0], 8);
  const chunks = [chunk('IHDR', head), chunk('IDAT', deflateSync(Buffer.concat(lines))), chunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1'), ...chunks]);
}

function linesOf([left, top, right, down]: readonly [number, number, number, number], depth: number): Buffer[] {
  const lines: Buffer[] = [];
  for (let y = top; y < HEIGHT; y += down) {
    let bits = '';
    for (let x = left; x < WIDTH; x += right) bits += (x < WIDTH / 2 ? '0' : '1').repeat(depth);
    const bytes = bits.match(/.{1,8}/g) ?? [];
    lines.push(Buffer.from([0, ...bytes.map((byte) => Number.parseInt(byte.padEnd(8, '0'), 2))]));
  }
  return lines;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** A JPEG in four colours as Photoshop writes them: inverted, 0 is full ink. */
export function fourColourJpeg(): Buffer {
  const channels = [1, 2, 3, 4];
  const frame = Buffer.from([8, 0, HEIGHT, 0, WIDTH, 4, ...channels.flatMap((id) => [id, 0x11, 0])]);
  // Twelve codes of four bits for the direct part, one of one bit that says: no more of this block.
  const direct = Buffer.from([0x00, 0, 0, 0, 12, ...new Array(12).fill(0), 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  const rest = Buffer.from([0x10, 1, ...new Array(15).fill(0), 0]);
  const scan = Buffer.from([4, ...channels.flatMap((id) => [id, 0x00]), 0, 63, 0]);
  let bits = '';
  const before = [0, 0, 0, 0];
  for (let block = 0; block < (WIDTH / 8) * (HEIGHT / 8); block += 1) {
    const black = block % (WIDTH / 8) < WIDTH / 16;
    for (const channel of [0, 1, 2, 3]) {
      const value = 8 * ((black && channel === 3 ? 0 : 255) - 128);
      bits += difference(value - (before[channel] ?? 0));
      before[channel] = value;
    }
  }
  const bytes = (bits.match(/.{1,8}/g) ?? []).map((byte) => Number.parseInt(byte.padEnd(8, '1'), 2));
  const stuffed = bytes.flatMap((byte) => (byte === 0xff ? [0xff, 0] : [byte]));
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xee, Buffer.from('Adobe\0\x64\0\0\0\0\0', 'latin1')),
    segment(0xdb, Buffer.from([0, ...new Array(64).fill(1)])),
    segment(0xc0, frame),
    segment(0xc4, direct),
    segment(0xc4, rest),
    segment(0xda, scan),
    Buffer.from(stuffed),
    Buffer.from([0xff, 0xd9]),
  ]);
}

/** ITU-T T.81, F.1.2.1: the category, then the value in as many bits; then the end of the block. */
function difference(value: number): string {
  const category = value === 0 ? 0 : Math.floor(Math.log2(Math.abs(value))) + 1;
  const said = category === 0 ? '' : (value > 0 ? value : value + 2 ** category - 1).toString(2).padStart(category, '0');
  return `${category.toString(2).padStart(4, '0')}${said}0`;
}

function segment(mark: number, data: Buffer): Buffer {
  const head = Buffer.from([0xff, mark, 0, 0]);
  head.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([head, data]);
}

/** A JPEG that says by EXIF which side is up. @param jpeg without one @param orientation 1, 3, 6 or 8 */
export function turned(jpeg: Buffer, orientation: number): Buffer {
  const exif = Buffer.from('Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0', 'latin1');
  exif.writeUInt16BE(orientation, 24);
  return Buffer.concat([jpeg.subarray(0, 2), segment(0xe1, exif), jpeg.subarray(2)]);
}
