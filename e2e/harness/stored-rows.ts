import { readdirSync } from 'node:fs';
import path from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { z } from 'zod';
import { Feed } from '../../sfu-server/governance/feed.ts';
import { ENTITY_NAMES } from '../../sfu-server/protocol/entities/index.ts';
import { SCHEMA_VERSION } from '../../sfu-server/protocol/version.ts';
import { AccountRepository } from '../../sfu-server/store/accounts.ts';
import { openDatabase } from '../../sfu-server/store/database.ts';

/** Rows by `entity/id`, each as JSON text with its keys in order, so that two places can be compared. */
export type StoredRows = Readonly<Record<string, string>>;

/** A console's cache as its file has it, once its host has ended. */
export interface StoredCache {
  readonly rows: StoredRows;
  readonly outbox: number;
}

const rowSchema = z.object({ entity: z.string(), id: z.string(), json: z.string() });

/** @param dataDir the console's data folder, with one account's cache in it */
export function readCache(dataDir: string): StoredCache {
  const folder = path.join(dataDir, 'cache');
  const [file, ...others] = readdirSync(folder).filter((name) => name.endsWith('.sqlite'));
  if (file === undefined || others.length > 0) throw new Error(`Not one cache in ${folder}.`);
  const database = new SqliteDatabase(path.join(folder, file));
  try {
    const check = database.pragma('integrity_check', { simple: true });
    if (check !== 'ok') throw new Error(`integrity_check of ${file}: ${String(check)}`);
    const rows = z.array(rowSchema).parse(database.prepare('select entity, id, json from rows').all());
    const known: ReadonlySet<string> = new Set(ENTITY_NAMES);
    const of = rows
      .filter(({ entity }) => known.has(entity))
      .map(({ entity, id, json }) => [`${entity}/${id}`, canonical(JSON.parse(json))]);
    return { rows: Object.fromEntries(of), outbox: z.number().parse(database.prepare('select count(*) from outbox').pluck().get()) };
  } finally {
    database.close();
  }
}

/** What the server's database has for an account, once the server has ended. */
export async function readServer(dataDir: string, username: string): Promise<StoredRows> {
  const db = await openDatabase(`sqlite:${path.join(dataDir, 'shilian.sqlite')}`);
  try {
    const stored = await new AccountRepository(db).findByUsername(username);
    if (stored === null) throw new Error(`There is no account ${username}.`);
    const rows: Record<string, string> = {};
    const feed = new Feed(db);
    let after: Parameters<Feed['snapshot']>[0]['after'] = null;
    do {
      const page = await feed.snapshot({ schemaVersion: SCHEMA_VERSION, after, limit: 5_000 }, stored.account);
      for (const change of page.rows) if (change.op === 'put') rows[`${change.entity}/${change.row.id}`] = canonical(change.row);
      after = page.next;
    } while (after !== null);
    return rows;
  } finally {
    await db.destroy();
  }
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)));
  });
}
