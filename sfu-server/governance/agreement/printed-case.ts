import type { CaseField } from '../../protocol/entities/case.ts';
import type { Mediation } from '../../protocol/entities/mediation.ts';
import { Refusal } from '../../protocol/errors.ts';
import type { Db } from '../../store/database.ts';
import { readMediations } from '../../store/mediation-rows.ts';
import { committeeName } from '../case-papers/committee.ts';
import type { PrintedCase } from './agreement-input.ts';

/** The thirteen groups of disputes as papers call them. */
const FIELD_WORDS: { readonly [F in CaseField]?: string } = {
  family: '婚姻家庭纠纷',
  neighbour: '邻里纠纷',
  housing: '房屋宅基地纠纷',
  contract: '合同纠纷',
  land: '山林土地纠纷',
  relocation: '征地拆迁纠纷',
  environment: '环境污染纠纷',
  labour: '劳动争议纠纷',
  injury: '损害赔偿纠纷',
  medical: '医疗纠纷',
  traffic: '道路交通事故纠纷',
  management: '物业管理纠纷',
};

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
  const fields: Readonly<Record<string, string | undefined>> = FIELD_WORDS;
  const disputeKind = (row.field === null ? undefined : fields[row.field]) ?? '其他纠纷';
  const head = { committee: committeeName(row.org_name), docket: null, title: row.title, disputeKind };
  return { printed: { head, number: row.number, parties: mediation.parties }, mediation, facts: row.facts };
}
