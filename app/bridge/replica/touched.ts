import type { EntityName } from '../../../sfu-server/protocol/entities/index.ts';

/** What one transaction changed: rows whose shown form may differ now, and outbox entries that are done. */
export class Touched {
  readonly #ids = new Map<EntityName, Set<string>>();
  readonly dropped: number[] = [];

  add(entity: EntityName, id: string): this {
    const ids = this.#ids.get(entity) ?? new Set();
    this.#ids.set(entity, ids.add(id));
    return this;
  }

  drop(number: number): void {
    this.dropped.push(number);
  }

  byEntity(): IterableIterator<[EntityName, Set<string>]> {
    return this.#ids.entries();
  }
}
