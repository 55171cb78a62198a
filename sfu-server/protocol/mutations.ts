import { z } from 'zod';
import { mediaTypeSchema } from './attachment.ts';
import {
  agreementWordsSchema,
  clauseSchema,
  courtAnswerWordsSchema,
  dutySchema,
  followUpWordsSchema,
  outcomeSchema,
} from './entities/agreement.ts';
import { attachmentOwnerSchema, fileNameSchema, sha256Schema } from './entities/attachment.ts';
import { caseKindSchema, caseStateSchema, caseWordsSchema, isFieldOf } from './entities/case.ts';
import { contactWordsSchema } from './entities/contact.ts';
import { departmentWordsSchema } from './entities/department.ts';
import { documentWordsSchema, sharedWithSchema } from './entities/document.ts';
import { eventKindSchema, eventLevelSchema, eventStateSchema } from './entities/event.ts';
import { callAnswerWordsSchema, callFactsSchema, callWordsSchema, saysWho } from './entities/joint-call.ts';
import {
  handoverWordsSchema,
  mediationWordsSchema,
  mediatorSchema,
  partySchema,
  receiptSchema,
  sessionWordsSchema,
} from './entities/mediation.ts';
import { mediatorWordsSchema } from './entities/mediator-profile.ts';
import { answerSchema, meetingPlanSchema, minutesWordsSchema } from './entities/meeting.ts';
import { outlineWordsSchema, shippedOutlineSchema } from './entities/outline.ts';
import { confirmationWordsSchema, recordLineWordsSchema, recordResultSchema } from './entities/record.ts';
import { studioWordsSchema } from './entities/studio.ts';
import { decisionWordsSchema, taskStateSchema } from './entities/task.ts';
import { refusalSchema } from './errors.ts';
import { meetingSeriesSchema } from './meeting-series.ts';
import { blockOfText, idSchema, lineOfText, positionSchema, timestampSchema } from './primitives.ts';

/** Some of the fields, at least one. */
function changeOf<S extends z.ZodRawShape>(words: z.ZodObject<S>) {
  return words.partial().refine((change) => Object.values(change).some((value) => value !== undefined), { error: 'Nothing is changed.' });
}

/** Files belonged to events only, once: outboxes may still hold an announcement from then. */
function ownedByEvent(args: unknown): unknown {
  if (typeof args !== 'object' || args === null || !('eventId' in args)) return args;
  const { eventId, ...rest } = args;
  return { ownerEntity: 'event', ownerId: eventId, ...rest };
}

/**
 * Every named change that a console can make. Ids of new rows are made by the console, so that a
 * change made without a line can be referred to by the next one.
 */
