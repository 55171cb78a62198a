import { caseStateSchema } from '../../protocol/entities/case.ts';
import { Refusal } from '../../protocol/errors.ts';
import type { Rating } from '../../protocol/party.ts';
import type { Db } from '../../store/database.ts';
import type { LinkedParty } from './party-links.ts';
import { RATED } from './party-view.ts';

/** How it was for a party; said once. @throws Refusal `state.conflict` where it is not over yet, or was said before */
export async function rate(db: Db, { caseId, party }: LinkedParty, { stars, words }: Rating, now: number): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const row = await trx
      .selectFrom('cases')
      .innerJoin('mediations', 'mediations.id', 'cases.id')
      .select(['state', 'mediator_id'])
      .where('cases.id', '=', caseId)
      .executeTakeFirst();
    if (row === undefined || !RATED.includes(caseStateSchema.parse(row.state))) {
      throw new Refusal('state.conflict', 'It is rated when it is over.');
    }
    const { numInsertedOrUpdatedRows } = await trx
      .insertInto('party_ratings')
      .values({ case_id: caseId, party_id: party.id, mediator_id: row.mediator_id, stars, words, at: now })
      .onConflict((conflict) => conflict.columns(['case_id', 'party_id']).doNothing())
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows !== 1n) throw new Refusal('state.conflict', 'It was rated before.');
  });
}
