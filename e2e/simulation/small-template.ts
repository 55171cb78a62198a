import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { openSmallCounty } from '../../sfu-server/testing/small-county.ts';

/** A small county as a database file's bytes: each schedule begins with a copy. */
export interface CountyTemplate {
  readonly bytes: Buffer;
  readonly orgs: Awaited<ReturnType<typeof openSmallCounty>>['orgs'];
}

/** Who sits at the consoles of a schedule; two of them see the same rows. */
export const USERNAMES = ['duty', 'township', 'township2', 'duty2'] as const;
/** Sits at no console: whoever moves and disables the others' accounts. */
export const ADMINISTRATOR = 'admin';
export type Username = (typeof USERNAMES)[number];

export async function makeTemplate(): Promise<CountyTemplate> {
  const dir = mkdtempSync(join(tmpdir(), 'shilian-county-'));
  try {
    const path = join(dir, 'county.sqlite');
    const county = await openSmallCounty(`sqlite:${path}`);
    await county.account(ADMINISTRATOR, 'admin', county.orgs.county);
    await county.account('duty', 'duty', county.orgs.county);
    await county.account('duty2', 'leader', county.orgs.county);
    await county.account('township', 'operator', county.orgs.first);
    await county.account('township2', 'operator', county.orgs.second);
    await county.db.destroy();
    const database = new SqliteDatabase(path);
    // A file in WAL mode cannot be opened from bytes.
    database.pragma('journal_mode = DELETE');
    const bytes = database.serialize();
    database.close();
    return { bytes, orgs: county.orgs };
  } finally {
    rmSync(dir, { recursive: true });
  }
}
