import { z } from 'zod';
import { dutySchema } from '../duty-hours.ts';
import { mediatorSchema } from '../entities/mediation.ts';
import { idSchema } from '../primitives.ts';
import { roomSummarySchema } from '../room.ts';

/** Somebody who could mediate a case. */
export const candidateSchema = z.object({
  ...mediatorSchema.shape,
  orgName: z.string(),
  /** Whether it is somebody of the centre that handles the case. */
  own: z.boolean(),
  /** What they know about (of CASE_FIELDS.mediation), as far as their profile says. */
  skills: z.array(z.string()),
  /** Whether that holds what the case is about. */
  matches: z.boolean(),
  /** Open cases that they mediate already. */
  load: z.number().int().nonnegative(),
  /** Their hearings of this week. */
  hearings: z.number().int().nonnegative(),
  /** As their profile says; null where they have none, or it names no hours. */
  duty: dutySchema.nullable(),
  /** Why they may not (回避); null where nothing was declared. */
  conflict: z.string().nullable(),
});
export type Candidate = z.infer<typeof candidateSchema>;

/** What of mediations needs the server at once; all else are mutations (see ../mutations.ts). */
export const mediationRequests = {
  /**
   * Who can be assigned to a case, best first: nobody with a conflict before somebody without one; then whose skills match, who is on
   * duty now, who has fewer open cases, who sits in the handling centre. Nobody whose profile says that they mediate no more. Whoever
   * handles the case.
   */
  'mediation.candidates': {
    params: z.object({ caseId: idSchema }),
    result: z.object({ candidates: z.array(candidateSchema).max(200) }),
    needs: 'account',
  },
  /** The room of a planned hearing: opened where it is not open yet. Whoever handles the case and may open mediation rooms. */
  'mediation.openSession': {
    params: z.object({ caseId: idSchema, sessionId: idSchema }),
    result: z.object({ room: roomSummarySchema }),
    needs: 'account',
  },
} as const;
