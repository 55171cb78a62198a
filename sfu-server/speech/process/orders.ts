import { z } from 'zod';

/** What the server tells the speech process. Rooms are numbered by the server. */
export const speechOrderSchema = z.discriminatedUnion('type', [
  /** Loads the model of this folder. */
  z.object({ type: z.literal('start'), folder: z.string() }),
  /** Listens to one more room, on a port of its own. */
  z.object({ type: z.literal('room'), room: z.number().int() }),
  z.object({ type: z.literal('track'), room: z.number().int(), track: z.number().int(), ssrc: z.number().int() }),
  z.object({ type: z.literal('gone'), room: z.number().int(), track: z.number().int() }),
  /** The room has ended, or nobody wants to know any more. */
  z.object({ type: z.literal('leave'), room: z.number().int() }),
  z.object({ type: z.literal('stop') }),
]);
export type SpeechOrder = z.infer<typeof speechOrderSchema>;

/** What the speech process tells the server. */
export const speechReportSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('listens'), room: z.number().int(), port: z.number().int() }),
  /** What was said without a pause on a track, from `at` on (UTC ms). */
  z.object({ type: z.literal('heard'), room: z.number().int(), track: z.number().int(), at: z.number(), text: z.string() }),
  /** It cannot keep up: so much was thrown away unheard. */
  z.object({ type: z.literal('lost'), room: z.number().int(), track: z.number().int() }),
  /** It cannot do its work, and ends. */
  z.object({ type: z.literal('failed'), why: z.enum(['noModule', 'noModel', 'unknownModel', 'failed']), message: z.string() }),
]);
export type SpeechReport = z.infer<typeof speechReportSchema>;
