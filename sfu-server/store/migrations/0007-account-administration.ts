import { type Kysely, sql } from 'kysely';

/** What administrators of accounts need to know and to demand. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table accounts add column must_change_password integer not null default 0 check (must_change_password in (0, 1))`.execute(
    db,
  );
  await sql`alter table accounts add column last_sign_in_at integer`.execute(db);
  // A cursor from before this version of the log was taken with another branch: it needs a snapshot.
  await sql`alter table accounts add column scope_version integer not null default 0`.execute(db);
}
