import { z } from 'zod';
import { blockOfText, idSchema, lineOfText, timestampSchema } from '../primitives.ts';
import { caseFieldSchema } from './case.ts';
import { departmentPersonSchema, MOST_DEPARTMENT_PEOPLE } from './department.ts';

/** The hearing that a department is called to, as it is now. */
export const calledSessionSchema = z.object({
  id: idSchema,
  startsAt: timestampSchema,
  durationMin: z.number().int(),
  place: z.string().max(80).nullable(),
  /** The video room, once it was opened. */
  roomId: idSchema.nullable(),
  /** Why it does not take place; null while it does. */
  cancelReason: z.string().max(200).nullable(),
});
export type CalledSession = z.infer<typeof calledSessionSchema>;

/** What a console knows of whom and what it calls for; the server writes its own. */
export const callFactsSchema = z.object({
  orgId: idSchema,
  orgName: z.string().max(60),
  caseNumber: z.string().max(60).nullable(),
  field: caseFieldSchema.nullable(),
  departmentName: z.string().max(60),
  people: z.array(departmentPersonSchema).max(MOST_DEPARTMENT_PEOPLE),
  session: calledSessionSchema.nullable(),
});

/** What is written to a department. Names of parties do not belong here: whoever is called reads it before they have accepted. */
export const callWordsSchema = z.object({
  words: lineOfText(200),
  /** Until when it is to answer. */
  answerBy: timestampSchema,
});

export const CALL_RESULTS = ['comes', 'declined'] as const;
export const callResultSchema = z.enum(CALL_RESULTS);
export const callAnswerWordsSchema = z.object({
  result: callResultSchema,
  /** Who of the called comes: they may read the case as long as the call stands. */
  people: z.array(idSchema).max(MOST_DEPARTMENT_PEOPLE),
  /** Who comes that has no account, or why nobody does. */
  words: blockOfText(200),
});
export type CallAnswerWords = z.infer<typeof callAnswerWordsSchema>;

/** Whether an answer says who comes; one that declines names nobody. */
export function saysWho({ result, people, words }: CallAnswerWords): boolean {
  return result === 'declined' ? people.length === 0 : people.length > 0 || words.trim() !== '';
}

export const callAnswerSchema = z.object({
  ...callAnswerWordsSchema.shape,
  byName: z.string().max(40),
  /** The centre has noted what it was told by telephone. */
  byPhone: z.boolean(),
  at: timestampSchema,
});
export type CallAnswer = z.infer<typeof callAnswerSchema>;

/** Why a call ended that nobody took back: data of the record, in the county's language. */
export const CALL_ENDS = {
  over: '案件已办结',
  escalated: '案件已提级，由接办的中心另行邀请',
  sentBack: '案件已退回，由原中心另行邀请',
} as const;

/**
 * A department is called in to mediate with the centre (联合调解). Seen where the case is, and by the people who are called: they learn the case's
 * number and field, and read the case itself once they have said that they come, until the call ends.
 */
export const jointCallSchema = z.object({
  id: idSchema,
  caseId: idSchema,
  /** Of the register; it may be gone by now. */
  departmentId: idSchema,
  ...callFactsSchema.shape,
  ...callWordsSchema.shape,
  calledByName: z.string().max(40),
  calledAt: timestampSchema,
  /** The last one that was given. */
  answer: callAnswerSchema.nullable(),
  ended: z.object({ at: timestampSchema, byName: z.string().max(40), reason: z.string().max(200) }).nullable(),
  updatedAt: timestampSchema,
});
export type JointCall = z.infer<typeof jointCallSchema>;

/** Whether a department still owes an answer that was due before `now` (UTC ms). */
export function isOverdue({ answer, ended, answerBy }: Pick<JointCall, 'answer' | 'ended' | 'answerBy'>, now: number): boolean {
  return answer === null && ended === null && answerBy < now;
}
