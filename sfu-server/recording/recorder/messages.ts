import { z } from 'zod';
import { trackInfoSchema } from './packet-log.ts';

/** What the server tells a recorder. */
export const toRecorderSchema = z.discriminatedUnion('type', [
  /** `zeroNs`: the machine's monotonic clock when the recording began, ns as text (a bigint does not travel). */
  z.object({ type: z.literal('start'), file: z.string(), zeroNs: z.string() }),
  z.object({ type: z.literal('track'), track: z.number().int().nonnegative(), info: trackInfoSchema }),
  z.object({
    type: z.literal('senderReport'),
    track: z.number().int().nonnegative(),
    ssrc: z.number(),
    ntpMs: z.number(),
    rtpTimestamp: z.number(),
  }),
  /** Writes what is left and ends. */
  z.object({ type: z.literal('stop') }),
]);
export type ToRecorder = z.infer<typeof toRecorderSchema>;

/** What a recorder tells the server. */
export const fromRecorderSchema = z.discriminatedUnion('type', [
  /** It listens on this UDP port of loopback, and its file is there. */
  z.object({ type: z.literal('ready'), port: z.number().int() }),
  /** Packets of a picture are missing: only a key frame mends it. */
  z.object({ type: z.literal('lost'), track: z.number().int() }),
  /** The disk took nothing more; it ends. */
  z.object({ type: z.literal('failed'), code: z.string(), message: z.string() }),
]);
export type FromRecorder = z.infer<typeof fromRecorderSchema>;
