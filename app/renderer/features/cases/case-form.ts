import {
  type Case,
  type CaseField,
  type CaseKind,
  type CaseWords,
  caseWordsSchema,
} from '../../../../sfu-server/protocol/entities/case.ts';
import { APPLIED, type Party, type Source } from '../../../../sfu-server/protocol/entities/mediation.ts';
import { MUTATION_SCHEMAS, type MutationArgs } from '../../../../sfu-server/protocol/mutations.ts';
import { blockProblem, lineProblem, orNull, phoneProblem, type TextProblem } from '../../ui/text-problem.ts';

/** What a person has filled in so far. */
export interface CaseDraft {
  readonly title: string;
  readonly applicantName: string;
  readonly respondentName: string;
  readonly phone: string;
  readonly facts: string;
  readonly field: CaseField | null;
  readonly handlerName: string;
  readonly orgId: string;
  readonly gridId: string | null;
  /** Of a mediation; written beside the case. */
  readonly source: Source;
}

/** Characters; as in caseWordsSchema. */
export const CASE_LIMITS = { title: 80, applicantName: 40, respondentName: 40, phone: 30, handlerName: 40, facts: 4000 } as const;
export type CaseText = keyof typeof CASE_LIMITS;

export function emptyDraft(orgId: string): CaseDraft {
  const empty = { title: '', applicantName: '', respondentName: '', phone: '', facts: '', handlerName: '' };
  return { ...empty, field: null, orgId, gridId: null, source: APPLIED };
}

/** A case as a draft to be edited. */
export function draftOf(one: Case): CaseDraft {
  const { title, applicantName, facts, field, orgId, gridId } = one;
  const maybe = { respondentName: one.respondentName ?? '', phone: one.phone ?? '', handlerName: one.handlerName ?? '' };
  return { title, applicantName, facts, field, orgId, gridId, source: APPLIED, ...maybe };
}

/** What of a case is not written in its form any more: a side with parties is called by their names. */
export function namedByParties(parties: readonly Pick<Party, 'side'>[]): readonly ('applicantName' | 'respondentName')[] {
  const stands = (side: Party['side']) => parties.some((one) => one.side === side);
  return [...(stands('applicant') ? (['applicantName'] as const) : []), ...(stands('respondent') ? (['respondentName'] as const) : [])];
}

/** What keeps a draft from being sent, by field; empty where nothing does. */
export function problemsOf(draft: CaseDraft): { readonly [F in CaseText]?: TextProblem } {
  const { title, applicantName, respondentName, handlerName, facts } = CASE_LIMITS;
  const found: readonly (readonly [CaseText, TextProblem | null])[] = [
    ['title', lineProblem(draft.title, { max: title, required: true })],
    ['applicantName', lineProblem(draft.applicantName, { max: applicantName, required: true })],
    ['respondentName', lineProblem(draft.respondentName, { max: respondentName })],
    ['phone', phoneProblem(draft.phone)],
    ['handlerName', lineProblem(draft.handlerName, { max: handlerName })],
    ['facts', blockProblem(draft.facts, { max: facts })],
  ];
  return Object.fromEntries(found.filter(([, problem]) => problem !== null));
}

/** The mutation for a draft; null while it has problems. `id` is a UUIDv7 made by this console. */
export function registrationOf(draft: CaseDraft, kind: CaseKind, id: string, now: number): MutationArgs<'case.register'> | null {
  const words = wordsOf(draft);
  if (words === null) return null;
  const { orgId, gridId } = draft;
  const args = MUTATION_SCHEMAS['case.register'].safeParse({ id, orgId, gridId, kind, ...words, registeredAt: now });
  return args.success ? args.data : null;
}

/** What a draft changes in a case, and nothing else, as others may edit other fields meanwhile; null where it changes nothing or has problems. */
export function changeOf(draft: CaseDraft, before: Case): MutationArgs<'case.edit'> | null {
  const words = wordsOf(draft);
  if (words === null) return null;
  const was: Readonly<Record<string, unknown>> = before;
  const changed = Object.entries(words).filter(([field, value]) => value !== was[field]);
  const args = MUTATION_SCHEMAS['case.edit'].safeParse({ id: before.id, change: Object.fromEntries(changed) });
  return args.success ? args.data : null;
}

function wordsOf(draft: CaseDraft): CaseWords | null {
  const { respondentName, phone, handlerName } = draft;
  const words = { ...draft, respondentName: orNull(respondentName), phone: orNull(phone), handlerName: orNull(handlerName) };
  const parsed = caseWordsSchema.safeParse(words);
  return parsed.success ? parsed.data : null;
}
