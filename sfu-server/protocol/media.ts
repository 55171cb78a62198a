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

/** A relay for clients that reach no media port, with a pass that soon runs out (RTCIceServer). */
export const iceServerSchema = z.object({ urls: z.array(z.string()), username: z.string(), credential: z.string() });
export type IceServer = z.infer<typeof iceServerSchema>;

/** What a client needs to build its end of a WebRTC transport. */
export const transportOfferSchema = z.object({
  id: idSchema,
  iceParameters: iceParametersSchema,
  iceCandidates: z.array(opaqueObject),
  dtlsParameters: opaqueObject,
  /** Left out where there is no relay. */
  iceServers: z.array(iceServerSchema).optional(),
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
