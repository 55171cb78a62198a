import { type Kysely, sql } from 'kysely';

/** What the hosts of a room have decided: JSON (see `roomDecisionsSchema`); null while it is as its kind begins. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table rooms add column decisions text`.execute(db);
}
