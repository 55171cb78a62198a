import type { types } from 'mediasoup';
import type { BaseLogger } from 'pino';
import { Refusal } from '../protocol/errors.ts';
import type { IceServer } from '../protocol/media.ts';
import type { Dispose } from './clock.ts';
import { ROUTER_CODECS } from './codecs.ts';
import { Counters, type MediaCounters } from './counters.ts';
import type { ListenOptions } from './listen.ts';
import { type MediaWorker, startMediaWorker, workerIndexOf } from './media-worker.ts';
import type { TurnPasses } from './turn.ts';

export interface MediaEngineOptions extends ListenOptions {
  /** How many workers; one a core is right. */
  readonly workers: number;
  /** UDP and TCP port of the first worker, the next ones count up; 0 picks free ones. */
  readonly rtcPort: number;
  /** A relay for clients that reach no port of ours. */
  readonly turn?: TurnPasses | null;
  readonly log: BaseLogger;
}

/**
 * Estimate that a receiving transport starts from, bit/s. mediasoup's 600 kbit/s would show everybody the
 * smallest layer for the first seconds; the console sits on a county LAN.
 */
const INITIAL_OUTGOING_BITRATE = 5_000_000;

/** Seconds without an ICE consent check (RFC 7675) until a transport counts as cut. Half the time that a seat is held. */
const ICE_CONSENT_TIMEOUT_S = 30;

/** Pause before a worker that died is started again, ms: long enough not to spin if it dies at once. */
const RESTART_PAUSE_MS = 200;

/** How long a room or a camera waits for a worker where none is left, ms. */
const WORKER_WAIT_MS = 3000;

/**
 * Bytes that the kernel keeps for a camera's packets. A key frame comes as one burst of some hundred packets;
 * the kernel cuts this down to its own limit (net.core.rmem_max).
 */
const INGEST_RECEIVE_BUFFER = 4 * 1024 * 1024;

/** The workers, and where on them things are made. Rooms and cameras know what runs on what; the engine does not. */
export class MediaEngine {
  readonly #options: MediaEngineOptions;
  readonly #counters = new Counters();
  readonly #workers = new Map<number, MediaWorker>();
  readonly #diedListeners = new Set<(workerIndex: number) => void>();
  #rtpCapabilities: types.RtpCapabilities | null = null;
  #closed = false;

  /** Starts all workers; rejects when one cannot be started (no binary, port taken). */
  static async start(options: MediaEngineOptions): Promise<MediaEngine> {
    const engine = new MediaEngine(options);
    try {
      for (let index = 0; index < options.workers; index += 1) await engine.#startWorker(index);
    } catch (error) {
      engine.close();
      throw error;
    }
    return engine;
  }

  private constructor(options: MediaEngineOptions) {
    this.#options = options;
  }

