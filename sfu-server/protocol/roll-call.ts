import { z } from 'zod';
import { idSchema, timestampSchema } from './primitives.ts';

/**
 * What is known of one who is expected. `waiting`: asked, no answer yet. `wrongSeat`: somebody sits there, but not who should.
 * `absent`: not there when the roll call was closed, or marked so by the host. `late`: came after it was closed.
 */
export const ROLL_CALL_STATES = ['waiting', 'present', 'wrongSeat', 'absent', 'late'] as const;
export const rollCallStateSchema = z.enum(ROLL_CALL_STATES);
export type RollCallState = z.infer<typeof rollCallStateSchema>;

/** Who is to be there: an organisation, by whoever answers for it, or one person. */
export const expectedSchema = z.union([z.strictObject({ orgId: idSchema }), z.strictObject({ accountId: idSchema })]);
export type Expected = z.infer<typeof expectedSchema>;

/** One line of the sheet. */
export const rollCallEntrySchema = z.object({
  id: idSchema,
  orgId: idSchema.nullable(),
  accountId: idSchema.nullable(),
  /** The organisation, or the person. */
  name: z.string(),
  /** The township under which it stands in the list (the organisation itself where it is none of a township). */
  group: z.string(),
  state: rollCallStateSchema,
  /** Who answered, or who marked it. */
  by: z.string().nullable(),
  /** When it came to this state; null while waiting. */
  at: timestampSchema.nullable(),
  note: z.string(),
});
export type RollCallEntry = z.infer<typeof rollCallEntrySchema>;

/** Somebody who can be called, as a sheet would name them. */
export const rollCallCandidateSchema = rollCallEntrySchema.pick({ orgId: true, accountId: true, name: true, group: true }).extend({
  /** Called where nobody is chosen. */
  usual: z.boolean(),
  /** Sits in the room just now; of an organisation, somebody of it does. */
  here: z.boolean(),
});
export type RollCallCandidate = z.infer<typeof rollCallCandidateSchema>;

/** How many are in each state; their sum is the number expected (应到). */
export const rollCallTotalsSchema = z.record(rollCallStateSchema, z.number().int().nonnegative());
export type RollCallTotals = z.infer<typeof rollCallTotalsSchema>;

/** One roll call (点名) as the list shows it. */
export const rollCallHeadSchema = z.object({
  id: idSchema,
  roomId: idSchema,
  title: z.string(),
  orgName: z.string(),
  startedAt: timestampSchema,
  startedByName: z.string(),
  /** From then on answers are late. */
  closedAt: timestampSchema.nullable(),
  /** From then on nothing in it changes. */
  signedAt: timestampSchema.nullable(),
  signedByName: z.string().nullable(),
  totals: rollCallTotalsSchema,
});
export type RollCallHead = z.infer<typeof rollCallHeadSchema>;

export const rollCallSchema = rollCallHeadSchema.extend({ entries: z.array(rollCallEntrySchema) });
export type RollCall = z.infer<typeof rollCallSchema>;
