import { type Kysely, sql } from 'kysely';

/** What the mediator has compared: the document that was shown, and the face as it was seen at that moment. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table identity_pictures add column kind text not null default 'document' check (kind in ('document', 'face'))`.execute(
    db,
  );
}
