import { z } from 'zod';
import {
  consumerOfferSchema,
  dtlsParametersSchema,
  iceParametersSchema,
  iceServerSchema,
  rtpCapabilitiesSchema,
  rtpParametersSchema,
} from '../media.ts';
import { idSchema } from '../primitives.ts';
import { mediaSourceSchema } from '../room.ts';

const nothing = z.object({});
const transportId = idSchema;
const producerId = idSchema;
const consumerId = idSchema;

/** The same for rooms and for cameras: whose a transport is decides what may be done with it. */
export const mediaRequests = {
  'media.connect': { params: z.object({ transportId, dtlsParameters: dtlsParametersSchema }), result: nothing, needs: 'anybody' },
  'media.restartIce': {
    params: z.object({ transportId }),
    result: z.object({ iceParameters: iceParametersSchema, iceServers: z.array(iceServerSchema).optional() }),
    needs: 'anybody',
  },
  'media.closeTransport': { params: z.object({ transportId }), result: nothing, needs: 'anybody' },
  'media.produce': {
    params: z.object({
      transportId,
      kind: z.enum(['audio', 'video']),
      source: mediaSourceSchema.exclude(['surveillance']),
      rtpParameters: rtpParametersSchema,
      paused: z.boolean(),
    }),
    /** `paused`: as it is on the server, where the room does not let it begin open. */
    result: z.object({ producerId, paused: z.boolean().default(false) }),
    needs: 'anybody',
  },
  'media.pauseProducer': { params: z.object({ producerId }), result: nothing, needs: 'anybody' },
  'media.resumeProducer': { params: z.object({ producerId }), result: nothing, needs: 'anybody' },
  'media.closeProducer': { params: z.object({ producerId }), result: nothing, needs: 'anybody' },
  /** Starts to receive producers, each paused until `media.resumeConsumer`. One offer a producer, null where it cannot be consumed. */
  'media.consume': {
    params: z.object({ transportId, producerIds: z.array(producerId).min(1).max(64), rtpCapabilities: rtpCapabilitiesSchema }),
    result: z.object({ consumers: z.array(consumerOfferSchema.nullable()) }),
    needs: 'anybody',
  },
  'media.resumeConsumer': { params: z.object({ consumerId }), result: nothing, needs: 'anybody' },
  'media.pauseConsumer': { params: z.object({ consumerId }), result: nothing, needs: 'anybody' },
  'media.closeConsumer': { params: z.object({ consumerId }), result: nothing, needs: 'anybody' },
  /** The simulcast layers that a tile of this size needs; 0 is the smallest. */
  'media.setLayers': {
    params: z.object({
      consumerId,
      spatialLayer: z.number().int().min(0).max(3),
      temporalLayer: z.number().int().min(0).max(3),
      /** Of pictures on a short line, the higher ones keep their quality longer; sound comes before all of them anyway. */
      priority: z.number().int().min(1).max(255).optional(),
    }),
    result: nothing,
    needs: 'anybody',
  },
} as const;
