import type { types } from 'mediasoup';

/** How often loudness is measured, ms. */
const INTERVAL_MS = 300;
/** Below this it is room noise, dBov. */
const THRESHOLD_DB = -55;

/** Of how many at most loudness is told; nobody follows more voices than that. */
const VOICES = 8;

/** Somebody who can be heard. */
export interface Voice {
  readonly participantId: string;
  /** dBov, 0 is the loudest. */
  readonly volume: number;
}

/**
 * Who is speaking among those of one router. One observer says who can be heard; among several the other says who leads, which does not jump
 * at every cough. The leading one alone would not do: it stays the leading one when it falls silent.
 */
export class ActiveSpeaker {
  readonly #dominance: types.ActiveSpeakerObserver;
  readonly #loudness: types.AudioLevelObserver;
  readonly #changed: (voice: Voice | null) => void;
  readonly #heard: (participantId: string) => boolean;
  readonly #participantOf = new Map<string, string>();
  #dominant: string | null = null;
  #told: Voice | null = null;

  /** @param changed hears who leads and how loud each time that it is measured, and once when all are silent @param heard who may lead */
  static async observe(
    router: types.Router,
    changed: (voice: Voice | null) => void,
    heard: (participantId: string) => boolean = () => true,
  ): Promise<ActiveSpeaker> {
    const [dominance, loudness] = await Promise.all([
      router.createActiveSpeakerObserver({ interval: INTERVAL_MS }),
      router.createAudioLevelObserver({ interval: INTERVAL_MS, threshold: THRESHOLD_DB, maxEntries: VOICES }),
    ]);
    return new ActiveSpeaker(dominance, loudness, changed, heard);
  }

  private constructor(
    dominance: types.ActiveSpeakerObserver,
    loudness: types.AudioLevelObserver,
    changed: (voice: Voice | null) => void,
    heard: (participantId: string) => boolean,
  ) {
    this.#dominance = dominance;
    this.#loudness = loudness;
    this.#changed = changed;
    this.#heard = heard;
    dominance.on('dominantspeaker', ({ producer }) => {
      this.#dominant = producer.id;
    });
    loudness.on('volumes', (voices) => this.#tell(this.#leading(voices)));
    loudness.on('silence', () => this.#tell(null));
  }

  get participantId(): string | null {
    return this.#told?.participantId ?? null;
  }

  /** Listens to a microphone until it closes. */
  async add(producer: types.Producer, participantId: string): Promise<void> {
    const { id: producerId } = producer;
    this.#participantOf.set(producerId, participantId);
    producer.observer.on('close', () => {
      this.#participantOf.delete(producerId);
      if (this.#dominant === producerId) this.#dominant = null;
      if (this.#told?.participantId === participantId) this.#tell(null);
    });
    await Promise.all([this.#dominance.addProducer({ producerId }), this.#loudness.addProducer({ producerId })]);
  }

  /** The dominant one where it can be heard, else the loudest. */
  #leading(voices: readonly types.AudioLevelObserverVolume[]): Voice | null {
    const heard = voices.flatMap(({ producer, volume }) => {
      const participantId = this.#participantOf.get(producer.id);
      return participantId === undefined || !this.#heard(participantId)
        ? []
        : [{ producerId: producer.id, voice: { participantId, volume } }];
    });
    return (heard.find(({ producerId }) => producerId === this.#dominant) ?? heard[0])?.voice ?? null;
  }

  #tell(voice: Voice | null): void {
    if (voice === null && this.#told === null) return;
    this.#told = voice;
    this.#changed(voice);
  }
}
