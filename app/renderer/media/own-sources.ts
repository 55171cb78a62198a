import type { Transport } from 'mediasoup-client/types';
import type { RoomProducer } from '../../../sfu-server/protocol/room.ts';
import type { Bridge } from '../../bridge/bridge.ts';
import type { Capture } from './capture.ts';
import { OwnTrack } from './OwnTrack.ts';

export interface OwnSourcesOptions {
  readonly bridge: Bridge;
  readonly capture: Capture;
  /** Something of one of them has changed. */
  changed(): void;
  /** The room has a source begin paused although it was to be open. */
  begunPaused(producerId: string): void;
}

/** All that one seat sends. */
export class OwnSources implements Disposable {
  readonly microphone: OwnTrack;
  readonly camera: OwnTrack;
  readonly screen: OwnTrack;
  readonly #screenAudio: OwnTrack;
  readonly #capture: Capture;
  #screenAudioTrack: MediaStreamTrack | null = null;

  constructor({ bridge, capture, changed, begunPaused }: OwnSourcesOptions) {
    this.#capture = capture;
    this.microphone = new OwnTrack({ bridge, source: 'microphone', capture: () => capture.microphone(), changed, begunPaused });
    this.camera = new OwnTrack({ bridge, source: 'camera', capture: () => capture.camera(), changed, begunPaused });
    this.screen = new OwnTrack({ bridge, source: 'screen', capture: () => this.#captureScreen(), changed });
    this.#screenAudio = new OwnTrack({ bridge, source: 'screenAudio', capture: () => this.#takeScreenAudio(), changed });
  }

  /** A track that is open already, `true` to open one, `false` for off. */
  begin(microphone: MediaStreamTrack | boolean, camera: MediaStreamTrack | boolean): void {
    beginOne(this.microphone, microphone);
    beginOne(this.camera, camera);
  }

  async shareScreen(on: boolean): Promise<void> {
    await this.screen.turn(on);
    if (!on) await this.#screenAudio.turn(false);
  }

  /** See `OwnTrack.attach`. */
  attach(transport: Transport | null): void {
    for (const own of this.#all()) own.attach(transport);
  }

  /** See `OwnTrack.reconcile`. */
  reconcile(known: readonly RoomProducer[]): void {
    for (const own of this.#all()) own.reconcile(known);
  }

  /** A host has closed one of them. True when it was the microphone, and open. */
  muted(producerId: string): boolean {
    if (this.microphone.muted(producerId)) return true;
    for (const own of this.#all()) own.muted(producerId);
    return false;
  }

  [Symbol.dispose](): void {
    for (const own of this.#all()) own[Symbol.dispose]();
  }

  #all(): readonly OwnTrack[] {
    return [this.microphone, this.camera, this.screen, this.#screenAudio];
  }

  async #captureScreen(): Promise<MediaStreamTrack> {
    const { video, audio } = await this.#capture.screen();
    if (audio !== null) {
      this.#screenAudioTrack = audio;
      void this.#screenAudio.turn(true);
    }
    return video;
  }

  async #takeScreenAudio(): Promise<MediaStreamTrack> {
    const track = this.#screenAudioTrack;
    this.#screenAudioTrack = null;
    if (track === null) throw new Error('A screen is shared without its sound.');
    return track;
  }
}

function beginOne(own: OwnTrack, start: MediaStreamTrack | boolean): void {
  if (typeof start !== 'boolean') own.use(start);
  else if (start) void own.turn(true);
}
