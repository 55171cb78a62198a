import { z } from 'zod';
import { blockOfText, idSchema, lineOfText, phoneSchema, timestampSchema } from '../primitives.ts';

/** What a case (案件) is: a dispute to be mediated (调解) or a petition (信访). */
export const CASE_KINDS = ['mediation', 'petition'] as const;
export const caseKindSchema = z.enum(CASE_KINDS);
export type CaseKind = z.infer<typeof caseKindSchema>;

/**
 * What a case is about, by its kind. Disputes after the thirteen groups in which people's mediation is commonly counted;
 * petitions after the headings that their offices commonly use. No standard sets either.
 */
export const CASE_FIELDS = {
  mediation: [
    'family',
    'neighbour',
    'housing',
    'contract',
    'land',
    'relocation',
    'environment',
    'labour',
    'injury',
    'medical',
    'traffic',
    'management',
    'other',
  ],
  petition: [
    'land',
    'relocation',
    'wages',
    'welfare',
    'housing',
    'environment',
    'education',
    'health',
    'transport',
    'justice',
    'conduct',
    'other',
  ],
} as const satisfies { readonly [K in CaseKind]: readonly string[] };
export const caseFieldSchema = z.enum([...new Set([...CASE_FIELDS.mediation, ...CASE_FIELDS.petition])]);
export type CaseField = z.infer<typeof caseFieldSchema>;

/** Whether a case of this kind may be about that. */
export function isFieldOf(kind: CaseKind, field: CaseField): boolean {
  const fields: readonly CaseField[] = CASE_FIELDS[kind];
  return fields.includes(field);
}

export const CASE_STATES = ['registered', 'accepted', 'refused', 'handling', 'settled', 'failed', 'withdrawn', 'closed'] as const;
export const caseStateSchema = z.enum(CASE_STATES);
export type CaseState = z.infer<typeof caseStateSchema>;

/**
 * What a case may turn into from each state. `handling` comes back when what was agreed is not kept; `refused` may be thought over;
 * whoever has asked may take it back (`withdrawn`) until there is a result.
 */
export const CASE_TRANSITIONS: { readonly [S in CaseState]: readonly CaseState[] } = {
  registered: ['accepted', 'refused', 'withdrawn'],
  accepted: ['handling', 'withdrawn', 'closed'],
  refused: ['accepted', 'closed'],
  handling: ['settled', 'failed', 'withdrawn'],
  settled: ['closed', 'handling'],
  failed: ['closed', 'handling'],
  withdrawn: ['closed'],
  closed: [],
};

export const caseNoteSchema = z.object({
  id: idSchema,
  at: timestampSchema,
  byName: z.string().max(40),
  /** The state that this note led to; null where it is only a remark. */
  state: caseStateSchema.nullable(),
  text: z.string().max(2000),
});
export type CaseNote = z.infer<typeof caseNoteSchema>;

/** What people write about a case when they register it, and may set right until it is closed. */
export const caseWordsSchema = z.object({
  title: lineOfText(80),
  applicantName: lineOfText(40),
  respondentName: lineOfText(40).nullable(),
  /** The applicant's. */
  phone: phoneSchema.nullable(),
  facts: blockOfText(4000),
  /** One of CASE_FIELDS of the kind; null where it is not said. */
  field: caseFieldSchema.nullable(),
  /** Who is charged with it: a mediator, a clerk. */
  handlerName: lineOfText(40).nullable(),
});
export type CaseWords = z.infer<typeof caseWordsSchema>;

export const caseSchema = z.object({
  id: idSchema,
  /** The organisation that handles it. */
  orgId: idSchema,
  gridId: idSchema.nullable(),
  /** `晶泉调〔2026〕12号` or `晶泉访〔2026〕7号`, per organisation, kind and year, given by the server; null while it waits to be sent. */
  number: z.string().max(60).nullable(),
  kind: caseKindSchema,
  ...caseWordsSchema.shape,
  state: caseStateSchema,
  registeredById: idSchema,
  registeredByName: z.string().max(40),
  registeredAt: timestampSchema,
  updatedAt: timestampSchema,
  /** When the next step that the rules time has to be done; null where none runs. */
  dueAt: timestampSchema.nullable(),
  /** Grows only; oldest first. */
  notes: z.array(caseNoteSchema),
});
export type Case = z.infer<typeof caseSchema>;
