import { z } from 'zod';
import { idSchema, timestampSchema } from './primitives.ts';
import { recordingEndSchema } from './recording-live.ts';
import { mediaSourceSchema, roomKindSchema } from './room.ts';

const ms = z.number().int().nonnegative();

/** Who spoke from when on, ms since the recording began; or that the room was divided then, and nothing recorded. */
export const recordingChapterSchema = z.object({
  startMs: ms,
  /** Null where the room was divided. */
  participantId: idSchema.nullable(),
  name: z.string(),
  orgName: z.string(),
});
export type RecordingChapter = z.infer<typeof recordingChapterSchema>;

export const recordingPersonSchema = z.object({ id: idSchema, name: z.string(), orgName: z.string(), fromMs: ms, toMs: ms });
export type RecordingPerson = z.infer<typeof recordingPersonSchema>;

/** A stretch of one participant's sound or picture as a file of its own. */
export const recordingTrackSchema = z.object({
  file: z.string(),
  participantId: idSchema,
  source: mediaSourceSchema,
  startMs: z.number(),
  endMs: z.number(),
});
export type RecordingTrack = z.infer<typeof recordingTrackSchema>;

/** `ready`: the composed file has been played to its end. `failed`: there is none, the tracks are kept. */
export const recordingStateSchema = z.enum(['recording', 'composing', 'ready', 'failed']);
export type RecordingState = z.infer<typeof recordingStateSchema>;

/** A recording as the list shows it. */
export const recordingSummarySchema = z.object({
  id: idSchema,
  roomId: idSchema,
  kind: roomKindSchema,
  title: z.string(),
  orgName: z.string(),
  startedByName: z.string(),
  startedAt: timestampSchema,
  endedAt: timestampSchema.nullable(),
  state: recordingStateSchema,
  end: recordingEndSchema.nullable(),
  /** Why there is no composed file; null unless `failed`. */
  failure: z.string().nullable(),
  /** Of the composed file. */
  durationMs: ms.nullable(),
  bytes: ms.nullable(),
  sha256: z.string().nullable(),
  /** When it will be deleted by itself. */
  keptUntil: timestampSchema,
});
export type RecordingSummary = z.infer<typeof recordingSummarySchema>;

/** Where the contents of a recording are, apart from the socket; `ticket` as `recording.open` gives it. */
export const recordingPath = {
  composed: (id: string, ticket: string) => `/recordings/${id}/composed?ticket=${ticket}`,
  track: (id: string, file: string, ticket: string) => `/recordings/${id}/tracks/${encodeURIComponent(file)}?ticket=${ticket}`,
} as const;
