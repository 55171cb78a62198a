import { type Kysely, sql } from 'kysely';

/** Rooms that survive a restart, what was said in them, and the links that let guests in. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create table rooms (
    id text primary key,
    kind text not null,
    title text not null,
    access text not null check (access in ('line', 'invited')),
    org_id text not null references organisations (id),
    invited_org_ids text not null,
    created_by_id text not null references accounts (id),
    created_by_name text not null,
    created_at integer not null,
    ended_at integer
  ) strict`.execute(db);
  await sql`create index rooms_open on rooms (created_at) where ended_at is null`.execute(db);
  await sql`create table invitations (
    code text primary key,
    room_id text not null references rooms (id),
    label text not null,
    created_by_id text not null references accounts (id),
    created_at integer not null,
    expires_at integer not null,
    revoked_at integer
  ) strict`.execute(db);
  await sql`create table chat_messages (
    id text primary key,
    room_id text not null references rooms (id),
    participant_id text not null,
    name text not null,
    text text not null,
    at integer not null
  ) strict`.execute(db);
  await sql`create index chat_messages_by_room on chat_messages (room_id, at, id)`.execute(db);
}
