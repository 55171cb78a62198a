import { type Kysely, sql } from 'kysely';

/** Meetings with whom they invite, what is answered and written about them, and the tasks that they decide. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create table meetings (
    id text primary key,
    org_id text not null references organisations (id),
    series_id text,
    alone integer not null check (alone in (0, 1)),
    title text not null,
    kind text not null,
    starts_at integer not null,
    duration_min integer not null check (duration_min > 0),
    agenda text not null,
    state text not null check (state in ('planned', 'open', 'ended', 'cancelled')),
    room_id text references rooms (id),
    cancel_reason text,
    chair text not null,
    attendees text not null,
    absentees text not null,
    recorder text not null,
    minutes_body text not null,
    minutes_number text,
    signed_by_id text references accounts (id),
    signed_by_name text,
    signed_at integer,
    planned_by_id text not null references accounts (id),
    planned_by_name text not null,
    planned_at integer not null,
    received_at integer not null,
    updated_at integer not null
  ) strict`.execute(db);
  await sql`create index meetings_by_series on meetings (series_id, starts_at) where series_id is not null`.execute(db);
  await sql`create index meetings_by_room on meetings (room_id) where room_id is not null`.execute(db);
  await sql`create table meeting_orgs (
    meeting_id text not null references meetings (id),
    org_id text not null references organisations (id),
    primary key (meeting_id, org_id)
  ) strict, without rowid`.execute(db);
  await sql`create table meeting_people (
    meeting_id text not null references meetings (id),
    account_id text not null references accounts (id),
    org_id text not null references organisations (id),
    name text not null,
    primary key (meeting_id, account_id)
  ) strict, without rowid`.execute(db);
  await sql`create table meeting_answers (
    meeting_id text not null references meetings (id),
    org_id text not null references organisations (id),
    answer text not null check (answer in ('attends', 'excused')),
    words text not null,
    by_account_id text not null references accounts (id),
    by_name text not null,
    at integer not null,
    primary key (meeting_id, org_id)
  ) strict, without rowid`.execute(db);
  await sql`create table tasks (
    id text primary key,
    meeting_id text not null references meetings (id),
    org_id text not null references organisations (id),
    owner_org_id text not null references organisations (id),
    number text not null,
    meeting_title text not null,
    title text not null,
    detail text not null,
    person_name text,
    due_at integer not null,
    state text not null,
    decided_by_id text not null references accounts (id),
    decided_by_name text not null,
    decided_at integer not null,
    received_at integer not null,
    updated_at integer not null,
    unique (org_id, number)
  ) strict`.execute(db);
  await sql`create index tasks_by_meeting on tasks (meeting_id)`.execute(db);
  await sql`create table task_notes (
    id text primary key,
    task_id text not null references tasks (id),
    at integer not null,
    by_account_id text not null references accounts (id),
    by_name text not null,
    state text,
    text text not null
  ) strict`.execute(db);
  await sql`create index task_notes_by_task on task_notes (task_id, at, id)`.execute(db);
  await signedMinutesStay(db);
}

/** Whatever a program tries: what was signed stays as it was. */
async function signedMinutesStay(db: Kysely<never>): Promise<void> {
  const abort = sql`begin select raise(abort, 'Signed minutes do not change.'); end`;
  await sql`create trigger meetings_signed before update of
    title, chair, attendees, absentees, recorder, minutes_body, minutes_number, signed_by_id, signed_by_name, signed_at
    on meetings when old.signed_at is not null ${abort}`.execute(db);
  await sql`create trigger meetings_kept before delete on meetings when old.signed_at is not null ${abort}`.execute(db);
  await sql`create trigger decisions_signed before insert on tasks
    when (select signed_at from meetings where id = new.meeting_id) is not null ${abort}`.execute(db);
  await sql`create trigger decisions_kept before update of meeting_id, org_id, owner_org_id, title, detail, person_name, due_at
    on tasks when (select signed_at from meetings where id = old.meeting_id) is not null ${abort}`.execute(db);
}
