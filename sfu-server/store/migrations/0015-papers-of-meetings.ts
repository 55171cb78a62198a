import { type Kysely, sql } from 'kysely';

/** Files may belong to meetings; those of signed minutes are part of what was signed. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create table attachments_of_rows (
    id text primary key,
    owner_entity text not null check (owner_entity in ('event', 'case', 'document', 'meeting')),
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
}

/** As with the minutes themselves: whatever a program tries. */
async function papersOfSignedMinutesStay(db: Kysely<never>): Promise<void> {
  const abort = sql`begin select raise(abort, 'Papers of signed minutes do not change.'); end`;
  const signed = (row: 'new' | 'old') => sql`${sql.raw(row)}.owner_entity = 'meeting'
    and (select signed_at from meetings where id = ${sql.raw(row)}.owner_id) is not null`;
  await sql`create trigger papers_signed before insert on attachments when ${signed('new')} ${abort}`.execute(db);
  await sql`create trigger papers_moved before update on attachments when (${signed('new')}) or (${signed('old')}) ${abort}`.execute(db);
  await sql`create trigger papers_kept before delete on attachments when ${signed('old')} ${abort}`.execute(db);
}
