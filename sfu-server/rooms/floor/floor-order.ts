import { Refusal } from '../../protocol/errors.ts';
import type { Floor } from '../../protocol/room.ts';

/** The order of speakers as such: hands in a row, one who speaks, one who is next. Times are UTC ms. */
export class FloorOrder {
  #queue: readonly string[] = [];
  #speaking: Floor['speaking'] = null;
  #nextId: string | null = null;

  get state(): Floor {
    return { queue: [...this.#queue], speaking: this.#speaking, nextId: this.#nextId };
  }

  get speakerId(): string | null {
    return this.#speaking?.participantId ?? null;
  }

  raise(participantId: string): void {
    if (!this.#queue.includes(participantId)) this.#queue = [...this.#queue, participantId];
  }

  lower(participantId: string): void {
    this.#queue = this.#queue.filter((id) => id !== participantId);
  }

  /** Puts a hand before another, or at the end. @throws Refusal `participant.unknown` where one of them is not up */
  move(participantId: string, before: string | null): void {
    const rest = this.#queue.filter((id) => id !== participantId);
    const at = before === null ? rest.length : rest.indexOf(before);
    if (!this.#queue.includes(participantId) || at < 0) throw new Refusal('participant.unknown', 'There is no such hand up.');
    this.#queue = rest.toSpliced(at, 0, participantId);
  }

  /** Gives the word; the hand goes down with it. */
  give(participantId: string, minutes: number | null, now: number): void {
    this.lower(participantId);
    if (this.#nextId === participantId) this.#nextId = null;
    this.#speaking = { participantId, startedAt: now, endsAt: minutes === null ? null : now + minutes * 60_000 };
  }

  /**
   * Whoever speaks over time is not cut off by a clock: that is the chair's to say. So time that is added then counts from now,
   * else part of it would be gone before it was given.
   * @throws Refusal `floor.not_given`
   */
  extend(minutes: number, now: number): void {
    const speaking = this.#mustSpeak();
    const from = speaking.endsAt === null ? now : Math.max(now, speaking.endsAt);
    this.#speaking = { ...speaking, endsAt: from + minutes * 60_000 };
  }

  /** Takes the word back. @returns whose it was @throws Refusal `floor.not_given` */
  end(): string {
    const { participantId } = this.#mustSpeak();
    this.#speaking = null;
    return participantId;
  }

  prepare(participantId: string | null): void {
    this.#nextId = participantId;
  }

  /** Somebody has left for good. True where it changes anything. */
  gone(participantId: string): boolean {
    const known = this.#queue.includes(participantId) || this.#nextId === participantId || this.speakerId === participantId;
    this.lower(participantId);
    if (this.#nextId === participantId) this.#nextId = null;
    if (this.speakerId === participantId) this.#speaking = null;
    return known;
  }

  #mustSpeak(): NonNullable<Floor['speaking']> {
    if (this.#speaking === null) throw new Refusal('floor.not_given', 'Nobody has the floor.');
    return this.#speaking;
  }
}
