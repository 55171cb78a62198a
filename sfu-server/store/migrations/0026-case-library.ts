import { type Kysely, sql } from 'kysely';

/**
 * Cases without names for training. What everybody reads (`library_cases`) names no case: the link stands in `library_entries`, under ids of
 * its own. The database refuses an approval by whoever wrote the text.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create table library_cases (
    id text primary key,
    org_id text not null references organisations (id),
    title text not null,
    field text not null,
    facts text not null,
    course text not null,
    result text not null,
    lesson text not null,
    version integer not null check (version > 0),
    published_at integer not null
  ) strict`.execute(db);
  await sql`create table library_entries (
    id text primary key,
    case_id text not null unique references cases (id),
    published_id text unique references library_cases (id),
    created_at integer not null,
    created_by_id text not null references accounts (id),
    created_by_name text not null,
    withdrawn_at integer,
    withdrawn_by_name text,
    withdrawn_reason text,
    check (withdrawn_at is null or published_id is null)
  ) strict`.execute(db);
  await sql`create table library_versions (
    entry_id text not null references library_entries (id),
    number integer not null check (number > 0),
    body text not null,
    written_at integer not null,
    written_by_id text not null references accounts (id),
    written_by_name text not null,
    approved_at integer,
    approved_by_id text references accounts (id),
    approved_by_name text,
    returned_words text,
    returned_by_name text,
    returned_at integer,
    primary key (entry_id, number),
    check ((approved_at is null) = (approved_by_id is null)),
    check (approved_by_id is null or approved_by_id <> written_by_id),
    check (approved_at is null or returned_at is null)
  ) strict, without rowid`.execute(db);
  await sql`create trigger library_versions_unchanged before update of entry_id, number, body, written_at, written_by_id, written_by_name
    on library_versions begin select raise(abort, 'a text that was written stays as it is'); end`.execute(db);
  await sql`create trigger library_versions_stay before delete on library_versions
    begin select raise(abort, 'texts of the library are kept'); end`.execute(db);
}
