import { z } from 'zod';
import { blockOfText, idSchema, lineOfText, phoneSchema, timestampSchema } from '../primitives.ts';
import type { CaseState } from './case.ts';

/** Who stands where in a dispute: those who ask (申请人), those who are asked of (被申请人), and those whom it touches (第三人). */
export const SIDES = ['applicant', 'respondent', 'third'] as const;
export const sideSchema = z.enum(SIDES);
export type Side = z.infer<typeof sideSchema>;

/** How a case came: somebody asked, an office passed it on, or the committee went to see by itself. */
export const SOURCE_KINDS = ['application', 'referral', 'initiative'] as const;
/** Whom cases are passed on from (访—调—仲—诉), and events of the own county. */
export const REFERRERS = ['petitionOffice', 'police', 'court', 'arbitration', 'event'] as const;
/** Whether somebody took the application down for the applicant: not at all, as written help, or from what was said (口头申请). */
export const HELP_KINDS = ['none', 'written', 'spoken'] as const;

export const sourceSchema = z
  .object({
    kind: z.enum(SOURCE_KINDS),
    /** Who passed it on; null unless it is a referral. */
    from: z.enum(REFERRERS).nullable(),
    /** Number of the letter, the petition or the event that it comes from. */
    originNumber: lineOfText(60).nullable(),
    /** The office or the person that it comes from, by name. */
    originName: lineOfText(60).nullable(),
    helped: z.enum(HELP_KINDS),
    /** Present and true where the applicant sent it from their own phone, by the centre's code (解纷码): nobody here has typed it. */
    online: z.literal(true).optional(),
  })
  .refine(({ kind, from }) => (kind === 'referral') === (from !== null), {
    path: ['from'],
    error: 'A referral, and nothing else, says who has passed it on.',
  });
export type Source = z.infer<typeof sourceSchema>;

/** Who cares for somebody under age (监护人). */
export const guardianSchema = z.object({ name: lineOfText(40), relation: lineOfText(20), phone: phoneSchema.nullable() });
export type Guardian = z.infer<typeof guardianSchema>;

/** Somebody who speaks for a party. `special` authority reaches to admitting, giving way and settling (特别授权). */
export const representativeSchema = z.object({
  name: lineOfText(40),
  phone: phoneSchema.nullable(),
  /** 律师, 近亲属, … */
  relation: lineOfText(20).nullable(),
  authority: z.enum(['general', 'special']),
  /** What exactly it reaches to. */
  words: lineOfText(200).nullable(),
});
export type Representative = z.infer<typeof representativeSchema>;

/** A party as the application form has it. */
export const partySchema = z.object({
  id: idSchema,
  side: sideSchema,
  kind: z.enum(['person', 'organisation']),
  /** Any character that Unicode has; rare ones of names too. */
  name: lineOfText(60),
  gender: z.enum(['female', 'male']).nullable(),
  /** 民族. */
  nation: lineOfText(20).nullable(),
  /** Day of the county's calendar. */
  birthDate: z.iso.date().nullable(),
  /** Years, where the day of birth is not said. */
  age: z.number().int().min(0).max(130).nullable(),
  /** Number of the identity card, or the credit code of an organisation. */
  idNumber: z
    .string()
    .trim()
    .regex(/^[0-9A-Za-z-]{4,30}$/)
    .nullable(),
  job: lineOfText(40).nullable(),
  phone: phoneSchema.nullable(),
  address: lineOfText(120).nullable(),
  /** Who represents an organisation by law (法定代表人). */
  legalRepresentative: lineOfText(40).nullable(),
  guardian: guardianSchema.nullable(),
  representatives: z.array(representativeSchema).max(5),
});
export type Party = z.infer<typeof partySchema>;

/** More sit at no table; a quarrel of a whole village names speakers. */
export const MOST_PARTIES = 40;
const FULL_AGE = 18;

