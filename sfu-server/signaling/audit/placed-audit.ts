import type { AuditRecord, AuditSink, TargetPlace } from '../../security/audit/record.ts';
import type { Thing } from '../../store/places-of-things.ts';

/** In the order of the things, null for what belongs to nobody; at once where that is known. */
export type PlacesOf = (things: readonly Thing[]) => readonly (TargetPlace | null)[] | Promise<readonly (TargetPlace | null)[]>;

/** A record that does not yet say to whom its target belongs. */
export interface Unplaced {
  readonly record: Omit<AuditRecord, 'targetPlace'>;
  /** The first of these that is there says it; without them the target does. */
  readonly places?: readonly Thing[] | undefined;
}

/** Writes records with the place of their target, so that its own centre can audit them. */
export class PlacedAudit {
  readonly #sink: AuditSink;
  readonly #placesOf: PlacesOf;
  /** The last write that waits for a look-up; those after it wait too, so that the trail keeps the order of what happened. */
  #waiting: Promise<void> | null = null;

  constructor(sink: AuditSink, placesOf: PlacesOf) {
    this.#sink = sink;
    this.#placesOf = placesOf;
  }

  /** @returns when all are written, or when that has failed for now; never rejects. Null where there are none. */
  record(records: readonly Unplaced[]): Promise<void> | null {
    if (records.length === 0) return null;
    const things = records.map(({ record: { target }, places }) => places ?? (target ? [target] : []));
    const found = this.#find(things.flat());
    if (this.#waiting === null && !(found instanceof Promise)) return this.#write(records, things, found);
    const written = Promise.all([found, this.#waiting]).then(([places]) => {
      if (this.#waiting === handed) this.#waiting = null;
      return { done: this.#write(records, things, places) };
    });
    const handed: Promise<void> = written.then(() => {});
    this.#waiting = handed;
    return written.then(({ done }) => done);
  }

  /** When nothing is being looked up any more: the store may go then, the trail stays to be written. */
  async settled(): Promise<void> {
    while (this.#waiting !== null) await this.#waiting;
  }

  #find(things: readonly Thing[]): ReturnType<PlacesOf> {
    const none = () => things.map(() => null);
    try {
      const found = this.#placesOf(things);
      // A trace without a place is better than none.
      return found instanceof Promise ? found.catch(none) : found;
    } catch {
      return none();
    }
  }

  #write(records: readonly Unplaced[], things: readonly (readonly Thing[])[], places: readonly (TargetPlace | null)[]): Promise<void> {
    let written = Promise.resolve();
    let next = 0;
    records.forEach(({ record }, index) => {
      const count = things[index]?.length ?? 0;
      const targetPlace = places.slice(next, next + count).find((place) => place !== null) ?? null;
      next += count;
      // Written in order: with the last one all are.
      written = this.#sink.record({ ...record, targetPlace });
    });
    return written;
  }
}
