import { FIELD_WORDS } from '../../papers/mediation/dispute-words.ts';
import type { CaseHead } from '../../papers/mediation/inputs.ts';
import { NOTICE_OF_RIGHTS } from '../../papers/mediation/notice-words.ts';
import type { PaperForm } from '../../protocol/case-paper.ts';
import { outcomeOf } from '../../protocol/entities/agreement.ts';
import type { CaseNote, CaseState } from '../../protocol/entities/case.ts';
import type { PaperInput } from '../case-papers/printed-form.ts';
import type { CaseFile, Contents } from './contents.ts';
import { CAPACITY_WORDS, FOLLOW_UP_WORDS, helpWords, OFFICE_WORDS, sourceWords } from './words.ts';

/** A paper that is printed for the dossier from what is kept of the case. */
export interface PrintedInput {
  /** Tells several of one form apart; null where there is one. */
  readonly subject: string | null;
  readonly input: PaperInput;
}

type PrintedForm = Exclude<PaperForm, 'authority' | 'inquiry' | 'record' | 'agreement' | 'confirmation' | 'note'>;

/**
 * What can be printed of each form without anybody's hand; nothing where nothing is known. What people sign (record, agreement, power of
 * attorney, the application for confirmation) is never made up here: it comes as a paper of the case.
 */
export const PRINTED: { readonly [F in PrintedForm]: (contents: Contents, head: CaseHead) => readonly PrintedInput[] } = {
  application: ({ one, mediation }, head) => {
    // Nobody has applied where the committee went by itself.
    if (mediation.source.kind !== 'application' || mediation.parties.length === 0) return [];
    const requests = mediation.request.split('\n').filter((line) => line.trim() !== '');
    const helped = helpWords(mediation.source, one);
    return sole({ form: 'application', ...head, parties: mediation.parties, facts: one.facts, requests, helped, signatures: [] });
  },
  acceptance: ({ one, mediation }, head) => {
    if (mediation.parties.length === 0) return [];
    const decided = one.notes.find(({ state }) => state === 'accepted' || state === 'refused');
    const decision =
      decided === undefined ? null : { accepted: decided.state === 'accepted', reason: decided.text, by: decided.byName, at: decided.at };
    const { parties, amountFen, source } = mediation;
    const facts = { parties, source: sourceWords(source), facts: one.facts, amountFen, decision };
    return sole({ form: 'acceptance', ...head, ...facts, signatures: [], seal: null, sealedAt: decision?.at ?? null });
  },
  notice: ({ rooms }, head) => {
    const confirmed = rooms.flatMap(({ confirmations }) => confirmations);
    const last = confirmed.at(-1);
    if (last === undefined) return [];
    const read = rooms.flatMap(({ notices }) => notices).find(({ openedAt }) => openedAt === last.noticeOpenedAt);
    const lines = read?.text.split('\n').filter((line) => line.trim() !== '') ?? [];
    const items = lines.length === 0 ? NOTICE_OF_RIGHTS : lines;
    const confirmations = confirmed.map(({ person, at }) => ({ name: person.name, at }));
    const shown = items.map((text) => ({ text, confirmed: [] }));
    // On each seat it is confirmed as a whole.
    return sole({ form: 'notice', ...head, items: shown, confirmedWhole: confirmations, signatures: [] });
  },
  identity: ({ rooms, mediation }, head) => {
    const rows = rooms.flatMap(({ checks }) =>
      checks.map(({ person: { name, capacity, partyId }, check: { words, result, byName, at } }) => ({
        name,
        role: CAPACITY_WORDS[capacity],
        document: words === '' ? '居民身份证' : words,
        number: mediation.parties.find((party) => party.id === partyId)?.idNumber ?? null,
        method: '视频比对证件与本人',
        result: result === 'same' ? '人证相符' : '人证不符',
        by: byName,
        at,
        picture: null,
      })),
    );
    return rows.length === 0 ? [] : sole({ form: 'identity', ...head, rows, signatures: [] });
  },
  evidence: ({ files }, head) =>
    [...Map.groupBy(files, ({ broughtBy }) => broughtBy?.side ?? null)].map(([side, own]) => ({
      subject: side,
      input: { form: 'evidence', ...head, rows: own.map(evidenceRow), signatures: [] },
    })),
  performance: ({ agreement, papers }, head) => {
    if (agreement === null || agreement.outcomes.length === 0) return [];
    const rows = agreement.duties.map((duty) => {
      const outcome = outcomeOf(agreement, duty.id);
      const doneAt = outcome?.result === 'done' ? outcome.at : null;
      return { what: `${duty.who}：${duty.what}`, fen: duty.fen, due: duty.due, doneAt, how: outcome?.words || duty.how };
    });
    return sole({ form: 'performance', ...head, agreementNumber: agreementNumber(papers), rows, signatures: [] });
  },
  followUp: ({ agreement, papers, mediation }, head) =>
    (agreement?.followUps ?? []).map(({ id, at, how, withWhom, situation }) => ({
      subject: id,
      input: {
        form: 'followUp',
        ...head,
        parties: [withWhom],
        agreementNumber: agreementNumber(papers),
        reason: `了解${mediation.parties.map(({ name }) => name).join('、')}履行调解协议的情况`,
        situation,
        how: FOLLOW_UP_WORDS[how],
        at,
        signatures: [],
      },
    })),
  handover: ({ mediation }, head) =>
    mediation.transfers.flatMap((transfer) => {
      if (transfer.kind !== 'handover' || transfer.direction !== 'to') return [];
      const { id, officeName, letterNumber, reason, papers, at, byName } = transfer;
      const letter = { to: officeName, letterNumber, reason, papers, contact: byName, at, seal: null };
      return [{ subject: id, input: { form: 'handover' as const, ...head, ...letter } }];
    }),
  receipt: ({ mediation }, head) =>
    mediation.transfers.flatMap((transfer) => {
      if (transfer.kind !== 'handover' || transfer.receipt === null) return [];
      const { id, office, officeName, papers, byName, receipt } = transfer;
      const served = { papers, to: officeName, place: OFFICE_WORDS[office], by: byName, receipt, seal: null };
      return [{ subject: id, input: { form: 'receipt' as const, ...head, ...served } }];
    }),
};

