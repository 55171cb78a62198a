import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fsync, pack, unpack } from './archive.ts';
import { BackupFailure } from './failure.ts';
import { checkFolder, type KeptDatabase } from './folder.ts';
import { describeFiles, filesIn, MANIFEST_FILE, type Manifest } from './manifest.ts';
import { copyDatabase, inspectDatabase } from './sqlite-copy.ts';

export interface BackupOptions {
  readonly dataDir: string;
  /** The archive; it must not be there yet. */
  readonly out: string;
  readonly databases: readonly (KeptDatabase & { readonly path: string })[];
  readonly version: string;
  readonly now?: () => number;
}

export interface Backup {
  readonly out: string;
  readonly manifest: Manifest;
  readonly warnings: readonly string[];
}

/** Files that are of no use elsewhere: compiled code, what SQLite keeps beside a database, and what was being written just then. */
const LEFT_OUT = /^compiled\/|(?:-wal|-shm|-journal|\.tmp|\.part|\.partial)$/;

/**
 * Backs a data folder up into one archive while the server works: the databases in the order given, each as it is at one
 * moment, then every other file (keys, certificates, what rows refer to). The archive is taken apart again and checked before
 * it gets its name.
 * @throws BackupFailure; then there is no archive
 */
export async function makeBackup(options: BackupOptions): Promise<Backup> {
  const out = resolve(options.out);
  const dataDir = resolve(options.dataDir);
  if (existsSync(out)) throw new BackupFailure(`${out} is there already: a back-up never takes another one's place.`);
  if (out.startsWith(join(dataDir, '/'))) throw new BackupFailure('A back-up in the data folder itself would be lost with it.');
  const missing = options.databases.find(({ required, path }) => required && !existsSync(path));
  if (missing !== undefined) throw new BackupFailure(`There is no database ${missing.path}: is this the data folder of a server?`);
  await mkdir(dirname(out), { recursive: true });
  const work = await mkdtemp(`${out}.working-`);
  const partial = join(work, 'archive.partial');
  try {
    const staging = join(work, 'staging');
    await mkdir(staging, { mode: 0o700 });
    const manifest = await stage(options, dataDir, staging);
    await pack(staging, partial);
    await rm(staging, { recursive: true });
    const again = join(work, 'again');
    await mkdir(again, { mode: 0o700 });
    await unpack(partial, again);
    const { warnings } = await checkFolder(again, options.databases);
    await rename(partial, out);
    fsync(dirname(out));
    return { out, manifest, warnings };
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function stage(options: BackupOptions, dataDir: string, staging: string): Promise<Manifest> {
  const databases = options.databases.filter(({ path }) => existsSync(path));
  const ofDatabases = new Set(options.databases.flatMap(({ file, path }) => [file, resolve(path)]));
  const rows: Manifest['rows'] = {};
  for (const { file, path, companions } of databases) {
    for (const companion of companions) await copyIfPresent(dataDir, staging, companion);
    const copy = join(staging, file);
    await copyDatabase(path, copy);
    rows[file] = inspectDatabase(copy);
  }
  // After the databases: a file that a row refers to was there before the row.
  const copied = new Set(databases.flatMap(({ companions }) => companions));
  for (const path of await filesIn(dataDir)) {
    if (LEFT_OUT.test(path) || copied.has(path) || ofDatabases.has(path) || ofDatabases.has(join(dataDir, path))) continue;
    if (path === MANIFEST_FILE) throw new BackupFailure(`The data folder holds a ${MANIFEST_FILE}, a name that back-ups use.`);
    await copyIfPresent(dataDir, staging, path);
  }
  const createdAt = (options.now ?? Date.now)();
  const manifest: Manifest = { form: 1, version: options.version, createdAt, files: await describeFiles(staging), rows };
  await writeFile(join(staging, MANIFEST_FILE), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

/** A file that is taken away while the copy is made is no failure of it. */
async function copyIfPresent(from: string, to: string, path: string): Promise<void> {
  await mkdir(dirname(join(to, path)), { recursive: true, mode: 0o700 });
  try {
    await copyFile(join(from, path), join(to, path));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
}
