import type { Voice } from './active-speaker.ts';

/** Whoever speaks keeps the word unless another is so much louder, dB: a difference that is plainly heard, no cough. */
const PLAINLY_LOUDER_DB = 6;

/** Who is speaking in a room: one of those who lead on its routers. */
export class LeadingVoice {
  /** By router id. */
  readonly #voices = new Map<string, Voice>();
  readonly #changed: (participantId: string | null) => void;
  readonly #heard: (participantId: string) => boolean;
  #told: string | null = null;

  /** @param heard who may lead: what was measured before may be of one who is not heard any more */
  constructor(changed: (participantId: string | null) => void, heard: (participantId: string) => boolean = () => true) {
    this.#changed = changed;
    this.#heard = heard;
  }

  get participantId(): string | null {
    return this.#told;
  }

  /** Who leads on a router now; null where it is silent, or gone. */
  hear(routerId: string, voice: Voice | null): void {
    if (voice === null) this.#voices.delete(routerId);
    else this.#voices.set(routerId, voice);
    const leads = this.#leads();
    if (leads === this.#told) return;
    this.#told = leads;
    this.#changed(leads);
  }

  /** Nobody is there any more who could be told. */
  clear(): void {
    this.#voices.clear();
    this.#told = null;
  }

  #leads(): string | null {
    const [first, ...rest] = [...this.#voices.values()].filter(({ participantId }) => this.#heard(participantId));
    if (first === undefined) return null;
    const loudest = rest.reduce((best, next) => (next.volume > best.volume ? next : best), first);
    const before = [first, ...rest].find(({ participantId }) => participantId === this.#told);
    const kept = before !== undefined && loudest.volume - before.volume < PLAINLY_LOUDER_DB;
    return (kept ? before : loudest).participantId;
  }
}
