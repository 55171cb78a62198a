import { type Kysely, sql } from 'kysely';

/** Records of hearings, line by line, with what was set right and who confirmed them. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create table records (
    id text primary key,
    case_id text not null references mediations (id),
    session_id text unique references mediation_sessions (id),
    state text not null check (state in ('typing', 'readBack', 'confirmed')),
    opened_at integer not null,
    opened_by_id text not null references accounts (id),
    opened_by_name text not null,
    read_back_at integer,
    result text not null,
    confirmed_at integer,
    confirmed_by_id text references accounts (id),
    confirmed_by_name text,
    updated_at integer not null,
    check ((state = 'confirmed') = (confirmed_at is not null))
  ) strict`.execute(db);
  await sql`create index records_by_case on records (case_id)`.execute(db);
  await sql`create table record_lines (
    id text primary key,
    record_id text not null references records (id),
    position real not null,
    speaker text not null,
    speaker_name text,
    text text not null,
    at integer not null,
    recording_id text,
    offset_ms integer check (offset_ms >= 0),
    apart_with text,
    by_account_id text not null references accounts (id),
    by_name text not null,
    check ((recording_id is null) = (offset_ms is null))
  ) strict`.execute(db);
  await sql`create index record_lines_by_record on record_lines (record_id, position)`.execute(db);
  await sql`create table record_corrections (
    id integer primary key autoincrement,
    line_id text not null references record_lines (id),
    was text not null,
    by_account_id text not null references accounts (id),
    by_name text not null,
    at integer not null
  ) strict`.execute(db);
  await sql`create index record_corrections_by_line on record_corrections (line_id)`.execute(db);
  await sql`create table record_confirmations (
    id text primary key,
    record_id text not null references records (id),
    person text,
    name text not null,
    side text,
    way text not null check (way in ('seat', 'aloud')),
    by_name text not null,
    at integer not null
  ) strict`.execute(db);
  await sql`create index record_confirmations_by_record on record_confirmations (record_id, at)`.execute(db);
  await confirmedRecordsStay(db);
}

/** What was confirmed never changes, and a trace is never taken back: whatever a program tries. */
async function confirmedRecordsStay(db: Kysely<never>): Promise<void> {
  const abort = sql`begin select raise(abort, 'Confirmed records and traces do not change.'); end`;
  const confirmed = (id: string) => sql`(select state from records where id = ${sql.raw(id)}) = 'confirmed'`;
  const ofLine = (row: string) => sql`(select r.state from record_lines l join records r on r.id = l.record_id
    where l.id = ${sql.raw(row)}.line_id) = 'confirmed'`;
  await sql`create trigger record_stays before update on records when old.state = 'confirmed' ${abort}`.execute(db);
  await sql`create trigger record_kept before delete on records when old.state = 'confirmed' ${abort}`.execute(db);
  await sql`create trigger record_line_late before insert on record_lines when ${confirmed('new.record_id')} ${abort}`.execute(db);
  await sql`create trigger record_line_stays before update on record_lines when ${confirmed('old.record_id')} ${abort}`.execute(db);
  await sql`create trigger record_line_kept before delete on record_lines ${abort}`.execute(db);
  await sql`create trigger record_trace_late before insert on record_corrections when ${ofLine('new')} ${abort}`.execute(db);
  await sql`create trigger record_trace_stays before update on record_corrections ${abort}`.execute(db);
  await sql`create trigger record_trace_kept before delete on record_corrections ${abort}`.execute(db);
  await sql`create trigger record_word_late before insert on record_confirmations when ${confirmed('new.record_id')} ${abort}`.execute(db);
  await sql`create trigger record_word_stays before update on record_confirmations ${abort}`.execute(db);
  await sql`create trigger record_word_kept before delete on record_confirmations ${abort}`.execute(db);
}
