import { type Kysely, sql } from 'kysely';

/** Departments of a centre, and calling them to mediate with it. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create table departments (
    id text primary key,
    org_id text not null references organisations (id),
    name text not null,
    presence text not null check (presence in ('resident', 'rotating', 'onCall')),
    weekdays text not null,
    phone text,
    role text,
    people text not null,
    updated_at integer not null,
    check ((presence = 'rotating') = (weekdays <> '[]'))
  ) strict`.execute(db);
  await sql`create table joint_calls (
    id text primary key,
    case_id text not null references cases (id),
    department_id text not null,
    department_name text not null,
    org_id text not null references organisations (id),
    org_name text not null,
    field text,
    session_id text references mediation_sessions (id),
    words text not null,
    answer_by integer not null,
    called_by_id text not null references accounts (id),
    called_by_name text not null,
    called_at integer not null,
    answer text check (answer in ('comes', 'declined')),
    answer_words text,
    answered_by_id text references accounts (id),
    answered_by_name text,
    answered_by_phone integer check (answered_by_phone in (0, 1)),
    answered_at integer,
    ended_at integer,
    ended_by_name text,
    end_reason text,
    updated_at integer not null,
    check ((answer is null) = (answered_at is null)),
    check ((ended_at is null) = (end_reason is null))
  ) strict`.execute(db);
  await sql`create index joint_calls_by_case on joint_calls (case_id)`.execute(db);
  await sql`create index joint_calls_by_session on joint_calls (session_id) where session_id is not null`.execute(db);
  await sql`create table joint_call_people (
    call_id text not null references joint_calls (id),
    account_id text not null references accounts (id),
    name text not null,
    comes integer not null default 0 check (comes in (0, 1)),
    primary key (call_id, account_id)
  ) strict, without rowid`.execute(db);
  await sql`create index joint_call_people_by_account on joint_call_people (account_id)`.execute(db);
  await sql`create trigger joint_calls_stay before delete on joint_calls
    begin select raise(abort, 'calls are not deleted'); end`.execute(db);
  await sql`create trigger joint_calls_end_once before update on joint_calls
    when old.ended_at is not null and new.ended_at is not old.ended_at
    begin select raise(abort, 'a call that has ended stays ended'); end`.execute(db);
}
