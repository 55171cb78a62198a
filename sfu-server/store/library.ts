import { v7 as uuidv7 } from 'uuid';
import { type LibraryWords, libraryWordsSchema } from '../protocol/entities/library-case.ts';
import type { LibraryEntry, LibraryVersion } from '../protocol/library.ts';
import type { Account } from '../protocol/session.ts';
import type { TouchedRow } from './change-log.ts';
import type { Db } from './database.ts';
import type { LibraryVersionTable } from './library-tables.ts';

/** Who did it, and when (UTC ms). */
export interface Deed {
  readonly at: number;
  readonly by: Pick<Account, 'id' | 'name'>;
}

export interface StoredEntry {
  readonly entry: LibraryEntry;
  /** Of the newest text. */
  readonly words: LibraryWords;
  /** Of the centre whose case it was. */
  readonly casePath: string;
}

/** Entries of the library with all their texts, and what of them is published. */
export class LibraryRepository {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async find(id: string): Promise<StoredEntry | null> {
    const row = await this.#entries().where('library_entries.id', '=', id).executeTakeFirst();
    return row === undefined ? null : stored(row);
  }

  async ofCase(caseId: string): Promise<StoredEntry | null> {
    const row = await this.#entries().where('library_entries.case_id', '=', caseId).executeTakeFirst();
    return row === undefined ? null : stored(row);
  }

  /** Entries of cases at paths from `root` to before `end`, newest first. */
  async within(root: string, end: string): Promise<StoredEntry[]> {
    const rows = await this.#entries()
      .where('organisations.path', '>=', root)
      .where('organisations.path', '<', end)
      .orderBy('library_entries.created_at', 'desc')
      .orderBy('library_entries.id')
      .limit(MOST_ENTRIES)
      .execute();
    return rows.map(stored);
  }

  async versions(entryId: string): Promise<LibraryVersion[]> {
    const rows = await this.#db.selectFrom('library_versions').selectAll().where('entry_id', '=', entryId).orderBy('number').execute();
    return rows.map(versionFrom);
  }

  async create(id: string, caseId: string, { at, by }: Deed): Promise<void> {
    await this.#db
      .insertInto('library_entries')
      .values({ id, case_id: caseId, created_at: at, created_by_id: by.id, created_by_name: by.name })
      .execute();
  }

  async write(entryId: string, number: number, words: LibraryWords, { at, by }: Deed): Promise<void> {
    await this.#db
      .insertInto('library_versions')
      .values({ entry_id: entryId, number, body: JSON.stringify(words), written_at: at, written_by_id: by.id, written_by_name: by.name })
      .execute();
  }

  async approve(entryId: string, number: number, { at, by }: Deed): Promise<void> {
    await this.#db
      .updateTable('library_versions')
      .set({ approved_at: at, approved_by_id: by.id, approved_by_name: by.name })
      .where('entry_id', '=', entryId)
      .where('number', '=', number)
      .execute();
  }

  async sendBack(entryId: string, number: number, words: string, { at, by }: Deed): Promise<void> {
    await this.#db
      .updateTable('library_versions')
      .set({ returned_at: at, returned_by_name: by.name, returned_words: words })
      .where('entry_id', '=', entryId)
      .where('number', '=', number)
      .execute();
  }

  /** Gives a text to everybody, at the county of the case; in the place of an older one. */
  async publish({ id: entryId, publishedId }: LibraryEntry, words: LibraryWords, casePath: string, at: number): Promise<TouchedRow> {
    const county = await this.#db
      .selectFrom('organisations')
      .select(['id', 'path'])
      .where('path', '=', `${casePath.split('/')[0]}/`)
      .executeTakeFirstOrThrow();
    const { n } = await this.#db
      .selectFrom('library_versions')
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .where('entry_id', '=', entryId)
      .where('approved_at', 'is not', null)
      .executeTakeFirstOrThrow();
    const { title, field, facts, course, result, lesson } = words;
    const row = { org_id: county.id, title, field, facts, course, result, lesson, version: n, published_at: at };
    const id = publishedId ?? uuidv7();
    if (publishedId === null) {
      await this.#db
        .insertInto('library_cases')
        .values({ id, ...row })
        .execute();
      await this.#db
        .updateTable('library_entries')
        .set({ published_id: id, withdrawn_at: null, withdrawn_by_name: null, withdrawn_reason: null })
        .where('id', '=', entryId)
        .execute();
    } else {
      await this.#db.updateTable('library_cases').set(row).where('id', '=', id).execute();
    }
    return { entity: 'libraryCase', id, path: county.path, pathBefore: publishedId === null ? null : county.path };
  }

  /** Takes it away from everybody. */
  async withdraw(entryId: string, publishedId: string, reason: string, { at, by }: Deed): Promise<TouchedRow> {
    const { path } = await this.#db
      .selectFrom('library_cases')
      .innerJoin('organisations', 'organisations.id', 'library_cases.org_id')
      .select('path')
      .where('library_cases.id', '=', publishedId)
      .executeTakeFirstOrThrow();
    await this.#db
      .updateTable('library_entries')
      .set({ published_id: null, withdrawn_at: at, withdrawn_by_name: by.name, withdrawn_reason: reason })
      .where('id', '=', entryId)
      .execute();
    await this.#db.deleteFrom('library_cases').where('id', '=', publishedId).execute();
    return { entity: 'libraryCase', id: publishedId, path: null, pathBefore: path };
  }

  /** Each with its newest text. */
  #entries() {
    return this.#db
      .selectFrom('library_entries')
      .innerJoin('cases', 'cases.id', 'library_entries.case_id')
      .innerJoin('organisations', 'organisations.id', 'cases.org_id')
      .innerJoin('library_versions', 'library_versions.entry_id', 'library_entries.id')
      .where('library_versions.number', '=', ({ selectFrom }) =>
        selectFrom('library_versions as newer')
          .whereRef('newer.entry_id', '=', 'library_entries.id')
          .select(({ fn }) => fn.max('newer.number').as('newest')),
      )
      .selectAll('library_versions')
      .select([
        'library_entries.id',
        'library_entries.case_id',
        'library_entries.published_id',
        'library_entries.withdrawn_reason',
        'cases.number as case_number',
        'cases.title as case_title',
        'organisations.path',
      ]);
  }
}

const MOST_ENTRIES = 1000;

type EntryRow = LibraryVersionTable & {
  readonly id: string;
  readonly case_id: string;
  readonly published_id: string | null;
  readonly withdrawn_reason: string | null;
  readonly case_number: string;
  readonly case_title: string;
  readonly path: string;
};

function stored(row: EntryRow): StoredEntry {
  const words = libraryWordsSchema.parse(JSON.parse(row.body));
  const entry: LibraryEntry = {
    id: row.id,
    caseId: row.case_id,
    caseNumber: row.case_number,
    caseTitle: row.case_title,
    title: words.title,
    field: words.field,
    publishedId: row.published_id,
    withdrawnReason: row.withdrawn_reason,
    latest: versionFrom(row),
  };
  return { entry, words, casePath: row.path };
}

function versionFrom(row: LibraryVersionTable): LibraryVersion {
  const state = row.approved_at !== null ? 'approved' : row.returned_at !== null ? 'returned' : 'draft';
  return {
    number: row.number,
    state,
    writtenById: row.written_by_id,
    writtenByName: row.written_by_name,
    writtenAt: row.written_at,
    decidedByName: row.approved_by_name ?? row.returned_by_name,
    decidedAt: row.approved_at ?? row.returned_at,
    words: row.returned_words,
  };
}
