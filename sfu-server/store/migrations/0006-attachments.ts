import { type Kysely, sql } from 'kysely';

/** Pictures and documents of events; their contents lie in files. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create table attachments (
    id text primary key,
    event_id text not null references events (id),
    name text not null,
    media_type text not null,
    size integer not null check (size > 0),
    sha256 text not null,
    created_by_id text not null references accounts (id),
    created_by_name text not null,
    created_at integer not null,
    complete integer not null check (complete in (0, 1))
  ) strict`.execute(db);
  await sql`create index attachments_by_event on attachments (event_id, id)`.execute(db);
}
