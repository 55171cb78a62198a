import { type Kysely, sql } from 'kysely';

/**
 * Who confirms a record is a party and no longer a name with a side; what rooms are read to outlives the server; centres have question sets of their own.
 * What was confirmed before names no party: those rows stay as they were written.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table record_confirmations add column party_id text`.execute(db);
  await sql`create table room_read_backs (
    room_id text primary key references rooms (id),
    record_id text not null references records (id),
    line_id text
  ) strict`.execute(db);
  await sql`create table outlines (
    id text primary key,
    org_id text not null references organisations (id),
    name text not null,
    lines text not null,
    replaces text,
    position real not null,
    updated_at integer not null
  ) strict`.execute(db);
  await sql`create index outlines_by_org on outlines (org_id)`.execute(db);
}
