import { z } from 'zod';
import { blockOfText, idSchema, lineOfText, timestampSchema } from '../primitives.ts';

/** A decision on its way (督办): handed over, taken on, worked on, reported back, found good, done with. */
export const TASK_STATES = ['assigned', 'accepted', 'inProgress', 'reported', 'verified', 'closed', 'returned'] as const;
export const taskStateSchema = z.enum(TASK_STATES);
export type TaskState = z.infer<typeof taskStateSchema>;

/** `returned`: the report was not found good, and the work goes on. */
export const TASK_TRANSITIONS: { readonly [S in TaskState]: readonly TaskState[] } = {
  assigned: ['accepted'],
  accepted: ['inProgress'],
  inProgress: ['reported'],
  reported: ['verified', 'returned'],
  returned: ['inProgress', 'reported'],
  verified: ['closed'],
  closed: [],
};

/** Who takes each step: the organisation that has to do it, or the one whose meeting decided it. */
export const TASK_STEP_BY: { readonly [S in Exclude<TaskState, 'assigned'>]: 'owner' | 'overseer' } = {
  accepted: 'owner',
  inProgress: 'owner',
  reported: 'owner',
  verified: 'overseer',
  returned: 'overseer',
  closed: 'overseer',
};

export const taskNoteSchema = z.object({
  id: idSchema,
  at: timestampSchema,
  byName: z.string().max(40),
  /** The state that this note led to; null where it is only a remark. */
  state: taskStateSchema.nullable(),
  text: z.string().max(2000),
});
export type TaskNote = z.infer<typeof taskNoteSchema>;

/** What is decided. */
export const decisionWordsSchema = z.object({
  title: lineOfText(200),
  detail: blockOfText(2000),
  /** Who answers for it in the owner organisation; null where it names nobody. */
  personName: lineOfText(40).nullable(),
  dueAt: timestampSchema,
});

/** A decision that somebody has to carry out. Seen by the branches of the organisation that decided it and of the one that owns it. */
export const taskSchema = z.object({
  id: idSchema,
  meetingId: idSchema,
  /** As it was when it was decided: whoever owns the task may not see the meeting. */
  meetingTitle: z.string().max(80),
  /** Whose meeting decided it. */
  orgId: idSchema,
  /** Who has to carry it out. */
  ownerOrgId: idSchema,
  /** `晶泉督〔2026〕3号`, per deciding organisation and year, given by the server; null while it waits to be sent. */
  number: z.string().max(60).nullable(),
  ...decisionWordsSchema.shape,
  state: taskStateSchema,
  decidedByName: z.string().max(40),
  decidedAt: timestampSchema,
  updatedAt: timestampSchema,
  /** Grows only; oldest first. */
  notes: z.array(taskNoteSchema),
});
export type Task = z.infer<typeof taskSchema>;

const DAY_MS = 24 * 60 * 60 * 1000;
/** Days before the due date at which the yellow card comes, unless a console is set otherwise. */
export const DEFAULT_WARN_DAYS = 3;
/** In these the owner has still something to do. */
const RUNNING: readonly TaskState[] = ['assigned', 'accepted', 'inProgress', 'returned'];

/** The card (黄牌, 红牌) that a task shows at `now` (UTC ms): yellow shortly before it is due, red when that has passed. */
export function cardOf(
  { state, dueAt }: Pick<Task, 'state' | 'dueAt'>,
  now: number,
  warnDays = DEFAULT_WARN_DAYS,
): 'yellow' | 'red' | null {
  if (!RUNNING.includes(state)) return null;
  if (now > dueAt) return 'red';
  return now > dueAt - warnDays * DAY_MS ? 'yellow' : null;
}
