import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { z } from 'zod';
import { type AuditEntry, GENESIS, type Head } from './entry.ts';

export const AUDIT_FILE = 'audit.sqlite';

/** The trail cannot be opened; the message is one plain sentence for whoever starts the server. */
export class AuditUnavailable extends Error {
  override readonly name = 'AuditUnavailable';
}

/**
 * The form of the file, by `user_version`. Entries are only ever added: the triggers stop every program that goes through
 * SQLite without setting out to forge (the chain is for those who do). An insert with an old number is stopped too,
 * because `insert or replace` deletes without asking the delete trigger.
 */
const SCHEMA = [
  `create table entries (
    seq integer primary key,
    at integer not null,
    actor_kind text not null,
    actor_account_id text,
    actor_name text not null,
    actor_org_path text,
    remote_address text,
    action text not null,
    target_type text,
    target_id text,
    detail text not null,
    outcome text not null,
    previous_hash text not null,
    hash text not null
  ) strict;
  create trigger entries_are_not_changed before update on entries
    begin select raise(abort, 'entries of the audit trail are not changed'); end;
  create trigger entries_are_not_deleted before delete on entries
    begin select raise(abort, 'entries of the audit trail are not deleted'); end;
  create trigger entries_are_not_replaced before insert on entries
    when new.seq <= (select coalesce(max(seq), 0) from entries)
    begin select raise(abort, 'entries of the audit trail are not replaced'); end;`,
] as const;

const COLUMNS = [
  'seq',
  'at',
  'actor_kind',
  'actor_account_id',
  'actor_name',
  'actor_org_path',
  'remote_address',
  'action',
  'target_type',
  'target_id',
  'detail',
  'outcome',
  'previous_hash',
  'hash',
] as const satisfies readonly (keyof AuditEntry)[];

const headRowSchema = z.object({ seq: z.number().int(), hash: z.string() }).optional();

/** The file `audit.sqlite` of a data folder. Several processes may have it open; each append is one transaction. */
export class AuditStore {
  readonly #sqlite: SqliteDatabase.Database;
  readonly #insert: SqliteDatabase.Statement | null;

  /**
   * @param access `read` changes nothing and needs the file to be there
   * @throws AuditUnavailable
   */
  static open(dir: string, access: 'read' | 'append'): AuditStore {
    const path = join(dir, AUDIT_FILE);
    let sqlite: SqliteDatabase.Database | null = null;
    try {
      if (access === 'append') mkdirSync(dir, { recursive: true, mode: 0o700 });
      sqlite = new SqliteDatabase(path, access === 'read' ? { readonly: true, fileMustExist: true } : {});
      sqlite.pragma('busy_timeout = 5000');
      if (access === 'append') {
        chmodSync(path, 0o600);
        sqlite.pragma('journal_mode = WAL');
        // FULL: what somebody was let see has to be known after a power cut, too.
        sqlite.pragma('synchronous = FULL');
        bringUpToDate(sqlite);
      }
      return new AuditStore(sqlite, access);
    } catch (error) {
      sqlite?.close();
      throw new AuditUnavailable(`The audit trail ${path} cannot be opened: ${error instanceof Error ? error.message : String(error)}.`, {
        cause: error,
      });
    }
  }

  private constructor(sqlite: SqliteDatabase.Database, access: 'read' | 'append') {
    this.#sqlite = sqlite;
    this.#insert =
      access === 'read'
        ? null
        : sqlite.prepare(`insert into entries (${COLUMNS.join(', ')}) values (${COLUMNS.map((column) => `@${column}`).join(', ')})`);
    this.last();
  }

  /**
   * Adds entries in one transaction that no other writer can come into.
   * @param make gets the end of the chain as it is and gives what follows
   */
  append(make: (last: Head) => readonly AuditEntry[]): void {
    const insert = this.#insert;
    if (insert === null) throw new Error('The audit trail was opened for reading.');
    this.#sqlite
      .transaction(() => {
        for (const entry of make(this.last())) insert.run(entry);
      })
      .immediate();
  }

  /** The last entry; the genesis where there is none. */
  last(): Head {
    const row = headRowSchema.parse(this.#sqlite.prepare('select seq, hash from entries order by seq desc limit 1').get());
    return row ?? GENESIS;
  }

  /** The hash of one entry as it stands in the file; null where it is missing. */
  hashAt(seq: number): string | null {
    const row = headRowSchema.parse(this.#sqlite.prepare('select seq, hash from entries where seq = ?').get(seq));
    return row?.hash ?? null;
  }

  /** Rows as they lie in the file, unchecked, in order; an empty page is the end. Times are UTC ms, `to` not included. */
  page(afterSeq: number, limit: number, filter: { from?: number | undefined; to?: number | undefined } = {}): unknown[] {
    return this.#sqlite
      .prepare(`select ${COLUMNS.join(', ')} from entries where seq > ? and at >= ? and at < ? order by seq limit ?`)
      .all(afterSeq, filter.from ?? Number.MIN_SAFE_INTEGER, filter.to ?? Number.MAX_SAFE_INTEGER, limit);
  }

  close(): void {
    this.#sqlite.close();
  }
}

function bringUpToDate(sqlite: SqliteDatabase.Database): void {
  sqlite
    .transaction(() => {
      const version = z.number().parse(sqlite.pragma('user_version', { simple: true }));
      if (version > SCHEMA.length) throw new Error('it was written by a newer version of this program');
      for (const step of SCHEMA.slice(version)) sqlite.exec(step);
      sqlite.pragma(`user_version = ${SCHEMA.length}`);
    })
    .immediate();
}
