import { z } from 'zod';
import { linkSessionSchema } from '../bridge/link/session.ts';

/** What the main process tells the host's process. With `page` comes the port over which that page speaks. */
export const toHostSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('start'),
    serverUrl: z.string(),
    dataDir: z.string(),
    caFingerprint: z.string().optional(),
    session: linkSessionSchema.nullable(),
  }),
  z.object({ type: z.literal('page'), pageId: z.string().max(64) }),
  z.object({ type: z.literal('wake') }),
  z.object({ type: z.literal('stop') }),
]);
export type ToHost = z.infer<typeof toHostSchema>;

/** What the host's process tells the main process. */
export const fromHostSchema = z.discriminatedUnion('type', [
  /** Keep this session, encrypted, or forget it. */
  z.object({ type: z.literal('keepSession'), session: linkSessionSchema.nullable() }),
  /** It cannot run; the sentence is for the person. */
  z.object({ type: z.literal('failed'), message: z.string() }),
  z.object({ type: z.literal('stopped') }),
]);
export type FromHost = z.infer<typeof fromHostSchema>;
