import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { BackupFailure } from './failure.ts';

export const MANIFEST_FILE = 'manifest.json';

/** A path inside of the folder, with `/`. Nothing that leads out of it: an archive may come from anywhere. */
const pathSchema = z.string().regex(/^(?!.*(?:^|\/)\.{1,2}(?:\/|$))[^/\\\0][^\\\0]*$/, 'leads out of the folder');

export const manifestSchema = z.object({
  /** Of this form; another one is another number. */
  form: z.literal(1),
  /** Of the program that made it. */
  version: z.string(),
  /** UTC ms. */
  createdAt: z.number().int().nonnegative(),
  files: z.array(z.object({ path: pathSchema, bytes: z.number().int().nonnegative(), sha256: z.string() })),
  /** Rows in each table, by database file. */
  rows: z.record(z.string(), z.record(z.string(), z.number().int().nonnegative())),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** Every file in a folder, with its hash, in order of path; the manifest itself is left out. */
export async function describeFiles(dir: string): Promise<Manifest['files']> {
  const paths = (await filesIn(dir)).filter((path) => path !== MANIFEST_FILE).sort();
  const files: Manifest['files'] = [];
  for (const path of paths) {
    const absolute = join(dir, path);
    files.push({ path, bytes: (await lstat(absolute)).size, sha256: await hashOfFile(absolute) });
  }
  return files;
}

/** @throws BackupFailure where there is none or it says nothing that this program understands */
export async function readManifest(dir: string): Promise<Manifest> {
  const text = await readFile(join(dir, MANIFEST_FILE), 'utf8').catch(() => null);
  if (text === null) throw new BackupFailure('The archive holds no manifest: it is no back-up of this program, or only a part of one.');
  try {
    return manifestSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new BackupFailure('The manifest of the archive is damaged, or of another version.', { cause });
  }
}

/** Whether a folder holds exactly what its manifest says. @throws BackupFailure that names the first file that is not as it was */
export async function compareWithManifest(dir: string, manifest: Manifest): Promise<void> {
  const found = new Map((await describeFiles(dir)).map((file) => [file.path, file]));
  for (const file of manifest.files) {
    const there = found.get(file.path);
    if (there === undefined) throw new BackupFailure(`The archive lacks ${file.path}.`);
    if (there.bytes !== file.bytes || there.sha256 !== file.sha256) throw new BackupFailure(`${file.path} in the archive is damaged.`);
    found.delete(file.path);
  }
  const [extra] = found.keys();
  if (extra !== undefined) throw new BackupFailure(`The archive holds ${extra}, of which its manifest knows nothing.`);
}

/** Paths of all regular files below a folder, with `/`. */
export async function filesIn(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(dir.length + 1)
        .replaceAll('\\', '/'),
    );
}

async function hashOfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
