import { type Kysely, sql } from 'kysely';

/** What is reported and what became of it; numbers given without gaps. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create table events (
    id text primary key,
    org_id text not null references organisations (id),
    grid_id text references grids (id),
    number text not null unique,
    title text not null,
    detail text not null,
    kind text not null,
    level integer not null check (level between 1 and 4),
    state text not null,
    lat real not null,
    lng real not null,
    reported_by_id text not null references accounts (id),
    reported_by_name text not null,
    reported_at integer not null,
    received_at integer not null,
    updated_at integer not null,
    due_at integer
  ) strict`.execute(db);
  await sql`create index events_by_org on events (org_id, id)`.execute(db);
  await sql`create table event_notes (
    id text primary key,
    event_id text not null references events (id),
    at integer not null,
    by_account_id text not null references accounts (id),
    by_name text not null,
    state text,
    text text not null
  ) strict`.execute(db);
  await sql`create index event_notes_by_event on event_notes (event_id, at, id)`.execute(db);
  await sql`create table number_series (
    org_id text not null references organisations (id),
    series text not null,
    year integer not null,
    next integer not null check (next > 0),
    primary key (org_id, series, year)
  ) strict`.execute(db);
}
