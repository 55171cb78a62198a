import { type Kysely, sql } from 'kysely';

/**
 * Ways up from before they were answered: those cases were in the hands of the centre above at once. Without an answer they would look as
 * if they still waited, and could be sent back from under whoever mediates them. Who has taken them over was not noted: the centre
 * has, under its name (40 UTF-16 units at most, which 20 characters always are).
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    update mediation_transfers set receipt = json_object(
      'taken', json('true'),
      'reason', '',
      'at', at,
      'byName', coalesce((select iif(length(name) <= 20, name, substr(name, 1, 19) || '…') from organisations where id = to_org_id), by_name))
    where kind = 'escalation' and receipt is null`.execute(db);
}
