import type { types } from 'mediasoup';
import type { Dispose } from '../media/clock.ts';
import type { MediaEngine } from '../media/media-engine.ts';
import type { Target } from './ingest/messages.ts';

/** Where a camera's packets enter the SFU, its producer there, and where that has been brought to. */
export class CameraOutput {
  readonly #engine: MediaEngine;
  readonly #transport: types.PlainTransport;
  readonly router: types.Router;
  readonly target: Target;
  readonly #brought = new Map<string, Promise<types.Producer>>();
  #producer: types.Producer | null = null;
  #profile: string | null = null;
  #producing: Promise<void> = Promise.resolve();

  static async open(engine: MediaEngine): Promise<CameraOutput> {
    const router = await engine.cameraRouter();
    return new CameraOutput(engine, router, await engine.createIngestTransport(router));
  }

  private constructor(engine: MediaEngine, router: types.Router, transport: types.PlainTransport) {
    this.#engine = engine;
    this.router = router;
    this.#transport = transport;
    this.target = { address: transport.tuple.localAddress, port: transport.tuple.localPort };
  }

  get closed(): boolean {
    return this.#transport.closed;
  }

  get hasProducer(): boolean {
    return this.#producer !== null && !this.#producer.closed;
  }

  get producerId(): string | null {
    return this.#producer?.id ?? null;
  }

  get producer(): types.Producer | null {
    return this.#producer;
  }

  /** Has a producer of this profile: the one that is there, or a new one where the camera was set up differently. */
  produce(stream: { profile: string; ssrc: number; payloadType: number }): Promise<void> {
    this.#producing = this.#producing.catch(() => undefined).then(() => this.#produce(stream));
    return this.#producing;
  }

  async #produce({ profile, ssrc, payloadType }: { profile: string; ssrc: number; payloadType: number }): Promise<void> {
    if (this.hasProducer && this.#profile === profile) return;
    this.#producer?.close();
    this.#brought.clear();
    this.#profile = profile;
    this.#producer = await this.#transport.produce({
      kind: 'video',
      rtpParameters: {
        codecs: [
          {
            mimeType: 'video/H264',
            payloadType,
            clockRate: 90_000,
            parameters: { 'packetization-mode': 1, 'profile-level-id': profile, 'level-asymmetry-allowed': 1 },
            rtcpFeedback: [{ type: 'nack' }, { type: 'nack', parameter: 'pli' }],
          },
        ],
        encodings: [{ ssrc }],
      },
    });
  }

  /** The producer as it can be consumed on `router`; brought there once, however many ask. */
  async on(router: types.Router): Promise<types.Producer | null> {
    const producer = this.#producer;
    if (producer === null || producer.closed) return null;
    if (router.id === this.router.id) return producer;
    const present = this.#brought.get(router.id);
    if (present !== undefined && !(await present).closed) return present;
    const bringing = this.#engine.pipe(producer, this.router, router);
    this.#brought.set(router.id, bringing);
    bringing.catch(() => this.#brought.delete(router.id));
    return bringing;
  }

  /** Called when the worker took it along, not when it is closed. */
  onLost(listener: () => void): Dispose {
    this.#transport.on('routerclose', listener);
    return () => this.#transport.off('routerclose', listener);
  }

  close(): void {
    this.#transport.close();
  }
}
