import type { AnyRow, EntityName } from '../../../sfu-server/protocol/entities/index.ts';
import type { BridgeEvent } from '../contract.ts';
import type { Overlay } from './overlay.ts';
import type { ReplicaStore } from './store.ts';
import type { Touched } from './touched.ts';

/** Rows as people see them: the server's, with what waits in the outbox laid over them. */
export class ShownRows {
  readonly #store: ReplicaStore;
  readonly #overlay: Overlay;

  constructor(store: ReplicaStore, overlay: Overlay) {
    this.#store = store;
    this.#overlay = overlay;
  }

  /** In order of id, those after `after`. */
  read(entity: EntityName, after: string | null, limit: number): { rows: AnyRow[]; next: string | null; pendingIds: string[] } {
    const base = this.#store.rows(entity, after, limit);
    const known = new Set(base.map((row) => row.id));
    const pendingIds = this.#overlay.pendingIds(entity);
    // Rows that so far exist only here; those beyond the page sort behind it and fall off.
    const own = pendingIds.filter((id) => !known.has(id) && (after === null || id > after));
    const shown = [...known, ...own].sort().slice(0, limit);
    const rows = shown.flatMap((id) => this.row(entity, id) ?? []);
    const more = base.length === limit || shown.length < known.size + own.length;
    return { rows, next: more ? (shown.at(-1) ?? null) : null, pendingIds };
  }

  row(entity: EntityName, id: string): AnyRow | undefined {
    return this.#overlay.shown(entity, id, this.#store.row(entity, id));
  }

  /** What is to be told of rows that may look different now, one message an entity. */
  news(touched: Touched): BridgeEvent<'data.changed'>[] {
    return [...touched.byEntity()].map(([entity, ids]) => {
      const put: AnyRow[] = [];
      const removed: string[] = [];
      for (const id of ids) {
        const row = this.row(entity, id);
        if (row === undefined) removed.push(id);
        else put.push(row);
      }
      return { entity, put, removed, pendingIds: this.#overlay.pendingIds(entity), reset: false };
    });
  }
}
