import { type Kysely, sql } from 'kysely';

/** Sheets of roll calls, which nobody changes once they are signed. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create table roll_calls (
    id text primary key,
    room_id text not null references rooms (id),
    title text not null,
    started_at integer not null,
    started_by_id text not null references accounts (id),
    started_by_name text not null,
    closed_at integer,
    signed_at integer,
    signed_by_id text references accounts (id),
    signed_by_name text
  ) strict`.execute(db);
  await sql`create unique index roll_calls_under_way on roll_calls (room_id) where signed_at is null`.execute(db);
  await sql`create index roll_calls_by_time on roll_calls (started_at, id)`.execute(db);
  await sql`create table roll_call_entries (
    id text primary key,
    sheet_id text not null references roll_calls (id),
    position integer not null,
    org_id text,
    account_id text,
    name text not null,
    group_name text not null,
    state text not null check (state in ('waiting', 'present', 'wrongSeat', 'absent', 'late')),
    by_name text,
    at integer,
    note text not null
  ) strict`.execute(db);
  await sql`create index roll_call_entries_by_sheet on roll_call_entries (sheet_id, position)`.execute(db);
  const signed = sql`begin select raise(abort, 'A signed sheet does not change.'); end`;
  await sql`create trigger roll_calls_signed before update on roll_calls when old.signed_at is not null ${signed}`.execute(db);
  await sql`create trigger roll_calls_kept before delete on roll_calls when old.signed_at is not null ${signed}`.execute(db);
  const ofSigned = sql`(select signed_at from roll_calls where id = old.sheet_id) is not null`;
  await sql`create trigger roll_call_entries_signed before update on roll_call_entries when ${ofSigned} ${signed}`.execute(db);
  await sql`create trigger roll_call_entries_kept before delete on roll_call_entries when ${ofSigned} ${signed}`.execute(db);
}
