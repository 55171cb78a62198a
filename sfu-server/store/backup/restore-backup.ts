import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fsync, unpack } from './archive.ts';
import { BackupFailure } from './failure.ts';
import { checkFolder, type KeptDatabase } from './folder.ts';
import { MANIFEST_FILE, type Manifest } from './manifest.ts';
import { isInUse } from './sqlite-copy.ts';

export interface RestoreOptions {
  readonly from: string;
  readonly dataDir: string;
  /** Sets a folder aside that is not empty, instead of refusing. */
  readonly force: boolean;
  readonly databases: readonly KeptDatabase[];
  /** Makes the restored folder fit to be started, before it gets its name. */
  readonly prepare: (dir: string, manifest: Manifest) => Promise<void>;
  readonly now?: () => number;
}

export interface Restored {
  readonly manifest: Manifest;
  readonly warnings: readonly string[];
  /** Where the folder went that was there before; null where there was none. */
  readonly setAside: string | null;
}

/**
 * Makes a data folder of an archive: wholly, after it was checked, or not at all. The folder that was there is set aside,
 * never deleted.
 * @throws BackupFailure; then nothing has changed
 */
export async function restoreBackup(options: RestoreOptions): Promise<Restored> {
  const from = resolve(options.from);
  const dataDir = resolve(options.dataDir);
  if (!existsSync(from)) throw new BackupFailure(`There is no archive ${from}.`);
  const occupied = existsSync(dataDir) && (await readdir(dataDir)).length > 0;
  if (occupied && !options.force) {
    throw new BackupFailure(`${dataDir} is not empty: choose another folder, or add --force to have it set aside.`);
  }
  const running = options.databases.find(({ file }) => existsSync(join(dataDir, file)) && isInUse(join(dataDir, file)));
  if (running !== undefined) throw new BackupFailure(`A server is running in ${dataDir} (${running.file} is in use): stop it first.`);
  await mkdir(dirname(dataDir), { recursive: true });
  const work = await mkdtemp(`${dataDir}.restoring-`);
  try {
    await unpack(from, work);
    const { manifest, warnings } = await checkFolder(work, options.databases);
    await rm(join(work, MANIFEST_FILE));
    await options.prepare(work, manifest);
    fsync(work);
    const setAside = occupied ? `${dataDir}.before-restore-${stamp((options.now ?? Date.now)())}` : null;
    await takePlace(work, dataDir, setAside);
    return { manifest, warnings, setAside };
  } catch (error) {
    await rm(work, { recursive: true, force: true });
    throw error;
  }
}

async function takePlace(work: string, dataDir: string, setAside: string | null): Promise<void> {
  if (setAside !== null) await rename(dataDir, setAside);
  else if (existsSync(dataDir)) await rmdir(dataDir);
  try {
    await rename(work, dataDir);
  } catch (error) {
    if (setAside !== null) await rename(setAside, dataDir);
    throw error;
  }
  fsync(dirname(dataDir));
}

/** 20261122T013000Z: a time as part of a file's name. */
function stamp(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+/, '').replace(/[-:]/g, '');
}
