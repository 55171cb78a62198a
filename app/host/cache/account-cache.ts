import { createHash } from 'node:crypto';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { ZodError } from 'zod';
import type { Log } from '../../bridge/log.ts';
import type { OutboxEntry, ReplicaState, ReplicaStore } from '../../bridge/replica/store.ts';
import { DamagedDatabase, openDatabase, setAside } from './database.ts';
import { CACHE_MIGRATIONS } from './migrations/index.ts';
import { readOutbox, readState, SqliteStore } from './sqlite-store.ts';
import { storageError } from './storage-errors.ts';

export interface AccountCacheOptions {
  dataDir: string;
  serverUrl: string;
  accountId: string;
  log: Log;
}

/** Where an account's copy lies: a file for each account and server, so that none is ever shown another's rows. */
export function cachePath({ dataDir, serverUrl, accountId }: Pick<AccountCacheOptions, 'dataDir' | 'serverUrl' | 'accountId'>): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([serverUrl, accountId]))
    .digest('hex');
  return join(dataDir, 'cache', `cache-${hash.slice(0, 32)}.sqlite`);
}

/**
 * Opens an account's copy. A damaged file is set aside (`….damaged-TIME`) and a new one started, with the outbox
 * of the old one where it can still be read: rows come again from the server, what was not sent would not.
 */
export function openAccountCache(options: AccountCacheOptions): ReplicaStore {
  const path = cachePath(options);
  try {
    return openStore(path);
  } catch (error) {
    if (!(error instanceof DamagedDatabase)) throw storageError(error);
    return rebuild(path, error, options.log);
  }
}

/** Deletes an account's copy for good, with what was set aside of it when it was damaged. It must be closed. */
export function wipeAccountCache(which: Pick<AccountCacheOptions, 'dataDir' | 'serverUrl' | 'accountId'>): void {
  const path = cachePath(which);
  if (!existsSync(dirname(path))) return;
  for (const name of readdirSync(dirname(path))) {
    if (name.startsWith(basename(path))) rmSync(join(dirname(path), name));
  }
}

function openStore(path: string): SqliteStore {
  const database = openDatabase(path, CACHE_MIGRATIONS);
  try {
    return new SqliteStore(database);
  } catch (error) {
    database.close();
    throw error instanceof ZodError || error instanceof SyntaxError ? new DamagedDatabase(String(error), { cause: error }) : error;
  }
}

function rebuild(path: string, cause: unknown, log: Log): ReplicaStore {
  const saved = salvage(path);
  const aside = setAside(path);
  log('error', 'the cache was damaged: it was set aside and is rebuilt from the server', {
    cause: String(cause),
    aside,
    outbox: saved === null ? 'could not be read' : `${saved.outbox.length} saved`,
  });
  const store = openStore(path);
  if (saved !== null) {
    store.transaction(() => {
      // The same client goes on: what had been sent before is recognised by its number.
      store.setState({ clientId: saved.state.clientId, nextNumber: saved.state.nextNumber });
      for (const entry of saved.outbox) store.putOutbox(entry);
    });
  }
  return store;
}

/** The outbox and the client's name of a damaged file; both or nothing, since the numbers mean nothing without the name. */
function salvage(path: string): { state: ReplicaState; outbox: OutboxEntry[] } | null {
  let database: Database.Database | null = null;
  try {
    database = new Database(path, { readonly: true });
    const state = readState(database);
    return state === null ? null : { state, outbox: readOutbox(database) };
  } catch {
    return null;
  } finally {
    database?.close();
  }
}
