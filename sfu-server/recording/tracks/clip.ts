import { z } from 'zod';
import { idSchema } from '../../protocol/primitives.ts';
import { mediaSourceSchema } from '../../protocol/room.ts';

/** A stretch of one track without a long pause, as a file of its own. Times are ms since the recording began. */
export const clipSchema = z.object({
  /** Name within the folder of the tracks. */
  file: z.string(),
  producerId: idSchema,
  participantId: idSchema,
  kind: z.enum(['audio', 'video']),
  source: mediaSourceSchema,
  startMs: z.number(),
  endMs: z.number(),
});
export type Clip = z.infer<typeof clipSchema>;
