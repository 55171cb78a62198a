import { z } from 'zod';
import { blockOfText, idSchema, lineOfText, timestampSchema } from '../primitives.ts';
import type { CaseState } from './case.ts';

/** One clause of an agreement (协议条款). */
export const clauseSchema = z.object({
  id: idSchema,
  text: blockOfText(2000),
  /** Clauses stand by it, then by id: one can be put between two others without touching them. */
  position: z.number(),
});
export type Clause = z.infer<typeof clauseSchema>;

/** What somebody has to do by a day: a payment where it has a sum, else an act. */
export const dutySchema = z.object({
  id: idSchema,
  who: lineOfText(60),
  toWhom: lineOfText(60).nullable(),
  /** 支付医疗费, 拆除围墙 … */
  what: lineOfText(120),
  /** Null for an act. */
  fen: z.number().int().positive().max(100_000_000_000_00).nullable(),
  /** The last moment of the day that was agreed. */
  due: timestampSchema,
  /** 银行转账, 现金, 当面 … */
  how: blockOfText(60),
});
export type Duty = z.infer<typeof dutySchema>;

/** What of a draft is written beside clauses and duties. */
export const agreementWordsSchema = z.object({
  /** 纠纷主要事实、争议事项. */
  facts: blockOfText(4000),
  /** 履行方式、地点、期限. */
  performance: blockOfText(2000),
  /** 一式几份. */
  copies: z.number().int().min(1).max(20),
});
export type AgreementWords = z.infer<typeof agreementWordsSchema>;

/** The text of an agreement: what a version keeps. */
export const agreementTextSchema = z.object({
  ...agreementWordsSchema.shape,
  /** In their order. */
  clauses: z.array(clauseSchema),
  /** By the day. */
  duties: z.array(dutySchema),
});
export type AgreementText = z.infer<typeof agreementTextSchema>;

const MOST_CLAUSES = 60;
const MOST_DUTIES = 60;
export const AGREEMENT_LIMITS = { clauses: MOST_CLAUSES, duties: MOST_DUTIES, outcomes: 200, followUps: 20, versions: 500 } as const;

/** Why there is a version: somebody saved it, another one began to write, an older one was taken back, or it went into a paper. */
export const versionReasonSchema = z.enum(['saved', 'takenOver', 'restored', 'finished']);
/** A version without its text. */
export const versionHeadSchema = z.object({
  number: z.number().int().positive(),
  at: timestampSchema,
  /** Who wrote what it has. */
  byName: z.string().max(40),
  reason: versionReasonSchema,
  note: z.string().max(100),
});
export type VersionHead = z.infer<typeof versionHeadSchema>;

/** What was seen of a duty; said again, the last one holds. */
export const outcomeSchema = z.object({
  id: idSchema,
  dutyId: idSchema,
  result: z.enum(['done', 'notDone']),
  /** When it was done, or found not to be. */
  at: timestampSchema,
  words: blockOfText(200),
  /** Files of the case that show it. */
  receiptIds: z.array(idSchema).max(10),
  notedAt: timestampSchema,
  byName: z.string().max(40),
});
export type Outcome = z.infer<typeof outcomeSchema>;

export const FOLLOW_UP_WAYS = ['visit', 'phone', 'video'] as const;
export const followUpWordsSchema = z.object({
  at: timestampSchema,
  how: z.enum(FOLLOW_UP_WAYS),
  /** With whom was spoken. */
  withWhom: lineOfText(100),
  situation: blockOfText(1000).min(1),
  /** Whether what was agreed is being kept. */
  kept: z.enum(['yes', 'partly', 'no']),
  satisfied: z.enum(['yes', 'no', 'unsaid']),
});
export const followUpSchema = z.object({
  id: idSchema,
  ...followUpWordsSchema.shape,
  /** `online`: a party said so on their own page; nobody has asked. */
  how: z.enum([...FOLLOW_UP_WAYS, 'online']),
  /** Of `online`: which party. */
  partyId: idSchema.optional(),
  byName: z.string().max(40),
  notedAt: timestampSchema,
});
export type FollowUp = z.infer<typeof followUpSchema>;

export const courtAnswerWordsSchema = z.object({
  result: z.enum(['confirmed', 'rejected', 'withdrawn']),
  /** 民事裁定书 number. */
  number: lineOfText(60).nullable(),
  at: timestampSchema,
  words: blockOfText(500),
});
/** Judicial confirmation (司法确认). */
export const confirmationSchema = z.object({
  court: lineOfText(60),
  appliedAt: timestampSchema,
  byName: z.string().max(40),
  answer: z.object({ ...courtAnswerWordsSchema.shape, byName: z.string().max(40) }).nullable(),
});
export type Confirmation = z.infer<typeof confirmationSchema>;