/** Years of life of somebody born on `birthDate` (YYYY-MM-DD) on the day `on` (YYYY-MM-DD). */
export function ageOn(birthDate: string, on: string): number {
  const years = Number(on.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return on.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

/** Whether a party is under age on the day `on` (YYYY-MM-DD): by the day of birth, else by the age that was given. */
export function isMinor({ kind, birthDate, age }: Pick<Party, 'kind' | 'birthDate' | 'age'>, on: string): boolean {
  if (kind !== 'person') return false;
  if (birthDate !== null) return ageOn(birthDate, on) < FULL_AGE;
  return age !== null && age < FULL_AGE;
}

/** Whether two entries are about the same: one number, or one name and nothing that tells them apart (numbers, days of birth, phones). */
export function isSameParty(a: Party, b: Party): boolean {
  if (a.kind !== b.kind) return false;
  if (a.idNumber !== null && b.idNumber !== null) return a.idNumber.toUpperCase() === b.idNumber.toUpperCase();
  if (a.name !== b.name) return false;
  const differ = (one: string | null, other: string | null) => one !== null && other !== null && one !== other;
  return !differ(a.birthDate, b.birthDate) && !differ(a.phone, b.phone);
}

/** An account as somebody who mediates. */
export const mediatorSchema = z.object({ accountId: idSchema, name: z.string().min(1).max(40) });
export type Mediator = z.infer<typeof mediatorSchema>;

/** Somebody who may not mediate this case (回避), and why. */
export const declarationSchema = z.object({
  ...mediatorSchema.shape,
  reason: z.string().max(200),
  at: timestampSchema,
  byName: z.string().max(40),
});
export type Declaration = z.infer<typeof declarationSchema>;

export const suspensionSchema = z.object({
  since: timestampSchema,
  reason: z.string().max(500),
  byName: z.string().max(40),
  /** Of the limit that ran, ms: given back when it goes on. Null where none ran. */
  leftMs: z.number().int().nullable(),
});
export type Suspension = z.infer<typeof suspensionSchema>;

/** With whom cases are exchanged by letter. */
export const OFFICES = ['court', 'petitionOffice', 'arbitration', 'police'] as const;
export const officeSchema = z.enum(OFFICES);
export type Office = z.infer<typeof officeSchema>;

/** What the other office says to have got (送达回证). */
export const receiptSchema = z.object({ number: lineOfText(60).nullable(), who: lineOfText(40), at: timestampSchema });
export type Receipt = z.infer<typeof receiptSchema>;

/** What a letter of handover says. */
export const handoverWordsSchema = z.object({
  direction: z.enum(['to', 'from']),
  office: officeSchema,
  /** 晶泉县人民法院. */
  officeName: lineOfText(60),
  letterNumber: lineOfText(60).nullable(),
  /** What was handed over, paper by paper. */
  papers: z.array(lineOfText(80)).max(60),
  reason: blockOfText(500),
});
export type HandoverWords = z.infer<typeof handoverWordsSchema>;

/** What the centre above says of a case that was passed up to it: taken over, or sent back and why. */
export const escalationAnswerSchema = z.object({
  taken: z.boolean(),
  reason: z.string().max(500),
  at: timestampSchema,
  byName: z.string().max(40),
});
export type EscalationAnswer = z.infer<typeof escalationAnswerSchema>;

const transferFacts = { id: idSchema, at: timestampSchema, byName: z.string().max(40) };
/** A case on its way: up to the next centre with its file, or by letter to or from another office. */
export const transferSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('escalation'),
    ...transferFacts,
    /** Goes on reading. */
    fromOrgId: idSchema,
    toOrgId: idSchema,
    reason: z.string().max(500),
    /** Null while it waits there. */
    answer: escalationAnswerSchema.nullable(),
  }),
  z.object({ kind: z.literal('handover'), ...transferFacts, ...handoverWordsSchema.shape, receipt: receiptSchema.nullable() }),
]);
export type Transfer = z.infer<typeof transferSchema>;

/** The way up on which a case waits to be taken over (待接收); null where it does not. */
export function pendingEscalation({ transfers }: Pick<Mediation, 'transfers'>): Extract<Transfer, { kind: 'escalation' }> | null {
  const last = transfers.findLast((one) => one.kind === 'escalation');
  return last?.kind === 'escalation' && last.answer === null ? last : null;
}

