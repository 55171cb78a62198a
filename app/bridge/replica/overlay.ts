import type { AnyRow, EntityName } from '../../../sfu-server/protocol/entities/index.ts';
import type { Account } from '../../../sfu-server/protocol/session.ts';
import { type LocalEffect, localEffect } from './effects/index.ts';
import type { OutboxEntry } from './store.ts';

interface Held {
  readonly entry: OutboxEntry;
  /** Null where a newer or older program wrote the entry and this one does not know the mutation. */
  readonly effect: LocalEffect | null;
}

/** The outbox in memory, and what it does to the rows that are shown. Refused entries do nothing. */
export class Overlay {
  readonly #account: Account;
  #held = new Map<number, Held>();
  /** Effects by row, in order of number; made when asked for and dropped at each change. */
  #byRow: Map<string, Held[]> | null = null;

  constructor(account: Account, entries: readonly OutboxEntry[]) {
    this.#account = account;
    this.reset(entries);
  }

  reset(entries: readonly OutboxEntry[]): void {
    this.#held = new Map();
    this.#byRow = null;
    for (const entry of entries) this.put(entry);
  }

  /** Throws `mutation.unknown` or `mutation.malformed`. */
  bind(name: string, args: unknown): LocalEffect {
    return localEffect(name, args);
  }

  put(entry: OutboxEntry): void {
    this.#byRow = null;
    this.#held.set(entry.number, { entry, effect: this.#held.get(entry.number)?.effect ?? effectOrNull(entry) });
  }

  delete(number: number): void {
    this.#byRow = null;
    this.#held.delete(number);
  }

  entry(number: number): OutboxEntry | undefined {
    return this.#held.get(number)?.entry;
  }

  /** In order of number. */
  entries(): OutboxEntry[] {
    return this.#inOrder().map(({ entry }) => entry);
  }

  target(number: number): { entity: EntityName; rowId: string } | undefined {
    return this.#held.get(number)?.effect ?? undefined;
  }

  /** Rows of `entity` that have something unsent or not yet come back. */
  pendingIds(entity: EntityName): string[] {
    const ids = new Set<string>();
    for (const { entry, effect } of this.#held.values()) {
      if (effect?.entity === entity && entry.state !== 'refused') ids.add(effect.rowId);
    }
    return [...ids];
  }

  /** The server's row with everything on its way applied in order. */
  shown(entity: EntityName, id: string, row: AnyRow | undefined): AnyRow | undefined {
    let shown = row;
    for (const { entry, effect } of this.#rowIndex().get(`${entity}/${id}`) ?? []) {
      shown = effect?.apply(shown, { account: this.#account, at: entry.createdAt });
    }
    return shown;
  }

  #rowIndex(): Map<string, Held[]> {
    if (this.#byRow !== null) return this.#byRow;
    const index = new Map<string, Held[]>();
    for (const held of this.#inOrder()) {
      if (held.entry.state === 'refused' || held.effect === null) continue;
      const key = `${held.effect.entity}/${held.effect.rowId}`;
      const list = index.get(key);
      if (list === undefined) index.set(key, [held]);
      else list.push(held);
    }
    this.#byRow = index;
    return index;
  }

  #inOrder(): Held[] {
    return [...this.#held.values()].sort((a, b) => a.entry.number - b.entry.number);
  }
}

function effectOrNull(entry: OutboxEntry): LocalEffect | null {
  try {
    return localEffect(entry.name, entry.args);
  } catch {
    return null;
  }
}
