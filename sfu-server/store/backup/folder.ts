import { join } from 'node:path';
import { BackupFailure } from './failure.ts';
import { compareWithManifest, type Manifest, readManifest } from './manifest.ts';
import { inspectDatabase } from './sqlite-copy.ts';

/** A database of the data folder: copied by SQLite's own means, never as a file. */
export interface KeptDatabase {
  /** Its name in the data folder and in the archive. */
  readonly file: string;
  /** Files that may be older than the database, never newer: they are copied before it, all others after. */
  readonly companions: readonly string[];
  /** A back-up without it is none. */
  readonly required: boolean;
  /**
   * What else has to be right about it, in a folder that holds it.
   * @returns a sentence that warns, or null
   * @throws BackupFailure where it cannot be used
   */
  readonly check: (dir: string) => Promise<string | null>;
}

export interface Checked {
  readonly manifest: Manifest;
  readonly warnings: readonly string[];
}

/** Sees whether an unpacked back-up is whole and good. @throws BackupFailure */
export async function checkFolder(dir: string, databases: readonly KeptDatabase[]): Promise<Checked> {
  const manifest = await readManifest(dir);
  await compareWithManifest(dir, manifest);
  const warnings: string[] = [];
  for (const { file, required, check } of databases) {
    const expected = manifest.rows[file];
    if (expected === undefined) {
      if (required) throw new BackupFailure(`The archive lacks the database ${file}.`);
      continue;
    }
    const found = inspectDatabase(join(dir, file));
    const differs = [...new Set([...Object.keys(expected), ...Object.keys(found)])].find((table) => expected[table] !== found[table]);
    if (differs !== undefined) {
      throw new BackupFailure(`${file} has ${found[differs] ?? 'no'} rows in ${differs}, not ${expected[differs] ?? 'none'}.`);
    }
    const warning = await check(dir);
    if (warning !== null) warnings.push(warning);
  }
  return { manifest, warnings };
}
