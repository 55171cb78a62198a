import { z } from 'zod';
import { casePaperSchema } from '../case-paper.ts';
import { recordLineSchema } from '../entities/record.ts';
import { idSchema } from '../primitives.ts';

const roomId = idSchema;
const recordId = idSchema;
const revision = z.string().regex(/^[0-9a-f]{64}$/);

/** What everybody in a room reads while a record is read back: the lines that were spoken before everybody. */
export const readBackSchema = z.object({
  recordId,
  /** Of these very words: what is confirmed is what was shown. */
  revision,
  lines: z.array(recordLineSchema.pick({ id: true, speaker: true, text: true, corrections: true })),
  /** What came of the hearing; empty where nothing is written of it yet. */
  result: z.string().max(4000),
  /** The line that is being read; everybody's page follows it. */
  lineId: idSchema.nullable(),
  /** Whether this seat has confirmed these very words. */
  confirmed: z.boolean(),
  /** How many seats have. */
  confirmations: z.number().int().nonnegative(),
});
export type ReadBack = z.infer<typeof readBackSchema>;

/** What of records needs the server at once; what is written are mutations. */
export const recordRequests = {
  /** Shows a record to everybody in the room of its case, at a line; null puts it away. */
  'record.show': {
    params: z.object({ roomId, recordId: recordId.nullable(), lineId: idSchema.nullable() }),
    result: z.object({}),
    needs: 'account',
  },
  /** What the room reads just now, as the asker's seat sees it. */
  'record.shown': { params: z.object({ roomId }), result: z.object({ readBack: readBackSchema.nullable() }), needs: 'anybody' },
  /** The asker says on their own seat that it is right. Words that have changed since are not confirmed. */
  'record.confirmOnSeat': { params: z.object({ roomId, recordId, revision }), result: z.object({}), needs: 'anybody' },
  /** Prints it as a paper of the case, with a line to sign on for each party, the mediator and the recorder. */
  'record.print': { params: z.object({ recordId }), result: z.object({ paper: casePaperSchema }), needs: 'account' },
} as const;
