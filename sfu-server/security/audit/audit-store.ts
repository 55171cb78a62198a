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
  // Entries that are there keep their form, and with it the hash that they have.
  `alter table entries add column form integer not null default 1;
  alter table entries add column target_org_path text;
  alter table entries add column target_label text;`,
] as const;

/** What stands for the columns of later versions in a file that is only read, and so not brought up to date. */
const BEFORE_FORMS = { form: '1 as form', target_org_path: 'null as target_org_path', target_label: 'null as target_label' } as const;

const COLUMNS = [
  'seq',
  'form',
  'at',
  'actor_kind',
  'actor_account_id',
  'actor_name',
  'actor_org_path',
  'remote_address',
  'action',
  'target_type',
  'target_id',
  'target_org_path',
  'target_label',
  'detail',
  'outcome',
  'previous_hash',
  'hash',
] as const satisfies readonly (keyof AuditEntry)[];

/** Entries that one call of `newest` looks at. */
const STRETCH = 20_000;
/** A clock that was set back by less than this hides nothing from whoever looks for a time. */
const CLOCK_LEAP_MS = 24 * 60 * 60 * 1000;

/** What to read, newest first. Times are UTC ms, `to` not included; an empty string stands for all. */
export interface NewestQuery {
  readonly before: number | null;
  readonly limit: number;
  readonly from: number | null;
  readonly to: number | null;
  /** Part of the actor's name. */
  readonly person: string;
  readonly action: string;
  /** Only what people of these organisation paths did, and what was done to things of them; null for all. */
  readonly branch: PathRange | null;
  /** Only what was done to things of these organisation paths; null for all. */
  readonly target: PathRange | null;
}

/** Organisation paths from `root` up to, and without, `end`. */
export interface PathRange {
  readonly root: string;
  readonly end: string;
}

const seqRowSchema = z.object({ seq: z.number().int() });
const timeRowSchema = z.object({ at: z.number().int() }).optional();
const headRowSchema = z.object({ seq: z.number().int(), hash: z.string() }).optional();

/** The file `audit.sqlite` of a data folder. Several processes may have it open; each append is one transaction. */
export class AuditStore {
  readonly #sqlite: SqliteDatabase.Database;
  readonly #insert: SqliteDatabase.Statement | null;
  /** `select` with every column of an entry. */
  readonly #select: string;

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
    const old = access === 'read' && versionOf(sqlite) < SCHEMA.length;
    this.#select = `select ${COLUMNS.map((column) => (old && isLater(column) ? BEFORE_FORMS[column] : column)).join(', ')}`;
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
      .prepare(`${this.#select} from entries where seq > ? and at >= ? and at < ? order by seq limit ?`)
      .all(afterSeq, filter.from ?? Number.MIN_SAFE_INTEGER, filter.to ?? Number.MAX_SAFE_INTEGER, limit);
  }

  /**
   * Rows that fit, newest first, as they lie in the file. One call looks at a limited stretch of the trail, so that a rare
   * name in a long trail holds up nobody; `next` says where to go on, null at the end.
   */
  newest(query: NewestQuery): { rows: unknown[]; next: number | null } {
    const end = Math.min(query.before ?? Number.MAX_SAFE_INTEGER, this.last().seq + 1, this.#endBefore(query.to));
    const start = Math.max(1, end - STRETCH);
    const rows = this.#sqlite
      .prepare(
        `${this.#select} from entries where seq >= @start and seq < @end
          and at >= @from and at < @to
          and (@person = '' or instr(lower(actor_name), lower(@person)) > 0)
          and (@action = '' or action = @action)
          and (@root is null or (actor_org_path >= @root and actor_org_path < @rootEnd)
            or (target_org_path >= @root and target_org_path < @rootEnd))
          and (@target is null or (target_org_path >= @target and target_org_path < @targetEnd))
          order by seq desc limit @limit`,
      )
      .all({
        start,
        end,
        from: query.from ?? Number.MIN_SAFE_INTEGER,
        to: query.to ?? Number.MAX_SAFE_INTEGER,
        person: query.person,
        action: query.action,
        root: query.branch?.root ?? null,
        rootEnd: query.branch?.end ?? null,
        target: query.target?.root ?? null,
        targetEnd: query.target?.end ?? null,
        limit: query.limit,
      });
    if (rows.length === query.limit) {
      const { seq } = seqRowSchema.parse(rows.at(-1));
      return { rows, next: seq > 1 ? seq : null };
    }
    const wholeBefore = query.from !== null && (this.#timeAt(start) ?? 0) < query.from - CLOCK_LEAP_MS;
    return { rows, next: start === 1 || wholeBefore ? null : start };
  }

  /** The number before which all was recorded before `to`, as far as clocks go forward; found by halving. */
  #endBefore(to: number | null): number {
    if (to === null) return Number.MAX_SAFE_INTEGER;
    let [low, high] = [1, this.last().seq + 1];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if ((this.#timeAt(middle) ?? Number.MAX_SAFE_INTEGER) < to + CLOCK_LEAP_MS) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** When the first entry from this number on was recorded, UTC ms; null beyond the end. */
  #timeAt(seq: number): number | null {
    const row = timeRowSchema.parse(this.#sqlite.prepare('select at from entries where seq >= ? order by seq limit 1').get(seq));
    return row?.at ?? null;
  }

  close(): void {
    this.#sqlite.close();
  }
}

function bringUpToDate(sqlite: SqliteDatabase.Database): void {
  sqlite
    .transaction(() => {
      const version = versionOf(sqlite);
      if (version > SCHEMA.length) throw new Error('it was written by a newer version of this program');
      for (const step of SCHEMA.slice(version)) sqlite.exec(step);
      sqlite.pragma(`user_version = ${SCHEMA.length}`);
    })
    .immediate();
}

function versionOf(sqlite: SqliteDatabase.Database): number {
  return z.number().parse(sqlite.pragma('user_version', { simple: true }));
}

function isLater(column: string): column is keyof typeof BEFORE_FORMS {
  return Object.hasOwn(BEFORE_FORMS, column);
}
