import { rmSync } from 'node:fs';
import SqliteDatabase from 'better-sqlite3';
import { z } from 'zod';
import { BackupFailure, reasonOf } from './failure.ts';

/** Pages in one step of the copy: all. In one step it is a copy of one moment; in several, each commit of the server would begin it anew. */
const ALL_PAGES = 0x7fffffff;

/** Rows in each table. */
export type RowCounts = Record<string, number>;

const nameSchema = z.object({ name: z.string() });
const countSchema = z.object({ count: z.number().int() });

/**
 * Copies a database that may be in use, as it is at one moment, into one file that needs no other beside it.
 * @throws BackupFailure
 */
export async function copyDatabase(from: string, to: string): Promise<void> {
  try {
    const source = new SqliteDatabase(from, { readonly: true, fileMustExist: true });
    try {
      await source.backup(to, { progress: () => ALL_PAGES });
    } finally {
      source.close();
    }
    const copy = new SqliteDatabase(to);
    // Out of WAL mode: reading the copy shall not make files beside it. The server turns it on again.
    copy.pragma('journal_mode = delete');
    copy.close();
  } catch (cause) {
    rmSync(to, { force: true });
    throw new BackupFailure(`The database ${from} cannot be copied: ${reasonOf(cause)}.`, { cause });
  }
}

/**
 * Reads a whole database for damage, and counts its rows.
 * @throws BackupFailure
 */
export function inspectDatabase(path: string): RowCounts {
  try {
    const sqlite = new SqliteDatabase(path, { readonly: true, fileMustExist: true });
    try {
      const verdict = sqlite.pragma('integrity_check', { simple: true });
      if (verdict !== 'ok') throw new Error(`integrity check: ${String(verdict)}`);
      const orphans = z.array(z.unknown()).parse(sqlite.pragma('foreign_key_check'));
      if (orphans.length > 0) throw new Error(`${orphans.length} rows refer to rows that do not exist`);
      const tables = nameSchema
        .array()
        .parse(sqlite.prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite%' order by name").all());
      return Object.fromEntries(
        tables.map(({ name }) => [
          name,
          countSchema.parse(sqlite.prepare(`select count(*) as count from "${name.replaceAll('"', '""')}"`).get()).count,
        ]),
      );
    } finally {
      sqlite.close();
    }
  } catch (cause) {
    throw new BackupFailure(`The database ${path} is damaged: ${reasonOf(cause)}.`, { cause });
  }
}

/** Whether some process has a database open: a running server always has. */
export function isInUse(path: string): boolean {
  const sqlite = new SqliteDatabase(path, { timeout: 0 });
  try {
    // A lock that is got only while nobody else has even a reader's.
    sqlite.pragma('locking_mode = exclusive');
    sqlite.prepare('select count(*) from sqlite_master').get();
    return false;
  } catch (error) {
    if (error instanceof SqliteDatabase.SqliteError && error.code.startsWith('SQLITE_BUSY')) return true;
    // Damaged: nobody can be at work with it.
    return false;
  } finally {
    sqlite.close();
  }
}
