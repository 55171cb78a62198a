import type { Producer, Transport } from 'mediasoup-client/types';
import { Refusal } from '../../../sfu-server/protocol/errors.ts';
import type { RoomProducer } from '../../../sfu-server/protocol/room.ts';
import type { Bridge } from '../../bridge/bridge.ts';
import { request } from '../../bridge/requests.ts';
import { type DeviceProblem, DeviceUnavailable } from './device-problem.ts';
import { type OwnSource, SEND_OPTIONS } from './sending.ts';
import type { ProduceData } from './transport.ts';

/** What a seat's own source is doing; `track` is what the own tile shows. */
export interface OwnTrackState {
  readonly state: 'off' | 'starting' | 'on';
  readonly track: MediaStreamTrack | null;
  readonly problem: DeviceProblem | null;
}

/**
 * What turning off does: `mute` keeps the device open and the producer paused, so that one speaks again at once;
 * `release` also lets the device go, so that the camera's light is out; `close` ends the producer.
 */
type OffMeans = 'mute' | 'release' | 'close';

const OFF_MEANS: { readonly [S in OwnSource]: OffMeans } = { microphone: 'mute', camera: 'release', screen: 'close', screenAudio: 'close' };

/** How often what the server has not answered in time is asked for again before it is off. */
const MOST_UNANSWERED = 2;

export interface OwnTrackOptions {
  readonly bridge: Bridge;
  readonly source: OwnSource;
  capture(): Promise<MediaStreamTrack>;
  changed(): void;
  /** The room has it begin paused although it was to be open: muted by the host before. */
  begunPaused?(producerId: string): void;
}

/**
 * One source that a seat sends. Says at once that it is off and brings the rest about one step after the other;
 * lives on through lost lines and rebuilt rooms, and comes back from them as muted as it was, never more open.
 */
