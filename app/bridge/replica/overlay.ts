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
  readonly #held = new Map<number, Held>();
  /** Effects by row, in order of number, of what is on its way. */
  readonly #byRow = new Map<string, Held[]>();

  constructor(account: Account, entries: readonly OutboxEntry[]) {
    this.#account = account;
    this.reset(entries);
  }

  reset(entries: readonly OutboxEntry[]): void {
    this.#held.clear();
    this.#byRow.clear();
    for (const entry of entries) this.put(entry);
  }

  /** Throws `mutation.unknown` or `mutation.malformed`. */
  bind(name: string, args: unknown): LocalEffect {
    return localEffect(name, args);
  }

  put(entry: OutboxEntry): void {
    const before = this.#held.get(entry.number);
    const held: Held = { entry, effect: before?.effect ?? effectOrNull(entry) };
    this.delete(entry.number);
    this.#held.set(entry.number, held);
    if (held.effect === null || entry.state === 'refused') return;
    const key = keyOf(held.effect);
    const list = this.#byRow.get(key) ?? [];
    this.#byRow.set(key, list);
    // Nearly always the newest: from the end, that is one look.
    const behind = list.findLastIndex((other) => other.entry.number < entry.number);
    list.splice(behind + 1, 0, held);
  }

  delete(number: number): void {
    const held = this.#held.get(number);
    this.#held.delete(number);
    if (held === undefined || held.effect === null) return;
    const key = keyOf(held.effect);
    const left = this.#byRow.get(key)?.filter((other) => other !== held) ?? [];
    if (left.length === 0) this.#byRow.delete(key);
    else this.#byRow.set(key, left);
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
    for (const { entry, effect } of this.#byRow.get(keyOf({ entity, rowId: id })) ?? []) {
      shown = effect?.apply(shown, { account: this.#account, at: entry.createdAt });
    }
    return shown;
  }

  #inOrder(): Held[] {
    return [...this.#held.values()].sort((a, b) => a.entry.number - b.entry.number);
  }
}

function keyOf({ entity, rowId }: { entity: EntityName; rowId: string }): string {
  return `${entity}/${rowId}`;
}

function effectOrNull(entry: OutboxEntry): LocalEffect | null {
  try {
    return localEffect(entry.name, entry.args);
  } catch {
    return null;
  }
}
