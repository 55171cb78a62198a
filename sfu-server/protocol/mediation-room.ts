import { z } from 'zod';
import { idSchema, lineOfText, timestampSchema } from './primitives.ts';

/** What somebody is in a mediation. */
export const CAPACITIES = ['mediator', 'party', 'representative', 'lawyer', 'department', 'witness', 'expert', 'gridWorker'] as const;
export const capacitySchema = z.enum(CAPACITIES);
export type Capacity = z.infer<typeof capacitySchema>;

/** On whose side somebody sits: 申请人, 被申请人, 第三人, or nobody's. */
export const SIDES = ['applicant', 'respondent', 'third', 'none'] as const;
export const sideSchema = z.enum(SIDES);
export type Side = z.infer<typeof sideSchema>;

export const placeSchema = z.object({ capacity: capacitySchema, side: sideSchema });
export type MediationPlace = z.infer<typeof placeSchema>;

/** Steps of a hearing, in the order in which they are usually taken. */
export const PROCEDURE = ['identity', 'notice', 'statements', 'evidence', 'negotiation', 'signing'] as const;
export const procedureStepSchema = z.enum(PROCEDURE);
export type ProcedureStep = z.infer<typeof procedureStepSchema>;
/** A step that was begun, and when; it lasts until the next is begun. */
export const takenStepSchema = z.object({ step: procedureStepSchema, at: timestampSchema });
export type TakenStep = z.infer<typeof takenStepSchema>;

/** The mediator has compared the document with the face. */
export const identityCheckSchema = z.object({
  result: z.enum(['same', 'different']),
  words: z.string(),
  byName: z.string(),
  at: timestampSchema,
});
export type IdentityCheck = z.infer<typeof identityCheckSchema>;

export const mediationSeatSchema = placeSchema.extend({
  participantId: idSchema,
  /** Whom of the case's parties this seat is, or speaks for; null where that is not known. */
  partyId: idSchema.nullable(),
  /** Null: not checked yet. What the mediator wrote with it is for the record, not for the room. */
  identity: identityCheckSchema.omit({ words: true }).nullable(),
  /** When a picture of a document was shown from this seat; null: none was. Who runs the room looks at it by request. */
  documentAt: timestampSchema.nullable(),
  /** When the notice of rights was confirmed on this seat; null: not yet. */
  confirmedAt: timestampSchema.nullable(),
});
export type MediationSeat = z.infer<typeof mediationSeatSchema>;

/** A picture of a document that is shown, base64 characters: one side of a card at 2000 px and some. */
export const MAX_DOCUMENT_BASE64 = 2_000_000;
/** A face as the mediator saw it, base64 characters: some hundred pixels of a camera's picture. */
export const MAX_FACE_BASE64 = 200_000;

/**
 * What the page of whoever asks knows of a division: its `since`, null where the room is whole. What comes late and was meant for others is
 * refused (`room.apart`).
 */
export const apartSinceSchema = timestampSchema.nullable().default(null);

/** Longest caucus or break that is announced, minutes. */
export const MAX_APART_MINUTES = 240;

/**
 * The room is divided (背靠背), or has a break (休息: nobody is inside). Nothing of those inside reaches anybody outside, and nothing of
 * those outside reaches anybody at all. It ends by a step of the mediator and never by the clock.
 */
export const apartSchema = z.object({
  kind: z.enum(['caucus', 'break']),
  /** Seats inside, the mediator's own with them. */
  insiderIds: z.array(idSchema),
  /** With whom the mediator talks; null: chosen seats of no one side. */
  side: sideSchema.exclude(['none']).nullable(),
  since: timestampSchema,
  /** When it is expected to end; passed, it goes on. */
  expectedEnd: timestampSchema.nullable(),
});
export type Apart = z.infer<typeof apartSchema>;

/** The notice of rights (权利义务告知) that is open: everybody reads the same text and confirms it on their own seat. */
export const noticeSchema = z.object({ title: lineOfText(60), text: z.string().max(8000), openedAt: timestampSchema, byName: z.string() });
export type NoticeOfRights = z.infer<typeof noticeSchema>;

/** What a mediation room is beside a room; told as a whole, the same to everybody inside. */
export const mediationRoomSchema = z.object({
  caseId: idSchema.nullable(),
  seats: z.array(mediationSeatSchema),
  apart: apartSchema.nullable(),
  notice: noticeSchema.nullable(),
  /** As they were begun, oldest first; the last one is under way. */
  procedure: z.array(takenStepSchema),
  /** What is said is being turned into text for whoever writes the record: everybody is to know. */
  transcribing: z.boolean(),
});
export type MediationRoom = z.infer<typeof mediationRoomSchema>;

/** Whether a seat hears and is heard just now. */
export function isOutside(room: MediationRoom | null, participantId: string | null): boolean {
  return room !== null && room.apart !== null && !room.apart.insiderIds.some((id) => id === participantId);
}
