import { z } from 'zod';

/** What a recorder tells the server. */
export const fromRecorderSchema = z.discriminatedUnion('type', [
  /** It listens on this UDP port of loopback, and its file is there. `zeroNs`: when the recording began, as in `start`. */
  z.object({ type: z.literal('ready'), port: z.number().int(), zeroNs: z.string().regex(/^\d+$/) }),
  /** For the first time packets lie on the disk. */
  z.object({ type: z.literal('written') }),
  /** Packets of a picture are missing: only a key frame mends it. */
  z.object({ type: z.literal('lost'), track: z.number().int() }),
  /** The disk took nothing more; it ends. */
  z.object({ type: z.literal('failed'), code: z.string(), message: z.string() }),
]);
export type FromRecorder = z.infer<typeof fromRecorderSchema>;
