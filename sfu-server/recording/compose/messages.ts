import { z } from 'zod';
import { recordingChapterSchema, recordingPersonSchema } from '../../protocol/recording.ts';
import { clipSchema } from '../tracks/clip.ts';

/** What a composer tells the server. */
export const fromComposerSchema = z.discriminatedUnion('type', [
  /** 0 to 1 of the picture. */
  z.object({ type: z.literal('progress'), done: z.number() }),
  z.object({
    type: z.literal('composed'),
    composed: z.object({
      durationMs: z.number(),
      bytes: z.number(),
      sha256: z.string(),
      chapters: z.array(recordingChapterSchema),
      people: z.array(recordingPersonSchema),
      tracks: z.array(clipSchema),
    }),
  }),
  z.object({ type: z.literal('failed'), reason: z.string() }),
]);
export type FromComposer = z.infer<typeof fromComposerSchema>;
export type ComposedFile = Extract<FromComposer, { type: 'composed' }>['composed'];
