import { z } from 'zod';
import { idSchema, timestampSchema } from './primitives.ts';

/** Why a recording ended. `serverStopped`: it was cut and closed when the server was there again. */
export const RECORDING_ENDS = ['stopped', 'roomEnded', 'storageFull', 'serverStopped', 'recorderFailed'] as const;
export const recordingEndSchema = z.enum(RECORDING_ENDS);
export type RecordingEnd = z.infer<typeof recordingEndSchema>;

/** What everybody in a room is told of its recording. */
export const recordingLiveSchema = z.object({
  id: idSchema,
  /** `failing`: somebody sends, and nothing reaches the disk. */
  state: z.enum(['starting', 'recording', 'failing', 'stopped']),
  startedAt: timestampSchema,
  /** On the server's disk, measured there. */
  bytes: z.number().int().nonnegative(),
  /** Once it has stopped. */
  reason: recordingEndSchema.nullable(),
});
export type RecordingLive = z.infer<typeof recordingLiveSchema>;
