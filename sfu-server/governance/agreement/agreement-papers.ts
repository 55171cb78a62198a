import { isDeepStrictEqual } from 'node:util';
import type { BaseLogger } from 'pino';
import { z } from 'zod';
import { isSameText, textOf } from '../../protocol/agreement-changes.ts';
import type { CasePaper } from '../../protocol/case-paper.ts';
import { type Agreement, type AgreementText, openSlotsOf } from '../../protocol/entities/agreement.ts';
import { Refusal } from '../../protocol/errors.ts';
import type { Account } from '../../protocol/session.ts';
import { readAgreements } from '../../store/agreement-rows.ts';
import type { Db } from '../../store/database.ts';
import { placementsOf } from '../../store/placement.ts';
import { touchedPlaces } from '../../store/touched-places.ts';
import type { CasePapers } from '../case-papers/case-papers.ts';
import { finishedPaperOf, isBeingSealed } from '../case-papers/finished-agreement.ts';
import type { DataCore } from '../data-core.ts';
import { countyDate } from '../number-series.ts';
import { agreementInput, confirmationInput, followUpInput, performanceInput } from './agreement-input.ts';
import { forCourt } from './court-packet.ts';
import { keepVersion, mustBeStored, presentAgreement, touchedAgreement } from './present.ts';
import { caseToPrint } from './printed-case.ts';
import { agreementSigners, partySigners } from './signers.ts';

export interface AgreementPapersOptions {
  readonly db: Db;
  readonly core: DataCore;
  readonly papers: CasePapers;
  readonly log: BaseLogger;
  readonly now?: () => number;
}

/** Makes papers of agreements, and lets an agreement come into force when its paper is sealed (人民调解法 article 29). */
export class AgreementPapers {
  readonly #options: AgreementPapersOptions;
  readonly #now: () => number;
  readonly #forget: (() => void)[];

