import { z } from 'zod';
import { recordingChapterSchema, recordingPersonSchema } from '../../protocol/recording.ts';
import { clipSchema } from '../tracks/clip.ts';

/** How often a composer says that it is alive, ms. */
export const ALIVE_MS = 10_000;

/** What is known of a recording before it is composed. */
const madeSchema = z.object({
  chapters: z.array(recordingChapterSchema),
  people: z.array(recordingPersonSchema),
  tracks: z.array(clipSchema),
});
export type MadeTracks = z.infer<typeof madeSchema>;

/** What a composer tells the server. */
export const fromComposerSchema = z.discriminatedUnion('type', [
  /** 0 to 1 of the picture; told at least every ten seconds, as long as the composer is alive. */
  z.object({ type: z.literal('progress'), done: z.number() }),
  /** The tracks are there: what follows may fail. */
  z.object({ type: z.literal('tracked'), made: madeSchema }),
  z.object({
    type: z.literal('composed'),
    composed: madeSchema.extend({ durationMs: z.number(), bytes: z.number(), sha256: z.string() }),
  }),
  z.object({ type: z.literal('failed'), reason: z.string() }),
]);
export type FromComposer = z.infer<typeof fromComposerSchema>;
export type ComposedFile = Extract<FromComposer, { type: 'composed' }>['composed'];
