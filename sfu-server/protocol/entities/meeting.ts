import { z } from 'zod';
import { blockOfText, idSchema, lineOfText, timestampSchema } from '../primitives.ts';

/** 例会, 调度会, 专题会, 培训. */
export const MEETING_KINDS = ['regular', 'dispatch', 'special', 'training'] as const;
export const meetingKindSchema = z.enum(MEETING_KINDS);
export type MeetingKind = z.infer<typeof meetingKindSchema>;

/** `open`: its room is open. `ended`: the room was ended; minutes go on until they are signed. */
export const MEETING_STATES = ['planned', 'open', 'ended', 'cancelled'] as const;
export const meetingStateSchema = z.enum(MEETING_STATES);
export type MeetingState = z.infer<typeof meetingStateSchema>;

/** What a meeting may turn into. An ended one may be opened again: the line was cut, or there was something left to say. */
export const MEETING_TRANSITIONS: { readonly [S in MeetingState]: readonly MeetingState[] } = {
  planned: ['open', 'cancelled'],
  open: ['ended'],
  ended: ['open'],
  cancelled: [],
};

/** One item of the agenda (议程). */
export const agendaItemSchema = z.object({
  title: lineOfText(120),
  minutes: z.number().int().min(1).max(480),
  /** Who speaks to it; null where nobody in particular does. */
  speaker: lineOfText(40).nullable(),
});
export type AgendaItem = z.infer<typeof agendaItemSchema>;

/** Most organisations and people that are invited: each change is told at the place of every one of them. */
export const MOST_INVITED = 400;
export const MOST_PEOPLE = 90;
const MOST_AGENDA_ITEMS = 40;

/** Somebody invited by name; name and organisation are the server's, as they were when it took the invitation in. */
export const invitedPersonSchema = z.object({ accountId: idSchema, name: z.string().max(40), orgId: idSchema });
export type InvitedPerson = z.infer<typeof invitedPersonSchema>;

/** What is planned, and may be changed until the meeting begins. */
export const meetingPlanSchema = z.object({
  title: lineOfText(80),
  kind: meetingKindSchema,
  startsAt: timestampSchema,
  durationMin: z.number().int().min(5).max(720),
  agenda: z.array(agendaItemSchema).max(MOST_AGENDA_ITEMS),
  /** Invited organisations, beside the own. */
  orgIds: z.array(idSchema).max(MOST_INVITED),
  /** People who are invited beside the organisations. */
  people: z.array(invitedPersonSchema).max(MOST_PEOPLE),
});
export type MeetingPlan = z.infer<typeof meetingPlanSchema>;

/** How an organisation answers an invitation. */
export const ANSWERS = ['attends', 'excused'] as const;
export const answerSchema = z.enum(ANSWERS);

export const meetingAnswerSchema = z.object({
  orgId: idSchema,
  answer: answerSchema,
  /** Who comes, or why nobody does. */
  words: z.string().max(200),
  byName: z.string().max(40),
  at: timestampSchema,
});
export type MeetingAnswer = z.infer<typeof meetingAnswerSchema>;

/** The minutes (会议纪要), field by field. */
export const minutesWordsSchema = z.object({
  /** 主持人 */
  chair: blockOfText(200),
  /** 出席 */
  attendees: blockOfText(4000),
  /** 请假、缺席 */
  absentees: blockOfText(2000),
  /** 记录人 */
  recorder: blockOfText(200),
  body: blockOfText(20_000),
});
export type MinutesWords = z.infer<typeof minutesWordsSchema>;

/** A meeting that is planned (会议). Seen by the branch of its organisation and of every organisation from which somebody is invited. */
export const meetingSchema = z.object({
  id: idSchema,
  orgId: idSchema,
  /** The same for all meetings of a series; null for a single one. */
  seriesId: idSchema.nullable(),
  /** It was changed or cancelled by itself: changes of the series pass it over. */
  alone: z.boolean(),
  ...meetingPlanSchema.shape,
  state: meetingStateSchema,
  /** The room of the plan, once it was opened. */
  roomId: idSchema.nullable(),
  /** Why it was cancelled. */
  cancelReason: z.string().max(200).nullable(),
  answers: z.array(meetingAnswerSchema),
  minutes: minutesWordsSchema,
  /** `晶泉纪〔2026〕3号`, given when the minutes are signed. */
  minutesNumber: z.string().max(60).nullable(),
  signedByName: z.string().max(40).nullable(),
  /** From then on neither the minutes nor the decisions change. */
  signedAt: timestampSchema.nullable(),
  plannedById: idSchema,
  plannedByName: z.string().max(40),
  plannedAt: timestampSchema,
  updatedAt: timestampSchema,
});
export type Meeting = z.infer<typeof meetingSchema>;

/** Minutes of which nothing is written yet. */
export const NO_MINUTES: MinutesWords = { chair: '', attendees: '', absentees: '', recorder: '', body: '' };
