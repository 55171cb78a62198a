import type { PeerRegistry } from '../../media/peer-registry.ts';
import type { mediaRequests } from '../../protocol/requests/media.ts';
import { pageKey } from '../../security/identity.ts';
import type { Handlers } from '../handler.ts';

/** Media requests, of rooms and of cameras alike: each goes to the peer of the asking page that has what it names. */
export function mediaHandlers(peers: PeerRegistry): Handlers<keyof typeof mediaRequests> {
  return {
    'media.connect': async ({ transportId, dtlsParameters }, asker) => {
      await peers.find(pageKey(asker), 'transport', transportId).connect(transportId, dtlsParameters);
      return {};
    },
    'media.restartIce': async ({ transportId }, asker) => {
      const { iceParameters, ...relays } = await peers.find(pageKey(asker), 'transport', transportId).restartIce(transportId);
      return { iceParameters: { ...iceParameters }, ...relays };
    },
    'media.closeTransport': ({ transportId }, asker) => {
      peers.find(pageKey(asker), 'transport', transportId).closeTransport(transportId);
      return {};
    },
    'media.produce': (params, asker) => peers.find(pageKey(asker), 'transport', params.transportId).produce(params),
    'media.pauseProducer': async ({ producerId }, asker) => {
      await peers.find(pageKey(asker), 'producer', producerId).pauseProducer(producerId);
      return {};
    },
    'media.resumeProducer': async ({ producerId }, asker) => {
      await peers.find(pageKey(asker), 'producer', producerId).resumeProducer(producerId);
      return {};
    },
    'media.closeProducer': ({ producerId }, asker) => {
      peers.find(pageKey(asker), 'producer', producerId).closeProducer(producerId);
      return {};
    },
    'media.consume': async ({ transportId, producerIds, rtpCapabilities }, asker) => ({
      consumers: await peers.find(pageKey(asker), 'transport', transportId).consume(transportId, producerIds, rtpCapabilities),
    }),
    'media.resumeConsumer': async ({ consumerId }, asker) => {
      await peers.find(pageKey(asker), 'consumer', consumerId).resumeConsumer(consumerId);
      return {};
    },
    'media.pauseConsumer': async ({ consumerId }, asker) => {
      await peers.find(pageKey(asker), 'consumer', consumerId).pauseConsumer(consumerId);
      return {};
    },
    'media.closeConsumer': ({ consumerId }, asker) => {
      peers.find(pageKey(asker), 'consumer', consumerId).closeConsumer(consumerId);
      return {};
    },
    'media.setLayers': async ({ consumerId, ...wish }, asker) => {
      await peers.find(pageKey(asker), 'consumer', consumerId).setLayers(consumerId, wish);
      return {};
    },
  };
}
