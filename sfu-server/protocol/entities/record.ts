import { z } from 'zod';
import { blockOfText, idSchema, lineOfText, timestampSchema } from '../primitives.ts';
import { type Party, sideSchema } from './mediation.ts';

/** Who speaks in a line; `heading` is nobody: it parts the record (核对身份, 争议焦点, …). */
export const SPEAKERS = ['mediator', 'applicant', 'respondent', 'third', 'other', 'heading'] as const;
export const speakerKindSchema = z.enum(SPEAKERS);
export type SpeakerKind = z.infer<typeof speakerKindSchema>;

export const speakerSchema = z.object({
  kind: speakerKindSchema,
  /** Who of that side, or who else (证人刘某); null: the side itself. */
  name: lineOfText(40).nullable(),
});
export type Speaker = z.infer<typeof speakerSchema>;

/** Where in which recording something was said. */
export const timeMarkSchema = z.object({
  recordingId: idSchema,
  /** ms from its start. */
  offsetMs: z.number().int().nonnegative(),
});
export type TimeMark = z.infer<typeof timeMarkSchema>;

/** Characters of one line. */
export const LONGEST_LINE = 1000;
/** A record travels as one row: a hearing of a whole day stays well below both. */
export const MOST_LINES = 1000;
export const MOST_RECORD_CHARACTERS = 400_000;

/** What a recorder writes of a line. */
export const recordLineWordsSchema = z.object({
  lineId: idSchema,
  /** Lines stand in this order, then by id: a line between two others takes a number between theirs. */
  position: z.number().min(-1e12).max(1e12),
  speaker: speakerSchema,
  /** Empty: taken out, while it is typed. */
  text: z
    .string()
    .max(LONGEST_LINE)
    .regex(/^\P{Cc}*$/u, 'Control characters are not allowed.'),
  /** The console's clock when it was begun. */
  at: timestampSchema,
  mark: timeMarkSchema.nullable(),
  /** With which side it was spoken alone (背靠背), `several`: with chosen people of no one side; null: before everybody. Such lines are neither read back nor printed. */
  apartWith: z.enum([...sideSchema.options, 'several']).nullable(),
});
export type RecordLineWords = z.infer<typeof recordLineWordsSchema>;

/** What stood there before (empty: nothing, the line was added), who put what stands there now, and when. */
export const correctionSchema = z.object({ was: z.string().max(LONGEST_LINE), byName: z.string().max(40), at: timestampSchema });
export type Correction = z.infer<typeof correctionSchema>;

export const recordLineSchema = z.object({
  id: idSchema,
  ...recordLineWordsSchema.omit({ lineId: true }).shape,
  byId: idSchema,
  byName: z.string().max(40),
  /** Since the read-back, and whenever somebody else's words were replaced; oldest first. */
  corrections: z.array(correctionSchema),
});
export type RecordLine = z.infer<typeof recordLineSchema>;

/** Somebody says that what was read to them is what was said. */
export const confirmationWordsSchema = z.object({
  confirmationId: idSchema,
  partyId: idSchema,
  /** `correctionsIn` what was read to them. */
  corrections: z.number().int().nonnegative(),
});
export const confirmationSchema = z.object({
  id: idSchema,
  /** Whose word it is; null for somebody who is no party, and for what was confirmed when parties were told by name and side. */
  partyId: idSchema.nullable(),
  /** As the party was called then; empty until the server has said it. */
  name: z.string().max(40),
  side: sideSchema.nullable(),
  /** On their own seat, or aloud and noted by `byName`. */
  way: z.enum(['seat', 'aloud']),
  byName: z.string().max(40),
  at: timestampSchema,
});
export type Confirmation = z.infer<typeof confirmationSchema>;

export const RECORD_STATES = ['typing', 'readBack', 'confirmed'] as const;
export const recordStateSchema = z.enum(RECORD_STATES);
export type RecordState = z.infer<typeof recordStateSchema>;

