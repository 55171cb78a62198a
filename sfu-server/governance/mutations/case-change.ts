import { type CaseKind, type CaseState, caseKindSchema, caseStateSchema } from '../../protocol/entities/case.ts';
import { Refusal } from '../../protocol/errors.ts';
import { isAllowed } from '../../protocol/rights.ts';
import { mayRead } from '../../store/branch.ts';
import type { TouchedRow } from '../../store/change-log.ts';
import { type Placement, placementsOf } from '../../store/placement.ts';
import { touchedPlaces } from '../../store/touched-places.ts';
import type { MutationContext } from './mutation.ts';

/** As of events: the case travels with all of them in one message. */
const MOST_NOTES = 400;

export interface PresentCase {
  readonly id: string;
  readonly kind: CaseKind;
  readonly state: CaseState;
  /** The organisation that handles it, and its path. */
  readonly orgId: string;
  readonly path: string;
  /** Everywhere where it is seen. */
  readonly places: readonly Placement[];
  readonly dueAt: number | null;
}

/**
 * The case that a mutation is about, if the account handles cases of its kind.
 * @throws Refusal `row.unknown` also for cases that the account may not see: whether they exist is not told; `right.missing`
 */
export async function presentCase({ trx, account }: MutationContext, id: string): Promise<PresentCase> {
  const row = await trx
    .selectFrom('cases')
    .innerJoin('organisations', 'organisations.id', 'cases.org_id')
    .select(['kind', 'state', 'org_id', 'path', 'due_at'])
    .where('cases.id', '=', id)
    .executeTakeFirst();
  const places = await placementsOf(trx, 'case', [id]);
  if (row === undefined || !places.some(({ guard, path }) => mayRead(account, guard, path))) {
    throw new Refusal('row.unknown', 'This case does not exist.');
  }
  const kind = caseKindSchema.parse(row.kind);
  if (!isAllowed(account.role, `case.handle.${kind}`, account.organisation.path, row.path)) {
    throw new Refusal('right.missing', `This account does not handle cases of ${kind} there.`);
  }
  return { id, kind, state: caseStateSchema.parse(row.state), orgId: row.org_id, path: row.path, places, dueAt: row.due_at };
}

/** Adds a note; notes only grow. @throws Refusal `state.conflict` */
export async function addCaseNote(
  { trx, account, now }: MutationContext,
  note: { id: string; caseId: string; state: CaseState | null; text: string },
): Promise<void> {
  if ((await trx.selectFrom('case_notes').select('id').where('id', '=', note.id).executeTakeFirst()) !== undefined) {
    throw new Refusal('state.conflict', 'A note with this id exists already.');
  }
  const { n } = await trx
    .selectFrom('case_notes')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('case_id', '=', note.caseId)
    .executeTakeFirstOrThrow();
  if (n >= MOST_NOTES) throw new Refusal('state.conflict', `A case has at most ${MOST_NOTES} notes.`);
  await trx
    .insertInto('case_notes')
    .values({
      id: note.id,
      case_id: note.caseId,
      at: now,
      by_account_id: account.id,
      by_name: account.name,
      state: note.state,
      text: note.text,
    })
    .execute();
}

export function touchedCase({ id, places }: PresentCase): readonly TouchedRow[] {
  return touchedPlaces('case', id, { before: places, after: places });
}
