import { randomInt, randomUUID } from 'node:crypto';
import type { BaseLogger } from 'pino';
import type { Clock, Dispose } from '../media/clock.ts';
import type { MediaEngine } from '../media/media-engine.ts';
import type { CameraState } from '../protocol/camera-state.ts';
import { Refusal, type RefusalValue } from '../protocol/errors.ts';
import { CameraOutput } from './camera-output.ts';
import { routerProfileOf } from './h264/profile.ts';
import type { SpsInfo } from './h264/sps.ts';
import type { FeedHandle, Ingest } from './ingest/ingest-thread.ts';
import type { IngestEvent } from './ingest/messages.ts';
import { retryPause } from './retry-schedule.ts';

/** Any dynamic payload type will do: the producer is told which (RFC 3551 §6). */
const PAYLOAD_TYPE = 96;

export interface CameraFeedOptions {
  readonly cameraId: string;
  /** RTSP address with its password. */
  readonly sourceUrl: string;
  readonly engine: MediaEngine;
  readonly ingest: Ingest;
  readonly clock: Clock;
  readonly log: BaseLogger;
}

/** One camera while somebody watches it: connects, tells its state, connects again. Every listener sees the same. */
export class CameraFeed {
  readonly #options: CameraFeedOptions;
  readonly #ssrc = randomInt(1, 2 ** 32 - 1);
  readonly #feed: FeedHandle;
  readonly #listeners = new Set<(state: CameraState) => void>();
  #state: CameraState;
  #output: CameraOutput | null = null;
  #preparing: Promise<CameraOutput> | null = null;
  /** Failures in a row since the last picture. */
  #failures = 0;
  /** Counts connections, so that the last words of an old one are known for what they are. */
  #connection = 0;
  /** Whether this connection's first key frame is there, which may be before the SFU is ready for it. */
  #keyFrameSeen = false;
  #stopRetry: Dispose | null = null;
  #closed = false;

  constructor(options: CameraFeedOptions) {
    this.#options = options;
    this.#state = { state: 'connecting', cameraId: options.cameraId, attempt: 1 };
    this.#feed = options.ingest.add(
      randomUUID(),
      { ssrc: this.#ssrc, payloadType: PAYLOAD_TYPE },
      { heard: (event) => this.#hear(event), lost: () => this.#threadLost() },
    );
    this.#connect();
  }

  get state(): CameraState {
    return this.#state;
  }

  /** What can be consumed or brought to other routers; null while it is not live. */
  get output(): CameraOutput | null {
    return this.#state.state === 'live' ? this.#output : null;
  }

  onState(listener: (state: CameraState) => void): Dispose {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Tries a failed camera at once; otherwise nothing happens. */
  retry(): void {
    if (this.#state.state === 'failed') this.#connect();
  }

  close(): void {
    this.#closed = true;
    this.#stopRetry?.();
    this.#listeners.clear();
    this.#feed.remove();
    this.#output?.close();
  }

  #connect(): void {
    this.#stopRetry?.();
    this.#stopRetry = null;
    this.#connection += 1;
    this.#become({ state: 'connecting', cameraId: this.#options.cameraId, attempt: this.#failures + 1 });
    // Made while the camera is being reached; should it not work out, that is seen when it is needed.
    this.#prepare().catch(() => undefined);
    const output = this.#output;
    this.#feed.connect(this.#connection, this.#options.sourceUrl, output?.hasProducer === true ? output.target : null);
  }

  #hear(event: IngestEvent): void {
    if (this.#closed || event.attempt !== this.#connection) return;
    if (event.event === 'failed') this.#fail(event.reason);
    else if (event.event === 'described') void this.#described(event.sps, event.attempt);
    else if (event.event === 'live') this.#keyFrameCame();
    else this.#options.log.warn({ camera: this.#options.cameraId }, 'camera sends B pictures; browsers may show them jerkily');
  }

  async #described(sps: SpsInfo, connection: number): Promise<void> {
    try {
      const profile = routerProfileOf(sps);
      const output = await this.#prepare();
      await output.produce({ profile, ssrc: this.#ssrc, payloadType: PAYLOAD_TYPE });
      if (this.#closed || connection !== this.#connection) return;
      this.#feed.aim(output.target);
      this.#options.log.info({ camera: this.#options.cameraId, ...sps }, 'camera stream described');
      if (this.#keyFrameSeen) this.#live();
    } catch (error) {
      if (this.#closed || connection !== this.#connection) return;
      this.#feed.disconnect();
      this.#fail(Refusal.toValue(error instanceof Refusal ? error : new Refusal('media.unavailable', 'The stream could not be taken in.')));
      if (!(error instanceof Refusal))
        this.#options.log.error({ err: error, camera: this.#options.cameraId }, 'camera could not be taken in');
    }
  }

  #keyFrameCame(): void {
    this.#keyFrameSeen = true;
    if (this.#output?.hasProducer === true) this.#live();
  }

  #live(): void {
    const producerId = this.#output?.producerId;
    if (producerId === undefined || producerId === null) return;
    this.#failures = 0;
    this.#become({ state: 'live', cameraId: this.#options.cameraId, producerId });
  }

  #fail(reason: RefusalValue): void {
    this.#failures += 1;
    const { cameraId, clock, log } = this.#options;
    const pause = retryPause(this.#failures, reason.code);
    log.warn({ camera: cameraId, code: reason.code, attempt: this.#failures, retryInMs: pause }, reason.message);
    this.#connection += 1;
    this.#stopRetry?.();
    this.#stopRetry = pause === null ? null : clock.after(pause, () => this.#connect());
    const retryAt = pause === null ? null : clock.now() + pause;
    this.#become({ state: 'failed', cameraId, reason, attempt: this.#failures, retryAt });
  }

  /** Its output is of no use to the next thread, whose port the SFU does not know. */
  #threadLost(): void {
    this.#output?.close();
    if (this.#state.state !== 'failed') this.#fail({ code: 'camera.protocol_error', message: 'The ingest of this camera broke off.' });
  }

  /** The transport that the camera's packets go to; made anew where its worker died. */
  #prepare(): Promise<CameraOutput> {
    if (this.#output !== null && !this.#output.closed) return Promise.resolve(this.#output);
    if (this.#preparing !== null) return this.#preparing;
    const preparing = CameraOutput.open(this.#options.engine)
      .then((output) => {
        if (this.#closed) output.close();
        else this.#keep(output);
        return output;
      })
      .finally(() => {
        this.#preparing = null;
      });
    this.#preparing = preparing;
    return preparing;
  }

  #keep(output: CameraOutput): void {
    this.#output = output;
    output.onLost(() => {
      if (this.#output === output) this.#output = null;
      if (this.#closed || this.#state.state === 'failed') return;
      this.#feed.disconnect();
      this.#connect();
    });
  }

  #become(state: CameraState): void {
    if (state.state !== 'live') this.#keyFrameSeen = false;
    this.#state = state;
    for (const listener of [...this.#listeners]) listener(state);
  }
}
