import { type Kysely, sql } from 'kysely';

/** What was recorded in rooms; the contents lie in the data folder under the recording's id. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create table recordings (
    id text primary key,
    room_id text not null references rooms (id),
    kind text not null,
    title text not null,
    org_id text not null references organisations (id),
    started_by_id text not null,
    started_by_name text not null,
    started_at integer not null,
    ended_at integer,
    state text not null check (state in ('recording', 'composing', 'ready', 'failed')),
    end_reason text,
    failure text,
    duration_ms integer,
    bytes integer,
    sha256 text,
    chapters text not null default '[]',
    people text not null default '[]',
    tracks text not null default '[]'
  ) strict`.execute(db);
  await sql`create index recordings_by_start on recordings (org_id, started_at desc)`.execute(db);
}
