import { z } from 'zod';
import { idSchema } from './primitives.ts';

/**
 * mediasoup's own structures travel as they are; the worker checks them itself. Here only their
 * outline is checked, so that a string or a number is refused before it gets that far.
 */
const opaqueObject = z.record(z.string(), z.unknown());

export const rtpCapabilitiesSchema = opaqueObject;
export const rtpParametersSchema = opaqueObject;
export const dtlsParametersSchema = z.object({
  role: z.enum(['auto', 'client', 'server']).optional(),
  fingerprints: z.array(opaqueObject).min(1).max(8),
});
export const iceParametersSchema = opaqueObject;

/** What a client needs to build its end of a WebRTC transport. */
export const transportOfferSchema = z.object({
  id: idSchema,
  iceParameters: iceParametersSchema,
  iceCandidates: z.array(opaqueObject),
  dtlsParameters: opaqueObject,
});
export type TransportOffer = z.infer<typeof transportOfferSchema>;

/** What a client needs to build its end of a consumer, which starts paused until the client says it is ready. */
export const consumerOfferSchema = z.object({
  id: idSchema,
  producerId: idSchema,
  kind: z.enum(['audio', 'video']),
  rtpParameters: rtpParametersSchema,
  type: z.string(),
  producerPaused: z.boolean(),
});
export type ConsumerOffer = z.infer<typeof consumerOfferSchema>;
