import type { types } from 'mediasoup';
import { v7 as uuidv7 } from 'uuid';
import type { Dispose } from '../media/clock.ts';
import type { MediaEngine } from '../media/media-engine.ts';
import type { Participant, RoomProducer } from '../protocol/room.ts';
import type { CameraOutlet, TableCameras } from './table-cameras.ts';

/** What a room hears of a camera on its table. */
export interface CameraTileListener {
  participantChanged(tile: CameraTile): void;
  producerChanged(producer: RoomProducer): void;
  producerClosed(producerId: string): void;
  failed(error: unknown): void;
}

/** A surveillance camera on the table of a room: brought onto the room's router, there again by itself after a failure. */
export class CameraTile {
  readonly id = uuidv7();
  readonly cameraId: string;
  readonly #name: string;
  readonly #joinedAt: number;
  readonly #engine: MediaEngine;
  readonly #listener: CameraTileListener;
  #release: Dispose | null = null;
  #router: types.Router;
  #outlet: CameraOutlet | null = null;
  #brought: { source: types.Producer; here: types.Producer } | null = null;
  #closed = false;

  constructor(engine: MediaEngine, router: types.Router, camera: { id: string; name: string; now: number }, listener: CameraTileListener) {
    this.cameraId = camera.id;
    this.#name = camera.name;
    this.#joinedAt = camera.now;
    this.#engine = engine;
    this.#router = router;
    this.#listener = listener;
  }

  /** Begins to keep the camera running. */
  open(cameras: TableCameras): void {
    this.#release = cameras.hold(this.cameraId, (outlet) => {
      this.#outlet = outlet;
      void this.#bring();
    });
  }

  /** The room has a new router: the stream is brought there. */
  moveTo(router: types.Router): void {
    this.#router = router;
    void this.#bring();
  }

  get live(): boolean {
    return this.#outlet !== null;
  }

  participant(): Participant {
    return {
      id: this.id,
      kind: 'surveillance',
      role: 'camera',
      name: this.#name,
      orgName: '',
      orgId: null,
      accountId: null,
      cameraId: this.cameraId,
      joinedAt: this.#joinedAt,
      connected: this.live,
      handRaisedAt: null,
      mutedByHost: false,
      speaker: false,
      mayUnmute: null,
      limitedBy: null,
    };
  }

  /** What others may consume; null before the first picture. */
  producer(): RoomProducer | null {
    if (this.#brought === null) return null;
    return { id: this.#brought.here.id, participantId: this.id, kind: 'video', source: 'surveillance', paused: !this.live };
  }

  receivable(producerId: string): types.Producer | null {
    return this.#brought?.here.id === producerId ? this.#brought.here : null;
  }

  close(): void {
    this.#closed = true;
    this.#release?.();
    this.#brought?.here.close();
  }

  async #bring(): Promise<void> {
    const outlet = this.#outlet;
    const router = this.#router;
    this.#listener.participantChanged(this);
    if (outlet !== null && this.#brought?.source !== outlet.producer) {
      try {
        const here = await this.#engine.pipe(outlet.producer, outlet.router, router);
        if (this.#closed || this.#outlet !== outlet || this.#router !== router) {
          here.close();
          return;
        }
        this.#keep(outlet.producer, here);
      } catch (error) {
        this.#listener.failed(error);
        return;
      }
    }
    const producer = this.producer();
    if (producer !== null) this.#listener.producerChanged(producer);
  }

  #keep(source: types.Producer, here: types.Producer): void {
    this.#brought?.here.close();
    this.#brought = { source, here };
    here.observer.on('close', () => {
      if (this.#brought?.here !== here) return;
      this.#brought = null;
      if (!this.#closed) this.#listener.producerClosed(here.id);
    });
  }
}
