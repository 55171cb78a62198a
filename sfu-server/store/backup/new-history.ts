import { sql } from 'kysely';
import { demandSnapshots } from '../change-log.ts';
import type { Db } from '../database.ts';

/**
 * Makes a restored database one that consoles and people can come back to, which know of a later state than it does:
 *
 * - The change log goes on from a version that no cursor of the lost time can have, and has forgotten all before, so every
 *   console takes a snapshot. Versions begin at a database's birth in ms and count changes; while there are fewer than a
 *   thousand changes a second over its whole life, none is ahead of the clock.
 * - All sign-ins end: a refresh token that was used up in the lost time would be good again.
 */
export async function beginNewHistory(db: Db, now: number): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await sql`update sqlite_sequence set seq = max(seq, ${now}) where name = 'change_log'`.execute(trx);
    await demandSnapshots(trx, now);
    await trx.updateTable('sign_ins').set({ ended_at: now }).where('ended_at', 'is', null).execute();
  });
}
