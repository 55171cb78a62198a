import { type Kysely, sql } from 'kysely';

/** A message may name a file: JSON with name, kind, size and SHA-256 (see `roomFileSchema`); null where it is words alone. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table chat_messages add column file text`.execute(db);
}
