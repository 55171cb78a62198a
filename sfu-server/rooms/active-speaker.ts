import type { types } from 'mediasoup';

/** How often loudness is measured, ms. */
const INTERVAL_MS = 300;
/** Below this it is room noise, dBov. */
const THRESHOLD_DB = -55;

/**
 * Who is speaking. The dominant speaker comes from one observer, which holds on through short pauses; that nobody
 * speaks at all comes from the other, since the first never says so.
 */
export class ActiveSpeaker {
  readonly #dominance: types.ActiveSpeakerObserver;
  readonly #loudness: types.AudioLevelObserver;
  readonly #changed: (participantId: string | null) => void;
  readonly #participantOf = new Map<string, string>();
  #dominant: string | null = null;
  #told: string | null = null;

  static async observe(router: types.Router, changed: (participantId: string | null) => void): Promise<ActiveSpeaker> {
    const [dominance, loudness] = await Promise.all([
      router.createActiveSpeakerObserver({ interval: INTERVAL_MS }),
      router.createAudioLevelObserver({ interval: INTERVAL_MS, threshold: THRESHOLD_DB, maxEntries: 1 }),
    ]);
    return new ActiveSpeaker(dominance, loudness, changed);
  }

  private constructor(
    dominance: types.ActiveSpeakerObserver,
    loudness: types.AudioLevelObserver,
    changed: (participantId: string | null) => void,
  ) {
    this.#dominance = dominance;
    this.#loudness = loudness;
    this.#changed = changed;
    dominance.on('dominantspeaker', ({ producer }) => {
      this.#dominant = producer.id;
      if (this.#told !== null) this.#tell(producer.id);
    });
    loudness.on('volumes', ([loudest]) => this.#tell(this.#speaking(loudest?.producer)));
    loudness.on('silence', () => this.#tell(null));
  }

  get participantId(): string | null {
    return this.#told;
  }

  /** Listens to a microphone until it closes. */
  async add(producer: types.Producer, participantId: string): Promise<void> {
    const { id: producerId } = producer;
    this.#participantOf.set(producerId, participantId);
    producer.observer.on('close', () => {
      this.#participantOf.delete(producerId);
      if (this.#dominant === producerId) this.#dominant = null;
      if (this.#told === participantId) this.#tell(null);
    });
    await Promise.all([this.#dominance.addProducer({ producerId }), this.#loudness.addProducer({ producerId })]);
  }

  /** The dominant one as long as it is open, else the loudest. */
  #speaking(loudest: types.Producer | undefined): string | null {
    return this.#dominant ?? loudest?.id ?? null;
  }

  #tell(producerId: string | null): void {
    const participantId = producerId === null ? null : (this.#participantOf.get(producerId) ?? null);
    if (participantId === this.#told) return;
    this.#told = participantId;
    this.#changed(participantId);
  }
}
