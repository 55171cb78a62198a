import type { Mediation } from '../../protocol/entities/mediation.ts';
import type { Db } from '../../store/database.ts';

/** Writes a mediation of which only its own words are known; its case is there. */
export async function insertMediation(trx: Db, { id, source, request, amountFen, simple, updatedAt }: Mediation): Promise<void> {
  await trx
    .insertInto('mediations')
    .values({
      id,
      source: JSON.stringify(source),
      request,
      amount_fen: amountFen,
      simple: simple ? 1 : 0,
      assistants: '[]',
      updated_at: updatedAt,
    })
    .execute();
}
