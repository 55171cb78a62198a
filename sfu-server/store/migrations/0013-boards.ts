import { type Kysely, sql } from 'kysely';

/** What was shown in rooms and drawn on it; the contents of documents lie in the data folder under their hash. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create table boards (
    id text primary key,
    room_id text not null references rooms (id),
    title text not null,
    media_type text,
    size integer,
    sha256 text,
    pages integer not null,
    page integer not null,
    presenter_key text not null,
    presenter_name text not null,
    audience text,
    opened_at integer not null,
    shown integer not null check (shown in (0, 1))
  ) strict`.execute(db);
  await sql`create index boards_by_room on boards (room_id, opened_at desc)`.execute(db);
  await sql`create table board_elements (
    board_id text not null references boards (id),
    id text not null,
    by_key text not null,
    body text not null,
    primary key (board_id, id)
  ) strict`.execute(db);
}
