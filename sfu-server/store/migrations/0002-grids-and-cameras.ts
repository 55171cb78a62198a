import { type Kysely, sql } from 'kysely';

/** What the county is made of (grids) and what looks at it (cameras). */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create table grids (
    id text primary key,
    org_id text not null references organisations (id),
    name text not null,
    code text not null unique,
    ring text not null,
    lat real not null,
    lng real not null,
    worker_name text,
    households integer not null
  ) strict`.execute(db);
  await sql`create index grids_by_org on grids (org_id, id)`.execute(db);
  await sql`create table cameras (
    id text primary key,
    org_id text not null references organisations (id),
    grid_id text references grids (id),
    name text not null,
    code text not null unique,
    kind text not null check (kind in ('fixed', 'ptz', 'checkpoint', 'high')),
    lat real not null,
    lng real not null,
    key_point integer not null check (key_point in (0, 1)),
    source_url text
  ) strict`.execute(db);
  await sql`create index cameras_by_org on cameras (org_id, id)`.execute(db);
}