export const MUTATION_SCHEMAS = {
  'event.report': z.object({
    id: idSchema,
    /** The organisation it is reported in; with a grid, the grid's village. */
    orgId: idSchema,
    gridId: idSchema.nullable(),
    title: lineOfText(80),
    detail: blockOfText(2000),
    kind: eventKindSchema,
    level: eventLevelSchema,
    position: positionSchema,
    /** The console's clock when it was reported; the server keeps its own beside it. */
    reportedAt: timestampSchema,
  }),
  'event.advance': z.object({
    id: idSchema,
    to: eventStateSchema,
    noteId: idSchema,
    note: blockOfText(2000),
  }),
  'event.note': z.object({ id: idSchema, noteId: idSchema, text: lineOfText(2000) }),

  'case.register': z
    .object({
      id: idSchema,
      /** The organisation that handles it; with a grid, one at or above the grid's village. */
      orgId: idSchema,
      gridId: idSchema.nullable(),
      kind: caseKindSchema,
      ...caseWordsSchema.shape,
      /** The console's clock when it was registered. */
      registeredAt: timestampSchema,
    })
    .refine(({ kind, field }) => field === null || isFieldOf(kind, field), { path: ['field'], error: 'No field of this kind of case.' }),
  /** Sets right what is named and leaves the rest: of two edits of one field, the one that arrives last holds. */
  'case.edit': z.object({ id: idSchema, change: changeOf(caseWordsSchema) }),
  'case.advance': z.object({ id: idSchema, to: caseStateSchema, noteId: idSchema, note: blockOfText(2000) }),
  'case.note': z.object({ id: idSchema, noteId: idSchema, text: lineOfText(2000) }),

  // Of a mediation; `id` is its case's.
  /** As `case.edit`. A change of procedure moves the limit. */
  'mediation.write': z.object({ id: idSchema, change: changeOf(mediationWordsSchema) }),
  /** Adds a party, or sets right what is named of one that is there; one that somebody took out meanwhile stays out. */
  'mediation.putParty': z.union([
    z.object({ id: idSchema, party: partySchema }),
    z.object({ id: idSchema, partyId: idSchema, change: changeOf(partySchema.omit({ id: true })) }),
  ]),
  'mediation.dropParty': z.object({ id: idSchema, partyId: idSchema }),
  /** Who mediates; nobody where null. Names are as the console knows them, the server writes its own. */
  'mediation.assign': z.object({ id: idSchema, mediator: mediatorSchema.nullable(), assistants: z.array(mediatorSchema).max(6) }),
  /** Somebody may not mediate this case (回避): not assigned to it, and taken off it. */
  'mediation.declare': z.object({ id: idSchema, person: mediatorSchema, reason: lineOfText(200) }),
  /** The limit stands still until it is resumed. */
  'mediation.suspend': z.object({ id: idSchema, reason: lineOfText(500) }),
  'mediation.resume': z.object({ id: idSchema }),
  /** Passes the case with its file on to a centre above, which assigns it and plans its hearings anew; the one below (`fromOrgId`) goes on reading. */
  'mediation.escalate': z.object({ id: idSchema, transferId: idSchema, fromOrgId: idSchema, toOrgId: idSchema, reason: lineOfText(500) }),
  /** The centre above takes the case over, or sends it back with a reason to the one that has passed it up. */
  'mediation.answerEscalation': z
    .object({ id: idSchema, transferId: idSchema, taken: z.boolean(), reason: blockOfText(500) })
    .refine(({ taken, reason }) => taken || reason.trim() !== '', { path: ['reason'], error: 'What is sent back says why.' }),
  /** A letter to or from another office, with what it brought. */
  'mediation.handOver': z.object({ id: idSchema, transferId: idSchema, ...handoverWordsSchema.shape }),
  /** What the other office has confirmed, once. */
  'mediation.receipt': z.object({ id: idSchema, transferId: idSchema, receipt: receiptSchema }),
  'mediation.planSession': z.object({ id: idSchema, sessionId: idSchema, ...sessionWordsSchema.shape }),
  'mediation.cancelSession': z.object({ id: idSchema, sessionId: idSchema, reason: lineOfText(200) }),

  // Of an agreement; `id` is its case's. What is written after it went to be signed makes a new paper necessary.
  /** As `case.edit`. */
  'agreement.write': z.object({ id: idSchema, change: changeOf(agreementWordsSchema) }),
  /** Adds a clause, or sets right what is named of it; one that somebody took out meanwhile comes back with its words. */
  'agreement.putClause': z.object({ id: idSchema, clauseId: idSchema, change: changeOf(clauseSchema.omit({ id: true })) }),
  'agreement.dropClause': z.object({ id: idSchema, clauseId: idSchema }),
  /** Adds a duty, or puts another in its place. */
  'agreement.putDuty': z.object({ id: idSchema, duty: dutySchema }),
  'agreement.dropDuty': z.object({ id: idSchema, dutyId: idSchema }),
  /** Keeps the draft as a version. */
  'agreement.save': z.object({ id: idSchema, note: blockOfText(100) }),
  /** Takes the text of an older version back, as a new one. */
  'agreement.restore': z.object({ id: idSchema, number: z.number().int().positive() }),
  /** Signed and sealed on paper, outside of this system: in force from that day. */
  'agreement.takeEffect': z.object({ id: idSchema, at: timestampSchema }),
  /** What is in force is negotiated anew (it is not kept, or the court does not confirm it): it is a draft again, and its papers stay. */
  'agreement.takeUp': z.object({ id: idSchema, noteId: idSchema, reason: lineOfText(200) }),
  /** What was seen of a duty, with receipts. */
  'agreement.perform': z.object({
    id: idSchema,
    ...outcomeSchema.omit({ id: true, notedAt: true, byName: true }).shape,
    outcomeId: idSchema,
  }),
  'agreement.followUp': z.object({ id: idSchema, followUpId: idSchema, ...followUpWordsSchema.shape }),
  /** Both sides ask the court to confirm (司法确认); said again, it replaces what was said, until the court has answered. */
  'agreement.applyConfirmation': z.object({ id: idSchema, court: lineOfText(60), appliedAt: timestampSchema }),
  'agreement.courtAnswer': z.object({ id: idSchema, answer: courtAnswerWordsSchema }),

  // Of a record of a mediation; `id` is the record's.
  /** Begins the record of a hearing. Twice is as good as once: of a planned hearing, `id` is the hearing's. */
  'record.open': z
    .object({ id: idSchema, caseId: idSchema, sessionId: idSchema.nullable(), openedAt: timestampSchema })
    .refine(({ id, sessionId }) => sessionId === null || sessionId === id, { path: ['id'], error: 'It has the id of its hearing.' }),
  /** Writes a line, or puts other words in its place: of two that write one line, the later holds and the other stays as its trace. */
  'record.line': z.object({ id: idSchema, ...recordLineWordsSchema.shape }),
  'record.result': z.object({ id: idSchema, result: recordResultSchema }),
  /** It is being read to everybody: from the first time on, every change of a line leaves a trace. */
  'record.readBack': z.object({ id: idSchema }),
  /** The hearing goes on after all. */
  'record.resume': z.object({ id: idSchema }),
  /** Somebody has said aloud that it is right. */
  'record.confirmParty': z.object({ id: idSchema, ...confirmationWordsSchema.shape }),
  /** From then on it never changes. With a party who has not confirmed it, `note` says why; it stands in the record. */
  'record.confirm': z.object({ id: idSchema, note: lineOfText(200).optional() }),

  // Of the mediation team; nothing of it is ever deleted, as cases and ratings name it.
  /** A new profile; a photograph follows as one of its files. */
  'mediator.add': z.object({ id: idSchema, orgId: idSchema, ...mediatorWordsSchema.omit({ photoId: true }).shape }),
  /** As `case.edit`. */
  'mediator.edit': z.object({ id: idSchema, change: changeOf(mediatorWordsSchema) }),
  'studio.add': z.object({ id: idSchema, orgId: idSchema, ...studioWordsSchema.shape }),
  /** As `case.edit`. */
  'studio.edit': z.object({ id: idSchema, change: changeOf(studioWordsSchema) }),
  // Joint mediation: the register of departments, and calling them.
  'department.add': z.object({ id: idSchema, orgId: idSchema, ...departmentWordsSchema.shape }),
  /** As `case.edit`. */
  'department.edit': z.object({ id: idSchema, change: changeOf(departmentWordsSchema) }),
  /** Calls that were made stay. */
  'department.remove': z.object({ id: idSchema }),
  /** Calls a department to a case; to a hearing of it where one is named. */
  'jointCall.make': z.object({
    id: idSchema,
    caseId: idSchema,
    departmentId: idSchema,
    ...callFactsSchema.shape,
    ...callWordsSchema.shape,
    /** The console's clock when it was called. */
    calledAt: timestampSchema,
  }),
  /** A called department says who comes; or whoever handles the case notes what it has said by telephone. Said again, it replaces what was said. */
  'jointCall.answer': z
    .object({ id: idSchema, ...callAnswerWordsSchema.shape })
    .refine(saysWho, { path: ['people'], error: 'Whoever comes is named, and nobody where nobody comes.' }),
  /** Takes a call back: those who were called read the case no longer. */
  'jointCall.end': z.object({ id: idSchema, reason: lineOfText(200) }),

  // Question sets of a centre.
  'outline.add': z.object({ id: idSchema, orgId: idSchema, ...outlineWordsSchema.shape, replaces: shippedOutlineSchema.nullable() }),
  /** As `case.edit`. */
  'outline.edit': z.object({ id: idSchema, change: changeOf(outlineWordsSchema) }),
  'outline.remove': z.object({ id: idSchema }),

  'contact.add': z.object({ id: idSchema, orgId: idSchema, ...contactWordsSchema.shape }),
  /** As `case.edit`. */
  'contact.edit': z.object({ id: idSchema, change: changeOf(contactWordsSchema) }),
  'contact.remove': z.object({ id: idSchema }),

  'document.issue': z.object({
    id: idSchema,
    orgId: idSchema,
    ...documentWordsSchema.shape,
    /** Whom it is shared with from the start. */
    sharedWith: sharedWithSchema,
    /** The console's clock when it was issued. */
    issuedAt: timestampSchema,
  }),
  /** As `case.edit`. */
  'document.edit': z.object({ id: idSchema, change: changeOf(documentWordsSchema) }),
  /** Lets the branch of an organisation see it. Twice is as good as once. */
  'document.share': z.object({ id: idSchema, orgId: idSchema }),
  /** Takes that back: it leaves the caches there. */
  'document.unshare': z.object({ id: idSchema, orgId: idSchema }),

  'meeting.plan': z.object({
    /** Of the first one; the server gives the others of a series theirs. */
    id: idSchema,
    orgId: idSchema,
    ...meetingPlanSchema.shape,
    series: meetingSeriesSchema.nullable(),
    /** The console's clock when it was planned. */
    plannedAt: timestampSchema,
  }),
  /**
   * As `case.edit`, until it begins. `following`: this and all later ones of its series, but for those that were changed or
   * cancelled alone; a new beginning moves them by as much.
   */
  'meeting.edit': z.object({ id: idSchema, scope: z.enum(['this', 'following']), change: changeOf(meetingPlanSchema) }),
  'meeting.cancel': z.object({ id: idSchema, scope: z.enum(['this', 'following']), reason: lineOfText(200) }),
  /** An invited organisation says who comes, or why nobody does; said again, it replaces what was said. */
  'meeting.answer': z.object({ id: idSchema, orgId: idSchema, answer: answerSchema, words: blockOfText(200) }),
  /** As `case.edit`, until they are signed. */
  'meeting.minutes': z.object({ id: idSchema, change: changeOf(minutesWordsSchema) }),
  /** A decision of the meeting becomes a task of an organisation. */
  'meeting.decide': z.object({
    id: idSchema,
    taskId: idSchema,
    ownerOrgId: idSchema,
    ...decisionWordsSchema.shape,
    /** The console's clock when it was decided. */
    decidedAt: timestampSchema,
  }),
  /** Signs the minutes off: from then on neither they nor the decisions change. */
  'meeting.signMinutes': z.object({ id: idSchema }),

  'task.advance': z.object({ id: idSchema, to: taskStateSchema, noteId: idSchema, note: blockOfText(2000) }),
  'task.note': z.object({ id: idSchema, noteId: idSchema, text: lineOfText(2000) }),

  /** Announces a file; its content follows over HTTPS (see attachment.ts). */
  'attachment.add': z.preprocess(
    ownedByEvent,
    z.object({
      id: idSchema,
      ownerEntity: attachmentOwnerSchema,
      ownerId: idSchema,
      name: fileNameSchema,
      mediaType: mediaTypeSchema,
      /** Bytes; at most MAX_ATTACHMENT_BYTES. */
      size: z.number().int().positive(),
      sha256: sha256Schema,
    }),
  ),
  /** Takes an announcement back whose content never came or was refused. What is complete stays, but for files of a mediator's profile. */
  'attachment.drop': z.object({ id: idSchema }),
} as const;

export type MutationName = keyof typeof MUTATION_SCHEMAS;
export type MutationArgs<N extends MutationName> = z.infer<(typeof MUTATION_SCHEMAS)[N]>;

export function isMutationName(name: string): name is MutationName {
  return Object.hasOwn(MUTATION_SCHEMAS, name);
}

/** A mutation on its way up. Its name and arguments are checked one by one, so that one bad one does not hold up the rest. */
export const mutationEnvelopeSchema = z.object({
  /** 1, 2, 3 … for each client, without gaps. */
  number: z.number().int().positive(),
  name: z.string().max(60),
  args: z.unknown(),
  createdAt: timestampSchema,
});
export type MutationEnvelope = z.infer<typeof mutationEnvelopeSchema>;

/** What became of a mutation; remembered under (client, number) and given again when it is sent again. */
export const mutationResultSchema = z.discriminatedUnion('status', [
  z.object({ status: z.literal('applied'), number: z.number().int().positive(), version: z.number().int().nonnegative() }),
  z.object({ status: z.literal('refused'), number: z.number().int().positive(), error: refusalSchema }),
]);
export type MutationResult = z.infer<typeof mutationResultSchema>;