/** A hearing that is planned. */
export const sessionWordsSchema = z.object({
  startsAt: timestampSchema,
  durationMin: z.number().int().min(10).max(600),
  /** Where people meet who come in person; null where all come by video. */
  place: lineOfText(80).nullable(),
});
export const mediationSessionSchema = z.object({
  id: idSchema,
  ...sessionWordsSchema.shape,
  /** The video room, once it was opened. */
  roomId: idSchema.nullable(),
  /** Why it does not take place; null while it does. */
  cancelReason: z.string().max(200).nullable(),
  plannedByName: z.string().max(40),
});
export type MediationSession = z.infer<typeof mediationSessionSchema>;

/** Why hearings do not take place that were planned by a centre that has passed the case on: data of the record, in the county's language. */
export const ESCALATED = '案件已提级，由接办的中心另行安排';
export const SENT_BACK = '案件已退回，由原承办单位另行安排';

/** Whether a case that is passed on leaves a hearing standing: one whose room was opened, one that is over, one that was called off. */
export function staysWhenEscalated({ startsAt, durationMin, roomId, cancelReason }: MediationSession, at: number): boolean {
  return roomId !== null || cancelReason !== null || startsAt + durationMin * 60_000 <= at;
}

/** What is written about a mediation beside the case's own words; each may be set right by itself. */
export const mediationWordsSchema = z.object({
  source: sourceSchema,
  /** What the applicant asks for (申请事项). */
  request: blockOfText(4000),
  /** What it is about in money, in fen; null where that is not said. */
  amountFen: z.number().int().nonnegative().max(100_000_000_000_00).nullable(),
  /** Simple procedure (简易程序): a shorter limit. */
  simple: z.boolean(),
});
export type MediationWords = z.infer<typeof mediationWordsSchema>;

/** What a case of the kind `mediation` has beside what every case has. Its id is the case's. */
export const mediationSchema = z.object({
  id: idSchema,
  ...mediationWordsSchema.shape,
  /** In the order in which they are named. */
  parties: z.array(partySchema),
  mediator: mediatorSchema.nullable(),
  assistants: z.array(mediatorSchema),
  declarations: z.array(declarationSchema),
  suspension: suspensionSchema.nullable(),
  /** Oldest first. */
  transfers: z.array(transferSchema),
  /** By their beginning. */
  sessions: z.array(mediationSessionSchema),
  updatedAt: timestampSchema,
});
export type Mediation = z.infer<typeof mediationSchema>;

/** Where a case comes from of which nobody has said anything else: somebody has asked by themselves. */
export const APPLIED: Source = { kind: 'application', from: null, originNumber: null, originName: null, helped: 'none' };

/** A mediation of which nothing is written yet. */
export function newMediation(id: string, at: number): Mediation {
  const nobody = { parties: [], mediator: null, assistants: [], declarations: [] };
  return {
    id,
    source: APPLIED,
    request: '',
    amountFen: null,
    simple: false,
    ...nobody,
    suspension: null,
    transfers: [],
    sessions: [],
    updatedAt: at,
  };
}

/** What can be done with a mediation beside taking its case from state to state. */
export type MediationStep =
  | 'write'
  | 'parties'
  | 'declare'
  | 'assign'
  | 'suspend'
  | 'resume'
  | 'escalate'
  | 'answerEscalation'
  | 'handOver'
  | 'receipt'
  | 'planSession'
  | 'call'
  | 'openSession'
  | 'cancelSession';

const OPEN: readonly CaseState[] = ['registered', 'accepted', 'refused', 'handling', 'settled', 'failed', 'withdrawn'];
const RUNNING: readonly CaseState[] = ['accepted', 'handling'];

/** In which states of its case each step may be taken. What was agreed names the parties: they stay from then on. */
export const MEDIATION_STEPS: { readonly [S in MediationStep]: readonly CaseState[] } = {
  write: OPEN,
  parties: ['registered', ...RUNNING, 'failed'],
  declare: ['registered', ...RUNNING],
  assign: ['registered', ...RUNNING],
  suspend: RUNNING,
  resume: RUNNING,
  escalate: ['registered', ...RUNNING, 'failed'],
  answerEscalation: ['registered', ...RUNNING, 'failed'],
  handOver: OPEN,
  receipt: OPEN,
  planSession: RUNNING,
  call: RUNNING,
  // What is signed or judged afterwards may need a hearing as well.
  openSession: [...RUNNING, 'settled', 'failed'],
  cancelSession: OPEN,
};
