import { PDF } from '@libpdf/core';
import { Refusal } from '../../protocol/errors.ts';
import { isJpeg, isPng } from '../pictures.ts';
import type { GivenFile } from './dossier.ts';
import { pagePicture } from './page-picture.ts';

/** A4 upright, pt. */
const A4 = { width: 595.28, height: 841.89 } as const;
/** What a scan leaves free around itself, for the page number above all, pt. */
const BORDER = 40;

/**
 * A file as pages: a PDF as it is, a picture on an A4 page of its own.
 * @throws Refusal `paper.unreadable`, `paper.encrypted`, each naming the file
 */
export async function sheetsOf({ fileName, bytes }: GivenFile): Promise<PDF> {
  if (isPdf(bytes)) return foreignPdf(fileName, bytes);
  if (isPng(bytes) || isJpeg(bytes)) return scan(fileName, bytes);
  throw new Refusal('paper.unreadable', `“${fileName}” is damaged, or is neither PDF nor PNG nor JPEG.`);
}

/** A header may come after some bytes that mail gateways and scanners put before it (ISO 32000-1, annex H.3.4.1). */
export function isPdf(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 1024)).includes('%PDF-');
}

async function foreignPdf(fileName: string, bytes: Uint8Array): Promise<PDF> {
  const document = await PDF.load(bytes).catch((cause: unknown) => {
    throw new Refusal('paper.unreadable', `“${fileName}” is damaged: it cannot be opened as a PDF.`, { cause });
  });
  if (document.isEncrypted) throw new Refusal('paper.encrypted', `“${fileName}” has a password; take it off first.`);
  if (pageCount(document) === 0) throw new Refusal('paper.unreadable', `“${fileName}” has no page.`);
  return document;
}

function pageCount(document: PDF): number {
  try {
    return document.getPageCount();
  } catch {
    return 0;
  }
}

async function scan(fileName: string, bytes: Uint8Array): Promise<PDF> {
  const document = PDF.create();
  try {
    const picture = await pagePicture(bytes);
    const image = document.embedImage(picture.bytes);
    const turned = image.width > image.height;
    const page = document.addPage(turned ? { width: A4.height, height: A4.width } : A4);
    const scale = Math.min((page.width - 2 * BORDER) / image.width, (page.height - 2 * BORDER) / image.height);
    const [width, height] = [image.width * scale, image.height * scale];
    page.drawImage(image, { x: (page.width - width) / 2, y: (page.height - height) / 2, width, height });
    page.setRotation(picture.turn);
    return document;
  } catch (cause) {
    throw new Refusal('paper.unreadable', `“${fileName}” is a picture that cannot be read.`, { cause });
  }
}
