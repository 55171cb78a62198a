import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { picturesFolder } from './pictures.ts';

/** What poppler's `pdftotext` reads in a PDF, without the spaces and line ends between the words. */
export function wordsOf(file: string): string {
  return execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }).replaceAll(/\s/g, '');
}

/**
 * Draws each page of a PDF with poppler, which shares no code with what printed it; the pictures are kept where a run's pictures are wanted.
 * @returns how many pages it has drawn
 * @throws with what the reader complained about
 */
export function drawnPages(file: string, name: string): number {
  const folder = picturesFolder === undefined ? mkdtempSync(path.join(tmpdir(), 'shilian-pages-')) : path.join(picturesFolder, 'papers');
  mkdirSync(folder, { recursive: true });
  try {
    const drawn = spawnSync('pdftoppm', ['-png', '-r', picturesFolder === undefined ? '30' : '70', file, path.join(folder, name)], {
      encoding: 'utf8',
    });
    if (drawn.status !== 0 || drawn.stderr !== '') throw new Error(`pdftoppm on ${name}: ${drawn.status} ${drawn.stderr}`);
    return readdirSync(folder).filter((one) => one.startsWith(`${name}-`)).length;
  } finally {
    if (picturesFolder === undefined) rmSync(folder, { recursive: true, force: true });
  }
}

/** What poppler's `pdfsig` says of the seals of a PDF. */
export function sealsOf(file: string): string {
  return spawnSync('pdfsig', ['-nocert', file], { encoding: 'utf8' }).stdout;
}

/** Unpacks an archive. @returns the folder with what was in it */
export function unpacked(archive: string): string {
  const folder = archive.replace(/\.zip$/, '');
  execFileSync('unzip', ['-q', archive, '-d', folder], { env: { ...process.env, LC_ALL: 'C.UTF-8' } });
  return folder;
}