/** The agreement of a mediation (调解协议): its draft, and what comes of it. Its id is the case's. */
export const agreementSchema = z.object({
  id: idSchema,
  ...agreementTextSchema.shape,
  /** Newest first; of many, the newest. */
  versions: z.array(versionHeadSchema),
  /** Version of the paper that is being signed, or was; null while there is only a draft, or what was written since has voided it. */
  finished: z
    .object({ paperId: idSchema, version: z.number().int().positive(), at: timestampSchema, byName: z.string().max(40) })
    .nullable(),
  /** Signed by all and sealed (人民调解法 article 29). */
  effectiveAt: timestampSchema.nullable(),
  outcomes: z.array(outcomeSchema),
  followUps: z.array(followUpSchema),
  confirmation: confirmationSchema.nullable(),
  updatedAt: timestampSchema,
  updatedByName: z.string().max(40).nullable(),
});
export type Agreement = z.infer<typeof agreementSchema>;

/** An agreement of which nothing is written yet. */
export function newAgreement(id: string, at: number): Agreement {
  const text = { facts: '', performance: '', copies: 3, clauses: [], duties: [] };
  const course = { versions: [], finished: null, effectiveAt: null, outcomes: [], followUps: [], confirmation: null };
  return { id, ...text, ...course, updatedAt: at, updatedByName: null };
}

/** Whether the centre itself has followed up (回访): a party's own word online is none. */
export function wasFollowedUp({ followUps }: Pick<Agreement, 'followUps'>): boolean {
  return followUps.some(({ how }) => how !== 'online');
}

/** What can be done with an agreement. */
export type AgreementStep = 'write' | 'finish' | 'takeEffect' | 'takeUp' | 'perform' | 'followUp' | 'confirm';

const WRITTEN: readonly CaseState[] = ['accepted', 'handling'];
const AFTER: readonly CaseState[] = ['settled', 'handling'];
/** In which states of its case each step may be taken. */
export const AGREEMENT_STEPS: { readonly [S in AgreementStep]: readonly CaseState[] } = {
  write: WRITTEN,
  finish: WRITTEN,
  takeEffect: ['handling', 'settled'],
  takeUp: ['handling'],
  perform: AFTER,
  followUp: ['settled', 'handling', 'failed'],
  confirm: AFTER,
};

/** What cannot be done any more with what is in force: its words hold as they were signed. */
const BEFORE_FORCE: readonly AgreementStep[] = ['write', 'finish', 'takeEffect'];

export function isBeforeForce(step: AgreementStep): boolean {
  return BEFORE_FORCE.includes(step);
}

/** Whether an agreement lets a step be taken, whatever the state of its case. */
export function isStepOpen({ effectiveAt }: Pick<Agreement, 'effectiveAt'>, step: AgreementStep): boolean {
  return effectiveAt === null || !isBeforeForce(step);
}

/** Whether what is in force can be negotiated anew: not while the court has it before it, nor once it has confirmed it. */
export function mayBeTakenUp({ effectiveAt, confirmation }: Pick<Agreement, 'effectiveAt' | 'confirmation'>): boolean {
  const answer = confirmation?.answer?.result;
  return effectiveAt !== null && (confirmation === null || answer === 'rejected' || answer === 'withdrawn');
}

/** A slot that is still to be filled: {{金额}}. */
const SLOT = /\{\{([^{}\n]{1,30})\}\}/gu;

/** Names of the slots of a text that nobody has filled yet, in order, each once. */
export function openSlots(text: string): string[] {
  return [...new Set([...text.matchAll(SLOT)].map((found) => found[1]?.trim() ?? ''))];
}

/** The same of everything that an agreement says. */
export function openSlotsOf({ facts, performance, clauses, duties }: AgreementText): string[] {
  const texts = [facts, ...clauses.map(({ text }) => text), performance, ...duties.flatMap(({ who, what, how }) => [who, what, how])];
  return openSlots(texts.join('\n'));
}

export function inClauseOrder(clauses: readonly Clause[]): Clause[] {
  return [...clauses].sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));
}

export function inDutyOrder(duties: readonly Duty[]): Duty[] {
  return [...duties].sort((a, b) => a.due - b.due || (a.id < b.id ? -1 : 1));
}

/** What holds of a duty: the last that was said. */
export function outcomeOf({ outcomes }: Pick<Agreement, 'outcomes'>, dutyId: string): Outcome | null {
  return outcomes.findLast((one) => one.dutyId === dutyId) ?? null;
}

/** Follow-up is due within thirty days (field practice; a setting of no law), judicial confirmation by 人民调解法 article 33. */
export const FOLLOW_UP_MS = 30 * 86_400_000;
export const CONFIRMATION_MS = 30 * 86_400_000;
