// One forwarder alone in its process: a room of the product's, or bare mediasoup. It does what its parent says.
import type { types } from 'mediasoup';
import * as mediasoup from 'mediasoup';
import { z } from 'zod';
import { ROUTER_CODECS } from '../../sfu-server/media/codecs.ts';
import { startTestEngine } from '../../sfu-server/media/fixture.ts';
import { sendParameters, TestRooms } from '../../sfu-server/rooms/fixture.ts';
import { pageKey } from '../../sfu-server/security/identity.ts';
import { type Direction, rtpTransport, withRtpTransports } from './plain-engine.ts';
import type { LoadTarget } from './rtp-load.ts';

interface Forwarder {
  /** Takes a picture and a voice of so many senders. */
  senders(count: number): Promise<LoadTarget[]>;
  /** Seats so many more, who receive all of it. */
  receivers(count: number): Promise<void>;
  /** RTP bytes that went to receivers. */
  forwarded(): Promise<number>;
}

const KINDS = ['video', 'audio'] as const;
const PAYLOAD_TYPE = { video: 96, audio: 111 } as const;

async function bare(sinkPort: number): Promise<Forwarder> {
  const worker = await mediasoup.createWorker({ logLevel: 'error' });
  const router = await worker.createRouter({ mediaCodecs: ROUTER_CODECS });
  const producers: types.Producer[] = [];
  const out: types.PlainTransport[] = [];
  return {
    async senders(count) {
      const targets: LoadTarget[] = [];
      for (let index = 0; index < count; index += 1) {
        const transport = await rtpTransport(router, 'send', sinkPort);
        for (const kind of KINDS) {
          const ssrc = 1000 + targets.length;
          const codec =
            kind === 'audio' ? { mimeType: 'audio/opus', clockRate: 48_000, channels: 2 } : { mimeType: 'video/VP8', clockRate: 90_000 };
          const rtpParameters = { codecs: [{ ...codec, payloadType: PAYLOAD_TYPE[kind] }], encodings: [{ ssrc }], mid: kind };
          producers.push(await transport.produce({ kind, rtpParameters }));
          targets.push({ kind, ssrc, payloadType: PAYLOAD_TYPE[kind], port: transport.tuple.localPort });
        }
      }
      return targets;
    },
    async receivers(count) {
      for (let index = 0; index < count; index += 1) {
        const transport = await rtpTransport(router, 'recv', sinkPort);
        out.push(transport);
        for (const { id } of producers) await transport.consume({ producerId: id, rtpCapabilities: router.rtpCapabilities });
      }
    },
    forwarded: () => bytesOf(out),
  };
}

async function room(sinkPort: number, workers: number): Promise<Forwarder> {
  const engine = await startTestEngine(workers);
  let direction: Direction = 'send';
  const made = new Map<string, types.PlainTransport>();
  const all = await TestRooms.open(
    withRtpTransports(
      engine,
      () => direction,
      sinkPort,
      (transport) => made.set(transport.id, transport),
    ),
  );
  const host = all.page('host', 'county');
  const { roomId } = await all.open(host);
  const producerIds: string[] = [];
  const out: types.PlainTransport[] = [];
  return {
    async senders(count) {
      const targets: LoadTarget[] = [];
      for (let index = 0; index < count; index += 1) {
        const page = all.page('operator', 'township');
        const { media } = await all.sit(roomId, page);
        const port = made.get(media?.send ?? '')?.tuple.localPort;
        if (media === null || port === undefined) throw new Error('A sender has no transport.');
        for (const kind of KINDS) {
          const ssrc = 1000 + targets.length;
          const source = kind === 'audio' ? 'microphone' : 'camera';
          const peer = all.peers.find(pageKey(page), 'transport', media.send);
          const { producerId } = await peer.produce({
            ...{ transportId: media.send, kind, source, paused: false },
            rtpParameters: sendParameters(kind, ssrc),
          });
          producerIds.push(producerId);
          targets.push({ kind, ssrc, payloadType: PAYLOAD_TYPE[kind], port });
        }
      }
      return targets;
    },
    async receivers(count) {
      direction = 'recv';
      for (let index = 0; index < count; index += 1) {
        const page = all.page('operator', 'township');
        const { media } = await all.sit(roomId, page);
        const transport = made.get(media?.recv ?? '');
        if (media === null || transport === undefined) throw new Error('A receiver has no transport.');
        out.push(transport);
        const peer = all.peers.find(pageKey(page), 'transport', media.recv);
        for (const offer of await media.consume(producerIds, engine.rtpCapabilities)) {
          if (offer === null) throw new Error('A stream is not to be had.');
          await peer.resumeConsumer(offer.id);
        }
      }
    },
    forwarded: () => bytesOf(out),
  };
}

async function bytesOf(transports: readonly types.PlainTransport[]): Promise<number> {
  const stats = await Promise.all(transports.map((transport) => transport.getStats()));
  return stats.flat().reduce((sum, { rtpBytesSent }) => sum + rtpBytesSent, 0);
}

const commandSchema = z.discriminatedUnion('do', [
  z.object({ do: z.literal('open'), what: z.enum(['bare', 'room']), sinkPort: z.number(), workers: z.number() }),
  z.object({ do: z.literal('senders'), count: z.number() }),
  z.object({ do: z.literal('receivers'), count: z.number() }),
  z.object({ do: z.literal('forwarded') }),
]);

let forwarder: Forwarder | null = null;
process.on('message', (message) => {
  void obey(commandSchema.parse(message)).then(
    (answer) => process.send?.({ answer: answer ?? null }),
    (error: unknown) => process.send?.({ error: error instanceof Error ? error.message : String(error) }),
  );
});
process.on('disconnect', () => process.exit(0));

async function obey(command: z.output<typeof commandSchema>): Promise<unknown> {
  if (command.do === 'open') {
    forwarder = command.what === 'bare' ? await bare(command.sinkPort) : await room(command.sinkPort, command.workers);
    return null;
  }
  if (forwarder === null) throw new Error('It is not open.');
  if (command.do === 'senders') return forwarder.senders(command.count);
  if (command.do === 'receivers') return forwarder.receivers(command.count);
  return forwarder.forwarded();
}
