import type { types } from 'mediasoup';
import type { MediaEngine } from '../media/media-engine.ts';
import { Refusal } from '../protocol/errors.ts';
import { ActiveSpeaker } from './active-speaker.ts';

/** The media side of a room while people are in it: its router and who is speaking. */
export interface OpenStage {
  readonly router: types.Router;
  readonly speaker: ActiveSpeaker;
}

export interface StageListener {
  speakerChanged(participantId: string | null): void;
  opened(stage: OpenStage): void;
  /** The worker died under it; the next `open` makes another. */
  lost(): void;
}

/** Opens a room's media side when it is needed, once however many need it at the same moment. */
export class Stage {
  readonly #engine: MediaEngine;
  readonly #listener: StageListener;
  #opening: Promise<OpenStage> | null = null;
  #open: OpenStage | null = null;

  constructor(engine: MediaEngine, listener: StageListener) {
    this.#engine = engine;
    this.#listener = listener;
  }

  /** Null while nobody has needed one, or its worker is being replaced. */
  get router(): types.Router | null {
    return this.#open?.router ?? null;
  }

  get activeSpeakerId(): string | null {
    return this.#open?.speaker.participantId ?? null;
  }

  /** @throws Refusal `media.unavailable` */
  open(): Promise<OpenStage> {
    if (this.#opening !== null) return this.#opening;
    const opening: Promise<OpenStage> = this.#make(() => {
      if (this.#opening !== opening) return;
      this.#forget();
      this.#listener.lost();
    }).then(
      (stage) => {
        if (this.#opening !== opening) {
          stage.router.close();
          throw new Refusal('media.unavailable', 'The room was closed meanwhile.');
        }
        this.#open = stage;
        this.#listener.opened(stage);
        return stage;
      },
      (error: unknown) => {
        if (this.#opening === opening) this.#forget();
        throw error;
      },
    );
    this.#opening = opening;
    return opening;
  }

  close(): void {
    const open = this.#open;
    this.#forget();
    open?.router.close();
  }

  async #make(lost: () => void): Promise<OpenStage> {
    const router = await this.#engine.createRouter();
    router.on('workerclose', lost);
    return { router, speaker: await ActiveSpeaker.observe(router, (participantId) => this.#listener.speakerChanged(participantId)) };
  }

  #forget(): void {
    this.#opening = null;
    this.#open = null;
  }
}
