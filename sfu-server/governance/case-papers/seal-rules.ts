import { Refusal } from '../../protocol/errors.ts';
import type { StoredPaper } from '../../store/case-papers.ts';
import type { Db } from '../../store/database.ts';
import { committeeName } from './committee.ts';
import { finishedPaperOf } from './finished-agreement.ts';

/**
 * Whether the committee that a case is with now may seal a paper of it: one that everybody has signed, that names this committee, and,
 * of an agreement that was printed here, that still says what the draft says.
 * @throws Refusal `paper.void`, `paper.not_signed`, `paper.other_committee`, `paper.outdated`
 */
export async function mustBeSealable(db: Db, { paper, committee, input }: StoredPaper): Promise<void> {
  if (paper.state === 'void') throw new Refusal('paper.void', 'This paper is void: there is a newer version, or it was taken back.');
  if (paper.state !== 'signed') throw new Refusal('paper.not_signed', 'Not everybody has signed this paper.');
  const { name } = await db
    .selectFrom('cases')
    .innerJoin('organisations', 'organisations.id', 'cases.org_id')
    .select('organisations.name')
    .where('cases.id', '=', paper.caseId)
    .executeTakeFirstOrThrow();
  if (committeeName(name) !== committee) {
    throw new Refusal('paper.other_committee', `This paper is of ${committee}; the case is with ${committeeName(name)} now.`);
  }
  // Files that were brought are signed as they lie there; a draft has nothing to do with them.
  if (paper.form !== 'agreement' || input === null) return;
  if ((await finishedPaperOf(db, paper.caseId)) !== paper.id) {
    throw new Refusal('paper.outdated', 'The agreement was written on after this paper was printed.');
  }
}
