import { disputeWords } from '../../papers/mediation/dispute-words.ts';
import { caseFieldSchema } from '../../protocol/entities/case.ts';
import type { Mediation } from '../../protocol/entities/mediation.ts';
import { Refusal } from '../../protocol/errors.ts';
import type { Db } from '../../store/database.ts';
import { readMediations } from '../../store/mediation-rows.ts';
import { committeeName } from '../case-papers/committee.ts';
import type { PrintedCase } from './agreement-input.ts';

export interface CaseToPrint {
  readonly printed: PrintedCase;
  readonly mediation: Mediation;
  readonly facts: string;
}

/** What papers say of a case. @throws Refusal `row.unknown` */
export async function caseToPrint(db: Db, caseId: string): Promise<CaseToPrint> {
  const row = await db
    .selectFrom('cases')
    .innerJoin('organisations', 'organisations.id', 'cases.org_id')
    .select(['number', 'title', 'field', 'facts', 'organisations.name as org_name'])
    .where('cases.id', '=', caseId)
    .executeTakeFirst();
  const [mediation] = await readMediations(db, [caseId]);
  if (row === undefined || mediation === undefined) throw new Refusal('row.unknown', 'There is no such mediation.');
  const disputeKind = disputeWords(caseFieldSchema.parse(row.field ?? 'other'));
  const head = { committee: committeeName(row.org_name), docket: null, title: row.title, disputeKind };
  return { printed: { head, number: row.number, parties: mediation.parties }, mediation, facts: row.facts };
}