  /** The same for every router, so that a client's device can be loaded before it joins anything; there also while a worker is down. */
  get rtpCapabilities(): types.RtpCapabilities {
    if (this.#rtpCapabilities === null) throw new Refusal('media.unavailable', 'No media worker has been started.');
    return this.#rtpCapabilities;
  }

  /** What lives in the workers; always as it is now. */
  get counters(): Readonly<MediaCounters> {
    return this.#counters.total;
  }

  /** A router for one room, on the worker that has least to do. */
  createRouter(): Promise<types.Router>;
  /** @param besides workers that will not do; null where there are no others. One that is being started again is waited for. */
  createRouter(besides: ReadonlySet<number>): Promise<types.Router | null>;
  async createRouter(besides: ReadonlySet<number> = new Set()): Promise<types.Router | null> {
    for (let attempt = 1; ; attempt += 1) {
      const chosen = await this.#leastLoaded(besides);
      if (chosen === null) return null;
      const { worker, index } = chosen;
      try {
        return await worker.createRouter({ mediaCodecs: ROUTER_CODECS, appData: { workerIndex: index } });
      } catch (error) {
        // It died under our hands: the next one, or its successor, will do.
        if (!worker.closed || attempt > this.#options.workers) throw error;
      }
    }
  }

  /** The router for surveillance on the worker that has least to do. It belongs to the worker: never close it. */
  async cameraRouter(): Promise<types.Router> {
    const worker = await this.#leastLoaded();
    if (worker === null) throw noWorker();
    return worker.cameraRouter;
  }

  /** A browser's transport on `router`. */
  async createWebRtcTransport(router: types.Router): Promise<types.WebRtcTransport> {
    const home = this.#workers.get(workerIndexOf(router));
    if (home === undefined || router.closed) throw new Refusal('media.unavailable', 'The media worker has gone; join again.');
    return router.createWebRtcTransport({
      webRtcServer: home.webRtcServer,
      enableUdp: true,
      enableTcp: true,
      preferUdp: true,
      initialAvailableOutgoingBitrate: INITIAL_OUTGOING_BITRATE,
      iceConsentTimeout: ICE_CONSENT_TIMEOUT_S,
    });
  }

  /** The relay that a client may use besides our own ports, each time with a pass of its own; nothing where there is none. */
  relays(): { iceServers?: IceServer[] } {
    const { turn } = this.#options;
    return turn == null ? {} : { iceServers: [turn.issue()] };
  }

  /** Where our own ingest sends a camera's RTP, on loopback; it learns our port from the first packet. */
  async createIngestTransport(router: types.Router): Promise<types.PlainTransport> {
    return router.createPlainTransport({
      listenInfo: { protocol: 'udp', ip: '127.0.0.1', recvBufferSize: INGEST_RECEIVE_BUFFER },
      rtcpMux: true,
      comedia: true,
    });
  }

  /**
   * Brings a producer onto another router and gives what can be consumed there, under an id of its own: a worker
   * takes each id once, and a camera may go to a room and to a wall of the same worker.
   */
  async pipe(producer: types.Producer, from: types.Router, to: types.Router): Promise<types.Producer> {
    if (from.id === to.id) return producer;
    const { pipeProducer } = await from.pipeToRouter({
      producerId: producer.id,
      router: to,
      keepId: false,
      enableSctp: false,
      listenInfo: { protocol: 'udp', ip: '127.0.0.1', recvBufferSize: INGEST_RECEIVE_BUFFER },
    });
    if (pipeProducer === undefined) throw new Refusal('media.unavailable', 'The stream could not be brought to its viewer.');
    return pipeProducer;
  }

  /** Tells when a worker died and its successor is ready; everything that was on it is closed by then. */
  onWorkerDied(listener: (workerIndex: number) => void): Dispose {
    this.#diedListeners.add(listener);
    return () => this.#diedListeners.delete(listener);
  }

  /** Process ids of the workers, for tests that kill one. */
  get workerPids(): number[] {
    return [...this.#workers.values()].map(({ worker }) => worker.pid);
  }

  /** Process id of one worker. */
  pidOf(workerIndex: number): number {
    const found = this.#workers.get(workerIndex);
    if (found === undefined) throw noWorker();
    return found.worker.pid;
  }

  close(): void {
    this.#closed = true;
    for (const { worker } of this.#workers.values()) worker.close();
    this.#workers.clear();
    this.#diedListeners.clear();
  }

  /** Waits for the successor where the only worker that would do has just died; null where all are among `besides`. */
  async #leastLoaded(besides: ReadonlySet<number> = new Set()): Promise<MediaWorker | null> {
    if (besides.size >= this.#options.workers) return null;
    if (this.#besides(besides).length === 0 && !this.#closed) await this.#workerStarted();
    const [first, ...rest] = this.#besides(besides);
    if (first === undefined) throw noWorker();
    return rest.reduce((best, next) => (this.#counters.loadOf(next.worker) < this.#counters.loadOf(best.worker) ? next : best), first);
  }

  #besides(indexes: ReadonlySet<number>): MediaWorker[] {
    return [...this.#workers.values()].filter(({ index }) => !indexes.has(index));
  }

  /** Resolves when the next worker is up, or after `WORKER_WAIT_MS` without one. */
  #workerStarted(): Promise<void> {
    return new Promise((resolve) => {
      const stop = this.onWorkerDied(done);
      const timer = setTimeout(done, WORKER_WAIT_MS);
      function done() {
        clearTimeout(timer);
        stop();
        resolve();
      }
    });
  }

  async #startWorker(index: number): Promise<void> {
    const port = this.#options.rtcPort === 0 ? 0 : this.#options.rtcPort + index;
    const started = await startMediaWorker(index, this.#options, port, (worker) => this.#counters.watch(worker));
    if (this.#closed) {
      started.worker.close();
      return;
    }
    this.#workers.set(index, started);
    this.#rtpCapabilities ??= started.cameraRouter.rtpCapabilities;
    started.worker.on('died', (error) => {
      this.#options.log.error({ err: error, worker: index, pid: started.worker.pid }, 'media worker died');
      this.#workers.delete(index);
      void this.#restartWorker(index);
    });
  }

  async #restartWorker(index: number): Promise<void> {
    for (let attempt = 1; !this.#closed; attempt += 1) {
      try {
        await this.#startWorker(index);
        break;
      } catch (error) {
        this.#options.log.error({ err: error, worker: index, attempt }, 'media worker could not be started again');
        await new Promise((resolve) => setTimeout(resolve, RESTART_PAUSE_MS * Math.min(attempt, 25)));
      }
    }
    if (this.#closed) return;
    this.#options.log.warn({ worker: index }, 'media worker started again');
    for (const listener of [...this.#diedListeners]) listener(index);
  }
}

const noWorker = () => new Refusal('media.unavailable', 'No media worker is running.', { retryAfterMs: 1000 });
