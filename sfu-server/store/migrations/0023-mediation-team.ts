import { type Kysely, sql } from 'kysely';

/** Profiles of mediators, and their studios; files may belong to a profile. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create table studios (
    id text primary key,
    org_id text not null references organisations (id),
    name text not null,
    leader_id text,
    fields text not null,
    words text not null,
    active integer not null check (active in (0, 1)),
    updated_at integer not null
  ) strict`.execute(db);
  await sql`create table mediators (
    id text primary key,
    org_id text not null references organisations (id),
    account_id text unique references accounts (id),
    studio_id text references studios (id),
    name text not null,
    kind text not null,
    committee text,
    fields text not null,
    duty text not null,
    certificate text,
    languages text not null,
    phone text,
    words text not null,
    photo_id text,
    active integer not null check (active in (0, 1)),
    updated_at integer not null
  ) strict`.execute(db);
  await sql`create index mediators_by_studio on mediators (studio_id) where studio_id is not null`.execute(db);
  await filesOfProfiles(db);
}

/** Materials of parties hang on files, and would go with the table that is put aside. */
async function filesOfProfiles(db: Kysely<never>): Promise<void> {
  await sql`create temp table materials_kept as select attachment_id, case_id, party_id from party_materials`.execute(db);
  await sql`create table attachments_of_rows (
    id text primary key,
    owner_entity text not null check (owner_entity in ('event', 'case', 'document', 'meeting', 'mediator')),
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
    (id, owner_entity, owner_id, name, media_type, size, sha256, created_by_id, created_by_name, created_at, complete)
    select id, owner_entity, owner_id, name, media_type, size, sha256, created_by_id, created_by_name, created_at, complete
    from attachments`.execute(db);
  await sql`drop table attachments`.execute(db);
  await sql`alter table attachments_of_rows rename to attachments`.execute(db);
  await sql`create index attachments_by_owner on attachments (owner_id, id)`.execute(db);
  await papersOfSignedMinutesStay(db);
  await sql`insert or ignore into party_materials (attachment_id, case_id, party_id)
    select attachment_id, case_id, party_id from materials_kept`.execute(db);
  await sql`drop table materials_kept`.execute(db);
}

/** As since 0015: the triggers went with the table. */
async function papersOfSignedMinutesStay(db: Kysely<never>): Promise<void> {
  const abort = sql`begin select raise(abort, 'Papers of signed minutes do not change.'); end`;
  const signed = (row: 'new' | 'old') => sql`${sql.raw(row)}.owner_entity = 'meeting'
    and (select signed_at from meetings where id = ${sql.raw(row)}.owner_id) is not null`;
  await sql`create trigger papers_signed before insert on attachments when ${signed('new')} ${abort}`.execute(db);
  await sql`create trigger papers_moved before update on attachments when (${signed('new')}) or (${signed('old')}) ${abort}`.execute(db);
  await sql`create trigger papers_kept before delete on attachments when ${signed('old')} ${abort}`.execute(db);
}
