import { execFileSync } from 'node:child_process';
import { PDF } from '@libpdf/core';
import { createCanvas } from '@napi-rs/canvas';
import { afterAll, describe, expect, it } from 'vitest';
import { Printer } from '../printer.ts';
import { fourColourJpeg, oddPng, turned } from './odd-pictures.ts';

const printer = new Printer();
afterAll(() => printer.close());

/** Black on the left half, white on the right, as a camera writes it. */
function halfBlack(): Buffer {
  const canvas = createCanvas(64, 48);
  const context = canvas.getContext('2d');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, 64, 48);
  context.fillStyle = '#000';
  context.fillRect(0, 0, 32, 48);
  return canvas.toBuffer('image/jpeg');
}

/** Darkness of a page drawn by poppler, 0–255, at the middle of the picture's left, upper, right and lower half. */
function shades(pdf: Uint8Array): { left: number; up: number; right: number; down: number } {
  const picture = execFileSync('pdftoppm', ['-r', '20', '-gray', '-f', '1', '-l', '1', '-'], { input: pdf });
  const [, width = 0, height = 0] = (/^P5\s(\d+) (\d+)\s255\s/.exec(picture.toString('latin1', 0, 40)) ?? []).map(Number);
  const pixels = picture.subarray(picture.length - width * height);
  const at = (x: number, y: number) => 255 - (pixels[Math.round(y * height) * width + Math.round(x * width)] ?? 0);
  return { left: at(0.3, 0.5), up: at(0.5, 0.35), right: at(0.7, 0.5), down: at(0.5, 0.65) };
}

async function bound(fileName: string, bytes: Uint8Array) {
  const file = { fileName, bytes };
  expect(await printer.pagesBound(file)).toBe(1);
  return shades(await printer.bundle([file]));
}

describe('a picture in a dossier is seen as it was meant:', () => {
  it.each([
    ['a PNG of one bit', oddPng({ depth: 1, interlaced: false })],
    ['a PNG of four bits', oddPng({ depth: 4, interlaced: false })],
    ['a PNG of sixteen bits', oddPng({ depth: 16, interlaced: false })],
    ['an interlaced PNG', oddPng({ depth: 8, interlaced: true })],
    ['an interlaced PNG of two bits', oddPng({ depth: 2, interlaced: true })],
    ['a JPEG in four inverted colours', fourColourJpeg()],
    ['a JPEG of a camera', halfBlack()],
  ])('%s', async (_, bytes) => {
    const { left, right } = await bound('材料.png', bytes);
    expect(left).toBeGreaterThan(200);
    expect(right).toBeLessThan(50);
  });

  it.each([
    [3, 'right', 'left'],
    [6, 'up', 'down'],
    [8, 'down', 'up'],
  ] as const)('a photograph that was taken turned (orientation %i)', async (orientation, dark, light) => {
    const seen = await bound('照片.jpg', turned(halfBlack(), orientation));
    expect(seen[dark]).toBeGreaterThan(200);
    expect(seen[light]).toBeLessThan(50);
  });
});

describe('what cannot be bound is known before anything is printed:', () => {
  it.each([
    ['half a PNG', oddPng({ depth: 8, interlaced: true }).subarray(0, 70), 'paper.unreadable'],
    ['a JPEG without its picture', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 2, 0xff, 0xd9]), 'paper.unreadable'],
    ['a PDF of nothing', Buffer.from('%PDF-1.7\nnothing'), 'paper.unreadable'],
    ['noise', Buffer.from('noise'), 'paper.unreadable'],
  ])('%s', async (_, bytes, code) => {
    await expect(printer.pagesBound({ fileName: '坏.bin', bytes })).rejects.toMatchObject({
      code,
      message: expect.stringContaining('坏.bin'),
    });
  });

  it('a PNG that claims a size which no memory holds', async () => {
    const png = oddPng({ depth: 1, interlaced: false });
    png.writeUInt32BE(2_000_000, 16);
    png.writeUInt32BE(2_000_000, 20);
    await expect(printer.pagesBound({ fileName: '大.png', bytes: png })).rejects.toMatchObject({ code: 'paper.unreadable' });
  });

  it('a PDF with a password', async () => {
    const document = PDF.create();
    document.addPage({ size: 'a4' });
    document.setProtection({ userPassword: 'secret', ownerPassword: 'more' });
    const bytes = await document.save();
    await expect(printer.pagesBound({ fileName: '密.pdf', bytes })).rejects.toMatchObject({ code: 'paper.encrypted' });
  });
});
