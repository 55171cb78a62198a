import type { Readable } from 'node:stream';
import yazl from 'yazl';
import type { DossierFile, StoredDossier } from '../../store/dossiers.ts';
import { sha256Of } from '../case-papers/paper-files.ts';
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
export const SUMS_FILE = 'SHA256SUMS';

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
 * manifest.json with the hash of each; the same hashes in SHA256SUMS, for `sha256sum -c`. The copy is sealed and holds the same hashes: who changes a paper cannot mend the manifest after it.
 */
export async function exportFolder(
  stored: StoredDossier,
  copy: { readonly bytes: Uint8Array; readonly pages: number },
  read: (sha256: string) => Promise<Uint8Array>,
  { who, when, why, authority }: Taken,
): Promise<Readable> {
  const zip = new yazl.ZipFile();
  const mtime = new Date(when);
  const manifest = {
    ...papersOf(stored),
    exported: { who, at: mtime.toISOString(), why },
    copy: { file: COPY_FILE, bytes: copy.bytes.length, pages: copy.pages, sha256: sha256Of(copy.bytes) },
    authority: AUTHORITY_FILE,
  };
  const words = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);
  const certificate = Buffer.from(authority);
  const inFolder = stored.files.flatMap(({ file, sha256 }) => (file === null ? [] : [{ path: `papers/${file}`, sha256 }]));
  const sums = [
    { path: 'manifest.json', sha256: sha256Of(words) },
    { path: AUTHORITY_FILE, sha256: sha256Of(certificate) },
    { path: COPY_FILE, sha256: manifest.copy.sha256 },
    ...inFolder,
  ];
  // PDF and pictures are packed already.
  const asIs = { compress: false, mtime };
  zip.addBuffer(words, 'manifest.json', { mtime });
  zip.addBuffer(certificate, AUTHORITY_FILE, { mtime });
  zip.addBuffer(Buffer.from(sums.map(({ path, sha256 }) => `${sha256}  ${path}\n`).join('')), SUMS_FILE, { mtime });
  zip.addBuffer(Buffer.from(copy.bytes.buffer, copy.bytes.byteOffset, copy.bytes.byteLength), COPY_FILE, asIs);
  for (const { path, sha256 } of inFolder) zip.addBuffer(Buffer.from(await read(sha256)), path, asIs);
  zip.end();
  return zip.outputStream as Readable;
}