export class OwnTrack implements Disposable {
  readonly #options: OwnTrackOptions;
  #wanted = false;
  #track: MediaStreamTrack | null = null;
  #transport: Transport | null = null;
  #producer: Producer | null = null;
  #problem: DeviceProblem | null = null;
  /** Its device went away while it was open; whatever anybody decides about it meanwhile ends that. */
  #lost = false;
  /** Requests in a row that were not answered in time. */
  #unanswered = 0;
  #settling: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(options: OwnTrackOptions) {
    this.#options = options;
  }

  get wanted(): boolean {
    return this.#wanted;
  }

  get state(): OwnTrackState {
    const live = this.#track !== null && this.#producer?.paused !== true;
    return { state: !this.#wanted ? 'off' : live ? 'on' : 'starting', track: this.#wanted ? this.#track : null, problem: this.#problem };
  }

  /** What is sent of it and how (W3C webrtc-stats); null while nothing is. */
  async statistics(): Promise<RTCStatsReport | null> {
    const producer = this.#producer;
    return producer === null || producer.closed || producer.paused ? null : producer.getStats();
  }

  /** Begins with a track that is open already, as from the check before a meeting. */
  use(track: MediaStreamTrack): void {
    this.#wanted = true;
    this.#keep(track);
    this.#settle();
  }

  turn(on: boolean): Promise<void> {
    this.#wanted = on;
    this.#problem = null;
    this.#lost = false;
    if (!on) this.#silence();
    this.#options.changed();
    return this.#settle();
  }

  /** The transport to send on from now on; null while there is none. What was sent on the one before went with it. */
  attach(transport: Transport | null): void {
    if (this.#transport === transport) return;
    this.#transport = transport;
    this.#producer = null;
    this.#settle();
  }

  /** The seat was taken up again over the same transport: what the server has of us decides, unless we are more closed. */
  reconcile(known: readonly RoomProducer[]): void {
    const producer = this.#producer;
    if (producer === null) {
      // The line was cut while it was being made.
      this.#settle();
      return;
    }
    const there = known.find(({ id }) => id === producer.id);
    if (there === undefined) {
      producer.close();
      this.#producer = null;
    } else if (there.paused && this.#wanted) {
      this.muted(producer.id);
      return;
    } else if (!there.paused && !this.#wanted) {
      this.#tell('media.pauseProducer', producer.id);
    }
    this.#settle();
  }

  /** A host has muted us. True when it was this source, and open. */
  muted(producerId: string): boolean {
    if (this.#producer?.id !== producerId) return false;
    this.#lost = false;
    if (!this.#wanted) return false;
    void this.turn(false);
    return true;
  }

  /** Another device is to be used. Only what is open is opened anew. */
  renew(): void {
    if (!this.#wanted || this.#track === null) return;
    // The browser may tell of another list of devices before it tells that ours has ended.
    this.#lost = true;
    this.#drop();
    this.#options.changed();
    this.#settle();
  }

  /** A device has been plugged in. What went off only because there was none is on again; what was turned off stays off. */
  devicePluggedIn(): void {
    if (!this.#lost || this.#wanted || this.#closed) return;
    this.#wanted = true;
    this.#problem = null;
    this.#options.changed();
    this.#settle();
  }

  [Symbol.dispose](): void {
    this.#closed = true;
    this.#wanted = false;
    this.#producer?.close();
    this.#producer = null;
    this.#drop();
  }

  #settle(): Promise<void> {
    this.#settling = this.#settling
      .then(() => this.#bringAbout())
      .then(() => {
        this.#unanswered = 0;
      })
      .catch((error: unknown) => this.#fault(error));
    return this.#settling;
  }

  /** Without a line, or with the transport gone, it is mended when the seat is taken up again; else it is off, and says so. */
  #fault(error: unknown): void {
    if (this.#closed || this.#transport === null || this.#transport.closed) return;
    if (error instanceof Refusal && (error.code === 'line.offline' || error.code === 'media.unknown_transport')) return;
    // The server may have made it all the same: asked once more, the new one takes the place of one that nobody feeds.
    if (error instanceof Refusal && error.code === 'request.timeout' && this.#unanswered < MOST_UNANSWERED) {
      this.#unanswered += 1;
      void this.#settle();
      return;
    }
    this.#unanswered = 0;
    this.#wanted = false;
    this.#problem = 'failed';
    this.#silence();
    this.#options.changed();
  }

  /** Everything that needs no waiting, so that nothing is heard or seen after the click. */
  #silence(): void {
    if (this.#track !== null) this.#track.enabled = false;
    const producer = this.#producer;
    if (producer !== null && !producer.closed) producer.pause();
    if (OFF_MEANS[this.#options.source] !== 'mute') this.#drop();
  }

  async #bringAbout(): Promise<void> {
    if (this.#closed) return;
    if (this.#wanted) await this.#open();
    else await this.#shut();
    this.#options.changed();
  }

  async #open(): Promise<void> {
    if (this.#track === null && !(await this.#captureTrack())) {
      // Nobody is to look at its last frame.
      if (!this.#wanted) await this.#shut();
      return;
    }
    const track = this.#track;
    const transport = this.#transport;
    if (track === null || transport === null || transport.closed || !this.#wanted) return;
    track.enabled = true;
    if (this.#producer === null || this.#producer.closed) {
      await this.#produce(transport, track);
      return;
    }
    const producer = this.#producer;
    await producer.replaceTrack({ track });
    if (!producer.paused || !this.#wanted) return;
    await request(this.#options.bridge, 'media.resumeProducer', { producerId: producer.id });
    if (this.#wanted && !producer.closed) producer.resume();
  }

  async #shut(): Promise<void> {
    const producer = this.#producer;
    if (producer === null || producer.closed) return;
    if (OFF_MEANS[this.#options.source] === 'close') {
      this.#producer = null;
      producer.close();
      await this.#tell('media.closeProducer', producer.id);
      return;
    }
    if (OFF_MEANS[this.#options.source] === 'release') await producer.replaceTrack({ track: null });
    await this.#tell('media.pauseProducer', producer.id);
  }

  async #captureTrack(): Promise<boolean> {
    try {
      const track = await this.#options.capture();
      if (!this.#wanted || this.#closed) {
        track.stop();
        return false;
      }
      this.#lost = false;
      this.#keep(track);
      return true;
    } catch (error) {
      const { problem } = DeviceUnavailable.from(error);
      // Turned off while it was being opened: that it could not be opened is no news.
      if (!this.#wanted) return false;
      this.#wanted = false;
      this.#problem = problem;
      this.#lost &&= problem === 'missing' || problem === 'busy';
      this.#silence();
      return false;
    }
  }

  async #produce(transport: Transport, track: MediaStreamTrack): Promise<void> {
    const { source } = this.#options;
    const appData: ProduceData = { source, paused: false };
    const producer = await transport.produce({ track, ...SEND_OPTIONS[source], stopTracks: false, appData });
    if (this.#closed || this.#transport !== transport) {
      producer.close();
      return;
    }
    this.#producer = producer;
    // Turned off while it was being made: the next step tells the server.
    if (!this.#wanted) producer.pause();
    else if (appData.paused) this.#options.begunPaused?.(producer.id);
  }

  #keep(track: MediaStreamTrack): void {
    this.#track = track;
    track.addEventListener('ended', this.#ended);
    this.#options.changed();
  }

  #drop(): void {
    const track = this.#track;
    this.#track = null;
    track?.removeEventListener('ended', this.#ended);
    track?.stop();
  }

  /** Unplugged, or ended in the browser's own bar: a screen is off then, a device is looked for anew. */
  readonly #ended = (): void => {
    this.#drop();
    if (OFF_MEANS[this.#options.source] === 'close') this.#wanted = false;
    else this.#lost = true;
    this.#options.changed();
    this.#settle();
  };

  async #tell(type: 'media.pauseProducer' | 'media.closeProducer', producerId: string): Promise<void> {
    // Without a line it is told when the seat is taken up again (see `reconcile`).
    await request(this.#options.bridge, type, { producerId }).catch(() => undefined);
  }
}
