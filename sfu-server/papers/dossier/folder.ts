import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import yazl from 'yazl';
import type { Cover } from '../mediation/form.ts';
import type { Dossier, ManifestLine } from './dossier.ts';

/** What manifest.json of a dossier's folder says: with it anybody can see that nothing is missing and nothing was changed. */
export interface Manifest {
  readonly format: 'shilian-dossier/1';
  readonly committee: string;
  readonly docket: string | null;
  readonly title: string;
  /** ISO 8601, UTC. */
  readonly madeAt: string;
  readonly hash: 'SHA-256';
  readonly dossier: { readonly file: string; readonly bytes: number; readonly sha256: string; readonly numberedPages: number };
  readonly papers: readonly ManifestLine[];
}

const DOSSIER_FILE = '卷宗.pdf';

/** @param madeAt UTC ms */
export function manifestOf({ pdf, pages, lines }: Dossier, { committee, docket, title }: Cover, madeAt: number): Manifest {
  const sha256 = createHash('sha256').update(pdf).digest('hex');
  return {
    format: 'shilian-dossier/1',
    committee,
    docket,
    title,
    madeAt: new Date(madeAt).toISOString(),
    hash: 'SHA-256',
    dossier: { file: DOSSIER_FILE, bytes: pdf.length, sha256, numberedPages: pages },
    papers: lines,
  };
}

/** The dossier as a folder in a ZIP: the whole as one PDF, each file in `papers/`, and manifest.json. It is packed as it is read. */
export function folderOf(dossier: Dossier, manifest: Manifest): Readable {
  const zip = new yazl.ZipFile();
  const mtime = new Date(manifest.madeAt);
  // PDF and pictures are packed already.
  const asIs = { compress: false, mtime };
  zip.addBuffer(Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`), 'manifest.json', { mtime });
  zip.addBuffer(view(dossier.pdf), DOSSIER_FILE, asIs);
  for (const { file, bytes } of dossier.files) zip.addBuffer(view(bytes), `papers/${file}`, asIs);
  zip.end();
  return zip.outputStream as Readable;
}

function view(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