/** What every paper of the dossier says of its case. @param docket null before there is one */
export function headOf({ committee, one }: Contents, docket: string | null): CaseHead {
  return { committee, docket, title: one.title, disputeKind: FIELD_WORDS[one.field ?? 'other'] };
}

/** When the case was first in one of the states, UTC ms. */
export function reachedAt(notes: readonly CaseNote[], states: readonly CaseState[]): number | null {
  return notes.find(({ state }) => state !== null && states.includes(state))?.at ?? null;
}

function sole(input: PaperInput): PrintedInput[] {
  return [{ subject: null, input }];
}

function agreementNumber(papers: Contents['papers']): string {
  const agreement = papers.find(({ paper }) => paper.form === 'agreement');
  return agreement === undefined ? '' : `${agreement.paper.title}（第${agreement.paper.version}版）`;
}

/** What the list of evidence says of a file that can be no pages. */
export const ELECTRONIC = '电子数据，另存于案件文件';

function evidenceRow({ name, createdByName, broughtBy, mediaType }: CaseFile) {
  const printable = isPrintable(mediaType);
  return {
    name,
    broughtBy: broughtBy?.name ?? createdByName,
    form: mediaType.startsWith('image/') ? '图片' : '电子文件',
    proves: '',
    pages: null,
    remark: printable ? '' : ELECTRONIC,
  };
}

/** Whether a file can lie in the dossier as pages. */
export function isPrintable(mediaType: string): boolean {
  return ['application/pdf', 'image/png', 'image/jpeg'].includes(mediaType);
}
