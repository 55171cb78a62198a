import type { Device } from 'mediasoup-client';
import type { DtlsParameters, IceCandidate, IceParameters, MediaKind, Transport, TransportOptions } from 'mediasoup-client/types';
import type { TransportOffer } from '../../../sfu-server/protocol/media.ts';
import type { Bridge } from '../../bridge/bridge.ts';
import { request } from '../../bridge/requests.ts';
import type { OwnSource } from './sending.ts';

/** Carried along by mediasoup-client from `produce()` to the event that tells the server. */
export type ProduceData = { readonly source: OwnSource; paused: boolean };

/** mediasoup's own structures, which travel as they are (see protocol/media.ts). */
function asOptions(offer: TransportOffer): TransportOptions {
  return {
    id: offer.id,
    iceParameters: offer.iceParameters as IceParameters,
    iceCandidates: offer.iceCandidates as unknown as IceCandidate[],
    dtlsParameters: offer.dtlsParameters as DtlsParameters,
    ...(offer.iceServers === undefined ? {} : { iceServers: offer.iceServers }),
  };
}

const asError = (error: unknown) => (error instanceof Error ? error : new Error(String(error)));
const asPlain = (value: object) => value as Record<string, unknown>;

/**
 * Builds our end of a transport and ties it to the server's.
 *
 * @param broken told when the server would not take our end: the transport is of no use then
 */
export function openTransport(
  bridge: Bridge,
  device: Device,
  offer: TransportOffer,
  direction: 'send' | 'recv',
  broken: (error: unknown) => void,
): Transport {
  const transport = direction === 'send' ? device.createSendTransport(asOptions(offer)) : device.createRecvTransport(asOptions(offer));
  transport.on('connect', ({ dtlsParameters }, done) => {
    const { role, fingerprints } = dtlsParameters;
    const data = { ...(role === undefined ? {} : { role }), fingerprints: fingerprints.map(asPlain) };
    request(bridge, 'media.connect', { transportId: transport.id, dtlsParameters: data }).catch(broken);
    // Not waited for: whatever follows is answered after it, and the way can be looked for meanwhile.
    done();
  });
  if (direction === 'send') tellProducers(bridge, transport);
  return transport;
}

function tellProducers(bridge: Bridge, transport: Transport): void {
  transport.on('produce', ({ kind, rtpParameters, appData }, done, failed) => {
    const own = appData as ProduceData;
    const { source, paused } = own;
    request(bridge, 'media.produce', { transportId: transport.id, kind, source, rtpParameters: asPlain(rtpParameters), paused }).then(
      (made) => {
        // The room may have it begin paused: muted by the host before.
        own.paused = made.paused;
        done({ id: made.producerId });
      },
      (error) => failed(asError(error)),
    );
  });
}

export async function restartIce(bridge: Bridge, transport: Transport): Promise<void> {
  const { iceParameters, iceServers } = await request(bridge, 'media.restartIce', { transportId: transport.id });
  // The pass for the relay may have run out since the transport was made.
  if (iceServers !== undefined && !transport.closed) await transport.updateIceServers({ iceServers });
  if (!transport.closed) await transport.restartIce({ iceParameters: iceParameters as IceParameters });
}

export type { MediaKind };