/** What is done with a record, and in which state of it. */
export type RecordStep = 'line' | 'result' | 'readBack' | 'resume' | 'confirmParty' | 'confirm';
export const RECORD_STEPS: { readonly [S in RecordStep]: readonly RecordState[] } = {
  line: ['typing', 'readBack'],
  // It is read with the lines: afterwards it stands, and what is to be added is a line.
  result: ['typing'],
  readBack: ['typing'],
  // The hearing goes on after all; what was read back keeps its trace.
  resume: ['readBack'],
  confirmParty: ['readBack'],
  confirm: ['readBack'],
};

/** The record (笔录) of one hearing. Of a planned hearing it has the id: two consoles that open it without a line open the same. */
export const recordSchema = z.object({
  id: idSchema,
  caseId: idSchema,
  /** The planned hearing; null where it was not planned. */
  sessionId: idSchema.nullable(),
  state: recordStateSchema,
  openedAt: timestampSchema,
  openedByName: z.string().max(40),
  /** When it was first read back: from then on every change leaves a trace. */
  readBackAt: timestampSchema.nullable(),
  /** What came of the hearing (调解结果). */
  result: z.string().max(4000),
  /** In their order, those that were taken out left out. */
  lines: z.array(recordLineSchema),
  confirmations: z.array(confirmationSchema),
  confirmedAt: timestampSchema.nullable(),
  confirmedByName: z.string().max(40).nullable(),
  updatedAt: timestampSchema,
});
export type MediationRecord = z.infer<typeof recordSchema>;

export const recordResultSchema = blockOfText(4000);

/** By their place, then by their id (which rises with time). */
export function inLineOrder(a: Pick<RecordLine, 'position' | 'id'>, b: Pick<RecordLine, 'position' | 'id'>): number {
  return a.position - b.position || (a.id < b.id ? -1 : 1);
}

/** When the record was last changed since it was read back, UTC ms; null where it was not. */
export function lastCorrectionAt({ lines, readBackAt }: Pick<MediationRecord, 'lines' | 'readBackAt'>): number | null {
  if (readBackAt === null) return null;
  const times = lines.filter(({ apartWith }) => apartWith === null).flatMap(({ corrections }) => corrections.map(({ at }) => at));
  const latest = Math.max(-1, ...times.filter((at) => at >= readBackAt));
  return latest < 0 ? null : latest;
}

/** Whether somebody confirmed what stands there now, not what stood there before it was set right. */
export function isCurrent({ at }: Pick<Confirmation, 'at'>, record: Pick<MediationRecord, 'lines' | 'readBackAt'>): boolean {
  return at >= (lastCorrectionAt(record) ?? 0);
}

/** How often what everybody may hear was set right: another number, other words. */
export function correctionsIn(record: Pick<MediationRecord, 'lines'>): number {
  return openLines(record).reduce((sum, { corrections }) => sum + corrections.length, 0);
}

/** The last word of a party, be it for what stands there now or for what stood there before; null: none. */
export function lastWordOf(
  party: Pick<Party, 'id' | 'name' | 'side'>,
  record: Pick<MediationRecord, 'confirmations'>,
): Confirmation | null {
  const isOwn = ({ partyId, name, side }: Confirmation) =>
    partyId === null ? name === party.name.slice(0, 40) && side === party.side : partyId === party.id;
  return record.confirmations.findLast(isOwn) ?? null;
}

/** The word of a party for what stands there now; null: not given, or for other words. */
export function wordOf(party: Pick<Party, 'id' | 'name' | 'side'>, record: MediationRecord): Confirmation | null {
  const own = lastWordOf(party, record);
  return own !== null && isCurrent(own, record) ? own : null;
}

/** The lines that everybody may hear: read back, and printed. */
export function openLines({ lines }: Pick<MediationRecord, 'lines'>): RecordLine[] {
  return lines.filter(({ apartWith }) => apartWith === null);
}
