import { type Kysely, sql } from 'kysely';

/** The organisation tree, who may sign in, and their sign-ins. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create table meta (key text primary key, value text not null) strict`.execute(db);
  await sql`create table organisations (
    id text primary key,
    parent_id text references organisations (id),
    level text not null check (level in ('county', 'township', 'village')),
    name text not null,
    short_name text not null,
    code text not null unique,
    path text not null unique
  ) strict`.execute(db);
  await sql`create table accounts (
    id text primary key,
    username text not null unique,
    password_hash text not null,
    name text not null,
    role text not null,
    org_id text not null references organisations (id),
    disabled integer not null default 0 check (disabled in (0, 1)),
    demo integer not null default 0 check (demo in (0, 1)),
    created_at integer not null
  ) strict`.execute(db);
  await sql`create table sign_ins (
    id text primary key,
    account_id text not null references accounts (id),
    created_at integer not null,
    expires_at integer not null,
    ended_at integer
  ) strict`.execute(db);
  await sql`create index sign_ins_by_account on sign_ins (account_id)`.execute(db);
  // Used ones stay until their sign-in is over: seen again, they give a thief away.
  await sql`create table refresh_tokens (
    hash text primary key,
    sign_in_id text not null references sign_ins (id) on delete cascade,
    used_at integer
  ) strict`.execute(db);
  await sql`create index refresh_tokens_by_sign_in on refresh_tokens (sign_in_id)`.execute(db);
}
