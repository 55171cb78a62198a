import { z } from 'zod';
import { blockOfText, idSchema, timestampSchema } from '../primitives.ts';
import { recordingChapterSchema, recordingPersonSchema, recordingSummarySchema, recordingTrackSchema } from '../recording.ts';

const recordingId = idSchema;
/** Why somebody looks at, or does away with, what others said; it stands in the audit trail. */
const reason = blockOfText(200).refine((text) => text.trim().length >= 2, 'A reason is needed.');

export const recordingRequests = {
  /** Begins or ends the recording of a room. Everybody in it is told by `room.recording`. Asked twice, nothing changes. */
  'room.record': { params: z.object({ roomId: idSchema, on: z.boolean() }), result: z.object({}), needs: 'account' },
  /** Recordings that one may look at, newest first. */
  'recording.list': {
    params: z.object({ before: timestampSchema.nullable(), limit: z.number().int().min(1).max(200) }),
    result: z.object({ recordings: z.array(recordingSummarySchema), next: timestampSchema.nullable() }),
    needs: 'account',
  },
  /** To look at one recording, for a reason. The ticket opens its contents (`recordingPath`) for some hours. */
  'recording.open': {
    params: z.object({ recordingId, reason }),
    result: z.object({
      recording: recordingSummarySchema,
      chapters: z.array(recordingChapterSchema),
      people: z.array(recordingPersonSchema),
      tracks: z.array(recordingTrackSchema),
      ticket: z.string(),
      expiresAt: timestampSchema,
    }),
    needs: 'account',
  },
  /**
   * Composes anew what could not be composed; its tracks can be fetched meanwhile. Asked twice, it is composed once. Refused with
   * `state.conflict` where there is a composed file or it still runs, with `recording.not_ready` where nothing was ever recorded.
   */
  'recording.compose': { params: z.object({ recordingId }), result: z.object({}), needs: 'account' },
  /** Does away with a recording and all its files for good. */
  'recording.delete': { params: z.object({ recordingId, reason }), result: z.object({}), needs: 'account' },
} as const;