  constructor(options: AgreementPapersOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
    const { core, papers, log } = options;
    const failed = (error: unknown) => log.error({ err: error }, 'what follows from a paper of an agreement could not be done');
    this.#forget = [
      papers.onChanged(({ paper }) => {
        if (paper.form === 'agreement' && paper.state === 'sealed') void this.#inForce(paper).catch(failed);
      }),
      core.onCommitted(async ({ touched }) => {
        for (const { entity, id } of touched) {
          if (entity === 'agreement') await this.#voidOutdated(id).catch(failed);
          if (entity === 'mediation') await this.#voidOfAnotherCase(id).catch(failed);
        }
      }),
    ];
  }

  /**
   * Does what the last stop of the server has cut off: between a seal and what follows from it, and between what was written and its
   * papers. A case where that cannot be done is logged, and keeps neither the others nor the server waiting.
   */
  async resume(): Promise<void> {
    const { db, papers } = this.#options;
    const rows = await db.selectFrom('agreements').select(['id', 'finished']).where('finished', 'is not', null).execute();
    for (const { id } of rows) await this.#attempt(id, () => this.#resumeSealed(id));
    const open = await openAgreementPapers(db);
    for (const [caseId, ofCase] of Map.groupBy(open, ({ caseId }) => caseId)) {
      for (const { id } of ofCase) {
        await this.#attempt(caseId, async () => {
          if (id !== (await finishedPaperOf(db, caseId))) await papers.outdate(id, '与协议草稿不一致');
        });
      }
      await this.#attempt(caseId, () => this.#voidOfAnotherCase(caseId));
    }
  }

  async #resumeSealed(caseId: string): Promise<void> {
    const { db, papers } = this.#options;
    const [agreement] = await readAgreements(db, [caseId]);
    if (agreement === undefined || agreement.finished === null || agreement.effectiveAt !== null) return;
    const { paper } = await papers.find(agreement.finished.paperId);
    if (paper.state === 'sealed') await this.#inForce(paper);
  }

  async #attempt(caseId: string, step: () => Promise<void>): Promise<void> {
    await step().catch((error: unknown) => {
      this.#options.log.error({ err: error, case: caseId }, 'papers of an agreement could not be brought up to date');
    });
  }

  dispose(): void {
    for (const forget of this.#forget) forget();
  }

  /**
   * Prints the draft as a paper that can be signed by all who have to, and keeps its text as a version.
   * @throws Refusal as `presentAgreement`; `agreement.open_slots`; `state.conflict` where it says nothing, names nobody of a side or no
   * mediator, is being signed already, or was changed meanwhile; as `CasePapers.make`
   */
  async finish(caseId: string, by: Account): Promise<CasePaper> {
    const { db, core, papers } = this.#options;
    const { agreement } = await presentAgreement({ trx: db, account: by, now: this.#now() }, caseId, 'finish');
    const text = textOf(agreement);
    mustBeComplete(text);
    const { printed, mediation } = await caseToPrint(db, caseId);
    const sides = new Set(mediation.parties.map(({ side }) => side));
    if (!sides.has('applicant') || !sides.has('respondent')) {
      throw new Refusal('state.conflict', 'An agreement names somebody on either side.');
    }
    if (mediation.mediator === null) throw new Refusal('state.conflict', 'Say first who mediates: without their name nothing is in force.');
    if (await this.#isUnderWay(agreement)) {
      throw new Refusal('state.conflict', 'These very words are being signed, or are signed: they are not printed again.');
    }
    const signers = agreementSigners(mediation, countyDate(this.#now()));
    const paper = await papers.make(caseId, agreementInput(printed, text), { signers, audience: 'all', by });
    try {
      await core.change(async (trx) => {
        const context = { trx, account: by, now: this.#now() };
        const present = await presentAgreement(context, caseId, 'finish');
        if (!isSameText(text, textOf(present.agreement)))
          throw new Refusal('state.conflict', 'The agreement was changed while it was printed.');
        await mustBeStored(context, present);
        const made = { byId: by.id, byName: by.name, at: context.now, reason: 'finished', note: '' } as const;
        const version = await keepVersion(context, caseId, text, made);
        const finished = { paperId: paper.id, version, at: context.now, byName: by.name };
        await trx
          .updateTable('agreements')
          .set({ finished: JSON.stringify(finished) })
          .where('id', '=', caseId)
          .execute();
        return touchedAgreement(context, present);
      });
    } catch (error) {
      await papers.outdate(paper.id, '协议内容已修改');
      throw error;
    }
    return paper;
  }

  /**
   * Prints what has come of an agreement.
   * @throws Refusal as `presentAgreement`; `state.conflict` where there is nothing to print; as `CasePapers.make`
   */
  async print(caseId: string, form: 'performance' | 'followUp' | 'confirmation', by: Account): Promise<CasePaper> {
    const { db, papers } = this.#options;
    const step = form === 'performance' ? 'perform' : form === 'followUp' ? 'followUp' : 'confirm';
    const { agreement } = await presentAgreement({ trx: db, account: by, now: this.#now() }, caseId, step);
    const { printed, mediation } = await caseToPrint(db, caseId);
    const visitor = { role: '回访人', name: by.name, partyId: null, accountId: by.id };
    if (form === 'followUp') {
      // What parties say by themselves is nobody's visit, and is signed by nobody.
      const visits = agreement.followUps.filter(({ how }) => how !== 'online');
      const visit = visits.at(-1);
      if (visit === undefined) throw new Refusal('state.conflict', 'Nobody has been followed up.');
      const subject = `第${visits.length}次`;
      return papers.make(caseId, followUpInput(printed, visit), { signers: [visitor], audience: 'all', by, subject });
    }
    const today = countyDate(this.#now());
    if (form === 'performance') {
      if (agreement.duties.length === 0) throw new Refusal('state.conflict', 'Nothing was to be done.');
      const signers = [...partySigners(mediation.parties, today), { role: '人民调解员', name: by.name, partyId: null, accountId: by.id }];
      return papers.make(caseId, performanceInput(printed, agreement, this.#now()), { signers, audience: 'all', by });
    }
    const asked = confirmationOf(agreement);
    const sides = mediation.parties.filter(({ side }) => side !== 'third');
    // Both sides read it: it names what goes along with it, nothing that one side has shown to the mediator alone.
    const along = forCourt(await papers.list(caseId, by), 'confirmation').filter((paper) => paper.form !== 'confirmation');
    const attachments = along.map(({ title }) => title);
    const input = confirmationInput(printed, { ...asked, facts: agreement.facts, attachments });
    return papers.make(caseId, input, { signers: partySigners(sides, today), audience: 'all', by });
  }

  async #inForce(paper: CasePaper): Promise<void> {
    await this.#options.core.change(async (trx) => {
      const [agreement] = await readAgreements(trx, [paper.caseId]);
      if (agreement?.finished?.paperId !== paper.id || agreement.effectiveAt !== null) return [];
      const at = paper.sealed?.at ?? this.#now();
      await trx.updateTable('agreements').set({ effective_at: at, updated_at: this.#now() }).where('id', '=', paper.caseId).execute();
      const places = await placementsOf(trx, 'agreement', [paper.caseId]);
      return touchedPlaces('agreement', paper.caseId, { before: places, after: places });
    });
  }

  /** What is written after a paper went to be signed is not what would be signed: that paper is void. */
  async #voidOutdated(caseId: string): Promise<void> {
    const { db, papers } = this.#options;
    const row = await db.selectFrom('agreements').select(['finished', 'written_at']).where('id', '=', caseId).executeTakeFirst();
    if (row === undefined || row.finished !== null || row.written_at === null) return;
    const writtenAt = row.written_at;
    for (const { id, madeAt } of await openAgreementPapers(db, caseId)) if (madeAt <= writtenAt) await papers.outdate(id, '协议内容已修改');
  }

  /**
   * A paper that names other parties than the case has is not what they would agree to, and one of another committee than the case is
   * with cannot be sealed: it is void, and the draft is finished anew.
   */
  async #voidOfAnotherCase(caseId: string): Promise<void> {
    const { db, core, papers } = this.#options;
    const open = await openAgreementPapers(db, caseId);
    const [agreement] = open.length === 0 ? [] : await readAgreements(db, [caseId]);
    if (agreement === undefined || agreement.effectiveAt !== null || (await isBeingSealed(db, caseId))) return;
    const { printed } = await caseToPrint(db, caseId);
    const present: unknown = JSON.parse(JSON.stringify(printed.parties));
    for (const { id, input } of open) {
      const named = namedSchema.parse(JSON.parse(input));
      const isOfParties = isDeepStrictEqual(named.parties, present);
      if (isOfParties && named.committee === printed.head.committee) continue;
      await papers.outdate(id, isOfParties ? '案件已移交其他调解委员会' : '当事人信息已修改');
      if (agreement.finished?.paperId !== id) continue;
      await core.change(async (trx) => {
        await trx.updateTable('agreements').set({ finished: null, updated_at: this.#now() }).where('id', '=', caseId).execute();
        const places = await placementsOf(trx, 'agreement', [caseId]);
        return touchedPlaces('agreement', caseId, { before: places, after: places });
      });
    }
  }

  /** Whether hands are being put, or were put, below the words that stand there now. */
  async #isUnderWay({ finished }: Agreement): Promise<boolean> {
    if (finished === null) return false;
    const { paper } = await this.#options.papers.find(finished.paperId);
    return paper.state === 'signing' || paper.state === 'signed';
  }
}

/** Who a paper names, as it was printed. */
const namedSchema = z.object({ parties: z.array(z.unknown()), committee: z.string() });

interface OpenPaper {
  readonly id: string;
  readonly caseId: string;
  readonly madeAt: number;
  /** JSON of what it was printed from. */
  readonly input: string;
}

/** Papers that were printed of drafts and are not sealed yet, of one case or of all. */
async function openAgreementPapers(db: Db, caseId?: string): Promise<OpenPaper[]> {
  const rows = await db
    .selectFrom('case_papers')
    .select(['id', 'case_id', 'made_at', 'input'])
    .where('form', '=', 'agreement')
    .where('state', 'in', ['draft', 'signing', 'signed'])
    .$if(caseId !== undefined, (query) => query.where('case_id', '=', caseId ?? ''))
    .execute();
  return rows.flatMap(({ id, case_id, made_at, input }) => (input === null ? [] : [{ id, caseId: case_id, madeAt: made_at, input }]));
}

function mustBeComplete(text: AgreementText): void {
  const open = openSlotsOf(text);
  if (open.length > 0) throw new Refusal('agreement.open_slots', `Still to be filled in: ${open.join(', ')}.`);
  if (text.clauses.length + text.duties.length === 0) throw new Refusal('state.conflict', 'The agreement says nothing yet.');
}

function confirmationOf({ effectiveAt, confirmation }: Agreement): { court: string; agreedAt: number } {
  if (effectiveAt === null || confirmation === null)
    throw new Refusal('state.conflict', 'Say first which court is asked, and of what is in force.');
  return { court: confirmation.court, agreedAt: effectiveAt };
}
