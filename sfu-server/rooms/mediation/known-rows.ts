import type { Participant } from '../../protocol/room.ts';
import type { Wall } from './wall.ts';

/** What everybody knows of the people in a room. While it is divided those outside learn no more of those inside than who is here. */
export class KnownRows {
  readonly #wall: Wall;
  readonly #known = new Map<string, Participant>();

  constructor(wall: Wall) {
    this.#wall = wall;
  }

  /** Everybody is being told these. */
  told(rows: readonly Participant[]): void {
    for (const row of rows) this.#known.set(row.id, row);
  }

  gone(participantId: string): void {
    this.#known.delete(participantId);
  }

  /** Of rows that have changed those that somebody outside is to be told, as they may know them. */
  news(rows: readonly Participant[]): Participant[] {
    return rows.flatMap((row) => {
      const before = this.#known.get(row.id);
      const now = this.#outside(row);
      if (before !== undefined && JSON.stringify(before) === JSON.stringify(now)) return [];
      this.#known.set(row.id, now);
      return [now];
    });
  }

  /** A row as a seat may see it. */
  seenBy(viewerId: string, row: Participant): Participant {
    return this.#wall.admits(viewerId) ? row : this.#outside(row);
  }

  #outside(row: Participant): Participant {
    const before = this.#known.get(row.id);
    if (before === undefined || !this.#wall.stands || !this.#wall.admits(row.id)) return row;
    const { name, role, connected } = row;
    return { ...before, name, role, connected };
  }
}
