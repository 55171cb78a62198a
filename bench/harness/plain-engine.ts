import { randomBytes } from 'node:crypto';
import type { types } from 'mediasoup';
import type { MediaEngine } from '../../sfu-server/media/media-engine.ts';

/** Whoever sends does not encrypt; what goes to a receiver is encrypted, since that is most of its cost. */
export type Direction = 'send' | 'recv';

/** A transport that takes RTP without a browser, or gives it out encrypted to `sinkPort`. */
export async function rtpTransport(router: types.Router, direction: Direction, sinkPort: number): Promise<types.PlainTransport> {
  const listenInfo = { protocol: 'udp', ip: '127.0.0.1' } as const;
  if (direction === 'send')
    return router.createPlainTransport({ listenInfo: { ...listenInfo, recvBufferSize: 4 * 1024 * 1024 }, comedia: true, rtcpMux: true });
  const cryptoSuite = 'AES_CM_128_HMAC_SHA1_80';
  const transport = await router.createPlainTransport({ listenInfo, rtcpMux: true, enableSrtp: true, srtpCryptoSuite: cryptoSuite });
  const keyBase64 = randomBytes(30).toString('base64');
  await transport.connect({ ip: '127.0.0.1', port: sinkPort, srtpParameters: { cryptoSuite, keyBase64 } });
  return transport;
}

/** The real engine, whose seats have such transports in place of a browser's. `made` is told of each. */
export function withRtpTransports(
  real: MediaEngine,
  direction: () => Direction,
  sinkPort: number,
  made: (transport: types.PlainTransport) => void,
): MediaEngine {
  const createWebRtcTransport = async (router: types.Router) => {
    const transport = await rtpTransport(router, direction(), sinkPort);
    made(transport);
    return Object.assign(transport, { iceParameters: {}, iceCandidates: [], dtlsParameters: {}, dtlsState: 'connected' });
  };
  return new Proxy(real, {
    get: (engine, name) => {
      if (name === 'createWebRtcTransport') return createWebRtcTransport;
      const value: unknown = Reflect.get(engine, name);
      return typeof value === 'function' ? value.bind(engine) : value;
    },
  });
}
