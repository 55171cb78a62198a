import { z } from 'zod';
import { refusalSchema } from './errors.ts';
import { PROTOCOL_VERSION } from './version.ts';

/**
 * Several windows of one console share a socket. `page` names the window that asks, so that what it holds
 * (seats, transports, watched cameras) is told apart and let go with it; a page that is alone leaves it out.
 */
const page = z.string().max(64).optional();

export const requestEnvelopeSchema = z.object({
  v: z.literal(PROTOCOL_VERSION),
  /** Chosen by the sender, unique among its open requests. */
  id: z.number().int().nonnegative(),
  type: z.string().max(60),
  data: z.unknown(),
  page,
});
export type RequestEnvelope = z.infer<typeof requestEnvelopeSchema>;

export const answerEnvelopeSchema = z.union([
  z.object({ v: z.literal(PROTOCOL_VERSION), id: z.number().int(), ok: z.literal(true), data: z.unknown() }),
  /** `id` is -1 where the request was so broken that it had none. */
  z.object({ v: z.literal(PROTOCOL_VERSION), id: z.number().int(), ok: z.literal(false), error: refusalSchema }),
]);
export type AnswerEnvelope = z.infer<typeof answerEnvelopeSchema>;

export const notificationEnvelopeSchema = z.object({ v: z.literal(PROTOCOL_VERSION), type: z.string().max(60), data: z.unknown(), page });
export type NotificationEnvelope = z.infer<typeof notificationEnvelopeSchema>;

/** What may come down to a client. */
export const serverMessageSchema = z.union([answerEnvelopeSchema, notificationEnvelopeSchema]);
export type ServerMessage = z.infer<typeof serverMessageSchema>;
