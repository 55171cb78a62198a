import type { z } from 'zod';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { EntityName } from '../../../sfu-server/protocol/entities/index.ts';
import type { Bridge } from '../../bridge/bridge.ts';

/** Rows asked for at once; small enough that parsing a page does not hold up a frame for long. */
const PAGE_SIZE = 5000;

/** All rows of one entity as this seat sees them. A new object at every change, so that it can be compared by identity. */
export interface Table<Row> {
  readonly byId: ReadonlyMap<string, Row>;
  /** Rows that hold something the server has not confirmed yet. */
  readonly pendingIds: ReadonlySet<string>;
  /** False until the first reading is complete. */
  readonly loaded: boolean;
}

export interface TableStore<Row> extends Pick<StoreApi<Table<Row>>, 'getState' | 'subscribe' | 'getInitialState'>, Disposable {
  /** Reads everything anew; what is shown stays until the new rows are complete. Rejects with `Refusal`. */
  load(): Promise<void>;
  /** Forgets everything: what one account may see is not shown to the next. */
  clear(): void;
}

type RowWithId = { readonly id: string };

/** What changed while a reading was under way; it is newer than the pages and wins over them. */
interface Reading {
  readonly put: Map<string, unknown>;
  readonly removed: Set<string>;
}

/**
 * Keeps a copy of one entity: read page by page, then kept by `data.changed`. Rows that do not fit the schema are
 * left out, so that one of them does not hide the others.
 */
export function createTable<Row extends RowWithId>(bridge: Bridge, entity: EntityName, schema: z.ZodType<Row>): TableStore<Row> {
  const empty: Table<Row> = { byId: new Map(), pendingIds: new Set(), loaded: false };
  const store = createStore<Table<Row>>(() => empty);
  let reading: Reading | null = null;

  const putAll = (into: Map<string, Row>, rows: readonly unknown[]) => {
    for (const raw of rows) {
      const parsed = schema.safeParse(raw);
      if (parsed.success) into.set(parsed.data.id, parsed.data);
    }
  };

  const load = async () => {
    const mine: Reading = { put: new Map(), removed: new Set() };
    reading = mine;
    const byId = new Map<string, Row>();
    let pendingIds: readonly string[] = [];
    let after: string | null = null;
    do {
      const page: { rows: unknown[]; next: string | null; pendingIds: string[] } = await bridge.call('data.read', {
        entity,
        after,
        limit: PAGE_SIZE,
      });
      if (reading !== mine) return;
      putAll(byId, page.rows);
      pendingIds = page.pendingIds;
      after = page.next;
    } while (after !== null);
    putAll(byId, [...mine.put.values()]);
    for (const id of mine.removed) byId.delete(id);
    reading = null;
    store.setState({ byId, pendingIds: new Set(pendingIds), loaded: true }, true);
  };

  const dispose = bridge.on('data.changed', (change) => {
    if (change.entity !== entity) return;
    if (change.reset) {
      // A failed reading leaves what was there; the next change or line brings another.
      load().catch(() => undefined);
      return;
    }
    if (reading !== null) noteDuringReading(reading, change.put, change.removed);
    const byId = new Map(store.getState().byId);
    putAll(byId, change.put);
    for (const id of change.removed) byId.delete(id);
    store.setState({ byId, pendingIds: new Set(change.pendingIds) });
  });

  return {
    getState: store.getState,
    getInitialState: store.getInitialState,
    subscribe: store.subscribe,
    load,
    clear() {
      reading = null;
      store.setState(empty, true);
    },
    [Symbol.dispose]() {
      reading = null;
      dispose();
    },
  };
}

function noteDuringReading(reading: Reading, put: readonly unknown[], removed: readonly string[]): void {
  for (const raw of put) {
    if (typeof raw !== 'object' || raw === null || !('id' in raw) || typeof raw.id !== 'string') continue;
    reading.put.set(raw.id, raw);
    reading.removed.delete(raw.id);
  }
  for (const id of removed) {
    reading.put.delete(id);
    reading.removed.add(id);
  }
}
