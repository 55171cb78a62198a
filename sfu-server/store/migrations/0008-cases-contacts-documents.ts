import { type Kysely, sql } from 'kysely';

/** Cases, the directory, papers and whom they are shared with; files of all of these; and who is told of a change by which right. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create table cases (
    id text primary key,
    org_id text not null references organisations (id),
    grid_id text references grids (id),
    number text not null,
    kind text not null check (kind in ('mediation', 'petition')),
    title text not null,
    applicant_name text not null,
    respondent_name text,
    phone text,
    facts text not null,
    field text,
    state text not null,
    handler_name text,
    registered_by_id text not null references accounts (id),
    registered_by_name text not null,
    registered_at integer not null,
    received_at integer not null,
    updated_at integer not null,
    due_at integer,
    unique (org_id, number)
  ) strict`.execute(db);
  await sql`create table case_notes (
    id text primary key,
    case_id text not null references cases (id),
    at integer not null,
    by_account_id text not null references accounts (id),
    by_name text not null,
    state text,
    text text not null
  ) strict`.execute(db);
  await sql`create index case_notes_by_case on case_notes (case_id, at, id)`.execute(db);
  await sql`create table contacts (
    id text primary key,
    org_id text not null references organisations (id),
    name text not null,
    post text not null,
    phone text not null,
    is_duty integer not null check (is_duty in (0, 1)),
    role text,
    updated_at integer not null
  ) strict`.execute(db);
  await sql`create table documents (
    id text primary key,
    org_id text not null references organisations (id),
    number text not null,
    title text not null,
    kind text not null,
    body text not null,
    issued_by_id text not null references accounts (id),
    issued_by_name text not null,
    issued_at integer not null,
    received_at integer not null,
    updated_at integer not null,
    unique (org_id, number)
  ) strict`.execute(db);
  await sql`create table document_shares (
    document_id text not null references documents (id),
    org_id text not null references organisations (id),
    primary key (document_id, org_id)
  ) strict, without rowid`.execute(db);
  await ownersOfAttachments(db);
  await guardsOfChanges(db);
}

/** A file belonged to an event, always. */
async function ownersOfAttachments(db: Kysely<never>): Promise<void> {
  await sql`create table attachments_of_rows (
    id text primary key,
    owner_entity text not null check (owner_entity in ('event', 'case', 'document')),
    owner_id text not null,
    name text not null,
    media_type text not null,
    size integer not null check (size > 0),
    sha256 text not null,
    created_by_id text not null references accounts (id),
    created_by_name text not null,
    created_at integer not null,
    complete integer not null check (complete in (0, 1))
  ) strict`.execute(db);
  await sql`insert into attachments_of_rows
    select id, 'event', event_id, name, media_type, size, sha256, created_by_id, created_by_name, created_at, complete from attachments`.execute(
    db,
  );
  await sql`drop table attachments`.execute(db);
  await sql`alter table attachments_of_rows rename to attachments`.execute(db);
  await sql`create index attachments_by_owner on attachments (owner_id, id)`.execute(db);
}

/** A file is told to whoever is told of its owner. */
async function guardsOfChanges(db: Kysely<never>): Promise<void> {
  await sql`alter table change_log add column guard text not null default 'event'`.execute(db);
  await sql`update change_log set guard = entity where entity <> 'attachment'`.execute(db);
}
