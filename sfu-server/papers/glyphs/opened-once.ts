import { createRequire } from 'node:module';
import { z } from 'zod';
import { FAMILIES, type Face, openFace } from './fonts.ts';

/** Stands for the bytes of a font file where pdfkit is given one. */
const MARK = 'shilian-face:';
const facesByMark = new Map<string, Face>();

/**
 * pdfkit opens its fonts anew for each document: some megabytes a paper, and a dossier has twenty. fontkit takes formats of others, and
 * ours is a mark that names a face which this thread has open already; what a document takes of it is a subset of the document's own.
 */
class OpenedFace {
  static probe(bytes: Uint8Array): boolean {
    return faceOf(bytes) !== undefined;
  }

  constructor({ buffer }: { readonly buffer: Uint8Array }) {
    const face = faceOf(buffer);
    if (face === undefined) throw new Error('This mark names no face.');
    // biome-ignore lint/correctness/noConstructorReturn: fontkit makes a format with `new`, and the face is there already
    return openFace(face);
  }
}

interface VirtualFiles {
  writeFileSync(name: string, content: Buffer): void;
}
const pdfmakeSchema = z.object({
  virtualfs: z.custom<VirtualFiles>((value) => typeof value === 'object' && value !== null && 'writeFileSync' in value),
});
const fontkitSchema = z.object({ registerFormat: z.custom<(format: typeof OpenedFace) => void>((value) => typeof value === 'function') });

/** The name under which pdfmake is given a face. */
export function markOf({ file, name }: Face): string {
  return `${MARK}${name ?? file}`;
}

/** Tells pdfmake's own files, and the fontkit of pdfkit (another than ours), about the faces. Once a thread. */
export function openFacesOnce(pdfmake: unknown): void {
  const { virtualfs } = pdfmakeSchema.parse(pdfmake);
  for (const { regular, bold } of FAMILIES) {
    for (const face of [regular, bold]) {
      facesByMark.set(markOf(face), face);
      virtualfs.writeFileSync(markOf(face), Buffer.from(markOf(face)));
    }
  }
  const own = createRequire(import.meta.url);
  const pdfkit = createRequire(own.resolve('pdfmake')).resolve('pdfkit');
  fontkitSchema.parse(createRequire(pdfkit)('fontkit')).registerFormat(OpenedFace);
}

function faceOf(bytes: Uint8Array): Face | undefined {
  const mark = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return bytes.byteLength < 300 && mark.toString('latin1', 0, MARK.length) === MARK ? facesByMark.get(mark.toString()) : undefined;
}
