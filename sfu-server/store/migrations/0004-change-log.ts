import { type Kysely, sql } from 'kysely';

/** Which rows changed in which order, and what became of each mutation. */
export async function up(db: Kysely<never>): Promise<void> {
  // AUTOINCREMENT: a version is never given twice, even after the newest entries were trimmed.
  await sql`create table change_log (
    version integer primary key autoincrement,
    entity text not null,
    row_id text not null,
    path text,
    path_before text,
    at integer not null
  ) strict`.execute(db);
  await sql`create table mutations (
    client_id text not null,
    number integer not null check (number > 0),
    account_id text not null references accounts (id),
    name text not null,
    result text not null,
    version integer not null,
    applied_at integer not null,
    primary key (client_id, number)
  ) strict, without rowid`.execute(db);
  // Versions start at the database's birth in ms: a cursor from an earlier database, wiped since, is then older than
  // the log's start and asks for a snapshot, instead of pointing into the middle of another history.
  const birth = Date.now();
  await sql`insert into sqlite_sequence (name, seq) values ('change_log', ${birth})`.execute(db);
  await sql`insert into meta (key, value) values ('log_trimmed_through', ${String(birth)})`.execute(db);
}
