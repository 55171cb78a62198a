import { agreementSchema } from '../../protocol/entities/agreement.ts';
import type { Db } from '../../store/database.ts';

/** The paper that the draft of a case was last printed as, if nothing has been written since; else null. */
export async function finishedPaperOf(db: Db, caseId: string): Promise<string | null> {
  const row = await db.selectFrom('agreements').select('finished').where('id', '=', caseId).executeTakeFirst();
  if (row?.finished == null) return null;
  return agreementSchema.shape.finished.parse(JSON.parse(row.finished))?.paperId ?? null;
}

/** Whether the seal below an agreement was asked for, or is there: what it says is not written on meanwhile. */
export async function isBeingSealed(db: Db, caseId: string): Promise<boolean> {
  const paperId = await finishedPaperOf(db, caseId);
  if (paperId === null) return false;
  const paper = await db.selectFrom('case_papers').select(['state', 'sealing_at']).where('id', '=', paperId).executeTakeFirst();
  return paper?.state === 'sealed' || (paper?.state === 'signed' && paper.sealing_at !== null);
}
