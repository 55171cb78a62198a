import { chmodSync, closeSync, fsyncSync, openSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { create, extract } from 'tar';
import { BackupFailure, reasonOf } from './failure.ts';
import { MANIFEST_FILE } from './manifest.ts';

/**
 * An archive is a gzipped tar: any administrator can look into it, and get everything out of it, with what every system
 * has and without this program. The manifest comes first.
 */

/** Puts a folder's content into one file that its owner alone can read, which is not there yet. @throws BackupFailure */
export async function pack(dir: string, file: string): Promise<void> {
  try {
    closeSync(openSync(file, 'wx', 0o600));
    const names = (await readdir(dir)).filter((name) => name !== MANIFEST_FILE).sort();
    await create({ file, cwd: dir, gzip: true, portable: true, strict: true }, [MANIFEST_FILE, ...names]);
    fsync(file);
  } catch (cause) {
    throw new BackupFailure(`The archive ${file} cannot be written: ${reasonOf(cause)}.`, { cause });
  }
}

/** Takes an archive apart into an empty folder; every file and folder in it is for its owner alone. @throws BackupFailure */
export async function unpack(file: string, dir: string): Promise<void> {
  let odd: string | null = null;
  try {
    // In one go: on an error nothing is still being written when the folder is cleared away.
    extract({
      file,
      cwd: dir,
      sync: true,
      strict: true,
      preserveOwner: false,
      filter: (path, entry) => {
        // A link could lead what is written next to anywhere.
        const plain = 'type' in entry && (entry.type === 'File' || entry.type === 'OldFile' || entry.type === 'Directory');
        if (!plain) odd ??= path;
        return plain;
      },
    });
  } catch (cause) {
    throw new BackupFailure(`The archive ${file} is damaged: ${reasonOf(cause)}.`, { cause });
  }
  if (odd !== null) throw new BackupFailure(`The archive ${file} holds ${odd}, which is neither a file nor a folder.`);
  for (const entry of await readdir(dir, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    chmodSync(path, entry.isDirectory() ? 0o700 : 0o600);
    if (entry.isFile()) fsync(path);
  }
}

/** Waits until a file, or a folder's list of names, is on the disk. */
export function fsync(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } catch (error) {
    // Windows has no such thing for folders and for what is opened to read.
    if (process.platform !== 'win32') throw error;
  } finally {
    closeSync(handle);
  }
}
