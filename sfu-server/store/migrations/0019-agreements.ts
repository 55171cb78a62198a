import { type Kysely, sql } from 'kysely';

/** Agreements of mediations: their draft, every version of it, and what was seen of what was agreed. Versions and what was seen only grow. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create table agreements (
    id text primary key references mediations (id),
    facts text not null,
    performance text not null,
    copies integer not null check (copies > 0),
    clauses text not null,
    duties text not null,
    unsaved integer not null check (unsaved in (0, 1)),
    written_by_id text references accounts (id),
    written_by_name text,
    written_at integer,
    finished text,
    effective_at integer,
    confirmation text,
    updated_at integer not null,
    updated_by_name text
  ) strict`.execute(db);
  await sql`create table agreement_versions (
    agreement_id text not null references agreements (id),
    number integer not null check (number > 0),
    body text not null,
    at integer not null,
    by_account_id text not null references accounts (id),
    by_name text not null,
    reason text not null check (reason in ('saved', 'takenOver', 'restored', 'finished')),
    note text not null,
    primary key (agreement_id, number)
  ) strict, without rowid`.execute(db);
  await sql`create table agreement_outcomes (
    id text primary key,
    agreement_id text not null references agreements (id),
    duty_id text not null,
    body text not null,
    noted_at integer not null,
    by_account_id text not null references accounts (id)
  ) strict`.execute(db);
  await sql`create index agreement_outcomes_by_agreement on agreement_outcomes (agreement_id, noted_at)`.execute(db);
  await sql`create table agreement_follow_ups (
    id text primary key,
    agreement_id text not null references agreements (id),
    body text not null,
    noted_at integer not null,
    by_account_id text not null references accounts (id)
  ) strict`.execute(db);
  await sql`create index agreement_follow_ups_by_agreement on agreement_follow_ups (agreement_id, noted_at)`.execute(db);
  for (const table of ['agreement_versions', 'agreement_outcomes', 'agreement_follow_ups']) {
    await sql`create trigger ${sql.raw(`${table}_unchanged`)} before update on ${sql.table(table)}
      begin select raise(abort, 'what was kept of an agreement does not change'); end`.execute(db);
    await sql`create trigger ${sql.raw(`${table}_stay`)} before delete on ${sql.table(table)}
      begin select raise(abort, 'what was kept of an agreement is not deleted'); end`.execute(db);
  }
}
