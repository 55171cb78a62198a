import type { types } from 'mediasoup';
import type { MediaEngine } from '../media/media-engine.ts';
import type { Reception } from '../media/reception.ts';
import { type Place, RouterSpread } from '../media/spread/router-spread.ts';
import { ActiveSpeaker } from './active-speaker.ts';
import { LeadingVoice } from './leading-voice.ts';

export interface StageListener {
  speakerChanged(participantId: string | null): void;
  /** What does not belong to a seat has its place on this router from now on. */
  mainOpened(router: types.Router): void;
  /** A worker died with this router; those who sat on it find another place. */
  lost(router: types.Router): void;
  /** Whether somebody is heard at all just now. */
  heard(participantId: string): boolean;
}

/** A producer and the router that its sender is on. */
export interface Sending {
  readonly producer: types.Producer;
  readonly router: types.Router;
}

/** The media side of a room while people are in it: where its seats are placed, and who is speaking. */
export class Stage {
  readonly #listener: StageListener;
  readonly #voice: LeadingVoice;
  readonly #spread: RouterSpread<ActiveSpeaker>;
  #main: types.Router | null = null;

  constructor(engine: MediaEngine, listener: StageListener) {
    this.#listener = listener;
    this.#voice = new LeadingVoice((participantId) => listener.speakerChanged(participantId), listener.heard);
    this.#spread = new RouterSpread(engine, {
      equip: (router) => ActiveSpeaker.observe(router, (voice) => this.#voice.hear(router.id, voice), listener.heard),
      opened: () => this.#chooseMain(),
      lost: (router) => this.#lost(router),
    });
  }

  /** Null while nobody has needed one, or its worker is being replaced. */
  get router(): types.Router | null {
    return this.#main;
  }

  get activeSpeakerId(): string | null {
    return this.#voice.participantId;
  }

  /** Makes sure that there is a router, once however many need it at the same moment. @throws Refusal `media.unavailable` */
  async open(): Promise<types.Router> {
    const opened = await this.#spread.open();
    return this.#main ?? opened;
  }

  /** Where the next seat's transports are to be made. @throws Refusal `media.unavailable` */
  place(): Promise<Place<ActiveSpeaker>> {
    return this.#spread.place();
  }

  /** Lends what is sent to a receiver on the router `at`; null where it is gone. */
  receive({ producer, router }: Sending, at: types.Router): Promise<Reception | null> {
    return this.#spread.receive(producer, router, at);
  }

  close(): void {
    this.#main = null;
    this.#spread.close();
    this.#voice.clear();
  }

  #lost(router: types.Router): void {
    this.#voice.hear(router.id, null);
    if (this.#main === router) this.#main = null;
    this.#listener.lost(router);
    this.#chooseMain();
  }

  #chooseMain(): void {
    const [first] = this.#spread.routers;
    if (this.#main !== null || first === undefined) return;
    this.#main = first;
    this.#listener.mainOpened(first);
  }
}
