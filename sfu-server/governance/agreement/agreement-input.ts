import { countyDate } from '../../papers/county-time.ts';
import type { CaseHead } from '../../papers/mediation/inputs.ts';
import type { Agreement, AgreementText, Duty, FollowUp } from '../../protocol/entities/agreement.ts';
import { outcomeOf } from '../../protocol/entities/agreement.ts';
import type { Party } from '../../protocol/entities/mediation.ts';
import type { PaperInput } from '../case-papers/printed-form.ts';

export interface PrintedCase {
  readonly head: CaseHead;
  readonly number: string;
  readonly parties: readonly Party[];
}

type Input<F extends PaperInput['form']> = Extract<PaperInput, { form: F }>;

/** The agreement (协议书). What is owed in money stands in its table, other duties among the words on performance. */
export function agreementInput({ head, number, parties }: PrintedCase, text: AgreementText): Input<'agreement'> {
  const payments = text.duties.flatMap(({ who, toWhom, what, fen, due, how }) =>
    fen === null ? [] : [{ who, toWhom: toWhom ?? '', what, fen, due, how }],
  );
  const acts = text.duties.filter(({ fen }) => fen === null).map(actWords);
  return {
    form: 'agreement',
    ...head,
    number,
    parties,
    facts: text.facts,
    terms: text.clauses.map((clause) => clause.text).filter((words) => words.trim() !== ''),
    payments,
    performance: [...acts, text.performance].filter((words) => words.trim() !== '').join('\n'),
    copies: text.copies,
    contentHash: null,
    version: null,
    signatures: [],
    recorder: null,
    mediatorSeals: [],
    seal: null,
    sealedAt: null,
  };
}

function actWords({ who, toWhom, what, due, how }: Duty): string {
  return `${who}于${countyDate(due)}前${toWhom === null ? '' : `向${toWhom}`}履行：${what}${how === '' ? '' : `（${how}）`}。`;
}

/** What was done of what was agreed (履行凭证). @param now UTC ms: what is not due by then is not called undone */
export function performanceInput({ head, number }: PrintedCase, agreement: Agreement, now: number): Input<'performance'> {
  return {
    form: 'performance',
    ...head,
    agreementNumber: number,
    rows: agreement.duties.map((duty) => {
      const outcome = outcomeOf(agreement, duty.id);
      const done = outcome?.result === 'done' ? outcome : null;
      const receipts = outcome === null || outcome.receiptIds.length === 0 ? [] : [`凭证${outcome.receiptIds.length}件`];
      return {
        what: `${duty.who}${duty.toWhom === null ? '' : `向${duty.toWhom}`}：${duty.what}`,
        fen: duty.fen,
        due: duty.due,
        doneAt: done?.at ?? null,
        notDueYet: outcome === null && duty.due > now,
        how: [duty.how, outcome?.words ?? '', ...receipts].filter((words) => words !== '').join('；'),
      };
    }),
    signatures: [],
  };
}

const WAYS = { visit: '上门走访', phone: '电话', video: '视频', online: '当事人网上反馈' } as const;
/** Data of the record, in the county's language. */
export const KEPT_WORDS = { yes: '协议已按约履行。', partly: '协议部分履行。', no: '协议未履行。' } as const;
const SATISFIED = { yes: '当事人对调解结果表示满意。', no: '当事人对调解结果不满意。', unsaid: '' } as const;

/** A follow-up (回访记录). */
export function followUpInput({ head, number, parties }: PrintedCase, visit: FollowUp): Input<'followUp'> {
  return {
    form: 'followUp',
    ...head,
    parties: parties.map(({ name }) => name),
    agreementNumber: number,
    reason: '了解调解协议履行情况及当事人意见',
    situation: [`回访对象：${visit.withWhom}。`, visit.situation, `${KEPT_WORDS[visit.kept]}${SATISFIED[visit.satisfied]}`].join('\n'),
    how: WAYS[visit.how],
    at: visit.at,
    signatures: [],
  };
}

/** What both sides ask the court for (司法确认申请书; 人民调解法 article 33). */
export function confirmationInput(
  { head, number, parties }: PrintedCase,
  { facts, court, agreedAt, attachments }: { facts: string; court: string; agreedAt: number; attachments: readonly string[] },
): Input<'confirmation'> {
  const asked = { court, parties: parties.filter(({ side }) => side !== 'third'), agreementNumber: number, agreedAt };
  return { form: 'confirmation', ...head, ...asked, facts, attachments, signatures: [] };
}
