import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import yazl from 'yazl';
import type { DossierFile, StoredDossier } from '../../store/dossiers.ts';
import { supplementWords } from './docket.ts';

/** What a copy says of the papers in it: the files of the dossier with their hashes, and the hash of the dossier that is kept. */
export interface Papers {
  readonly format: 'shilian-dossier/1';
  readonly committee: string;
  readonly docket: string;
  readonly volume: string | null;
  readonly title: string;
  readonly hash: 'SHA-256';
  /** Of the sealed PDF that is kept at the committee. */
  readonly kept: { readonly bytes: number; readonly sha256: string; readonly numberedPages: number };
  readonly papers: readonly DossierFile[];
}

export interface Taken {
  readonly who: string;
  /** UTC ms. */
  readonly when: number;
  readonly why: string;
  /** Certificate of the authority behind the seals, PEM. */
  readonly authority: string;
}

export const COPY_FILE = '卷宗.pdf';
export const AUTHORITY_FILE = 'authority.pem';

export function papersOf({ dossier, files }: StoredDossier): Papers {
  const { committee, docket, volume, title, bytes, sha256, pages } = dossier;
  return {
    format: 'shilian-dossier/1',
    ...{ committee, docket, volume: volume === 1 ? null : supplementWords(volume), title, hash: 'SHA-256' },
    kept: { bytes, sha256, numberedPages: pages },
    papers: files,
  };
}

/**
 * A dossier as a folder in a ZIP: the copy as one PDF, each file as it was filed in `papers/`, the authority's certificate, and
 * manifest.json with the hash of each. The copy is sealed and holds the same hashes: who changes a paper cannot mend the manifest after it.
 */
export async function exportFolder(
  stored: StoredDossier,
  copy: Uint8Array,
  read: (sha256: string) => Promise<Uint8Array>,
  { who, when, why, authority }: Taken,
): Promise<Readable> {
  const zip = new yazl.ZipFile();
  const mtime = new Date(when);
  const manifest = {
    ...papersOf(stored),
    exported: { who, at: mtime.toISOString(), why },
    copy: { file: COPY_FILE, bytes: copy.length, sha256: createHash('sha256').update(copy).digest('hex') },
    authority: AUTHORITY_FILE,
  };
  // PDF and pictures are packed already.
  const asIs = { compress: false, mtime };
  zip.addBuffer(Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`), 'manifest.json', { mtime });
  zip.addBuffer(Buffer.from(authority), AUTHORITY_FILE, { mtime });
  zip.addBuffer(Buffer.from(copy), COPY_FILE, asIs);
  for (const { file, sha256 } of stored.files) zip.addBuffer(Buffer.from(await read(sha256)), `papers/${file}`, asIs);
  zip.end();
  return zip.outputStream as Readable;
}
