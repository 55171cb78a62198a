/** Who sends something: a seat, the cameras on the table, or something that is gone. */
export type Sender = string | typeof TABLE | null;
export const TABLE = Symbol('table');

/**
 * The border through a divided room, and the only place that says who may receive whom: between two seats inside all flows, across the border
 * and among those outside nothing. The table's cameras are inside.
 */
export class Wall {
  #inside: ReadonlySet<string> | null = null;
  #since: number | null = null;
  #division = 0;

  get stands(): boolean {
    return this.#inside !== null;
  }

  /** Since when the room is divided as it is, UTC ms: what a page that has seen this division names it by. Null: it is whole. */
  get since(): number | null {
    return this.#since;
  }

  /** Goes up each time that the room is divided, and each time that it is whole again: what took a while compares it. */
  get division(): number {
    return this.#division;
  }

  /** Ids of seats; of a room that is whole none. */
  get inside(): readonly string[] {
    return [...(this.#inside ?? [])];
  }

  /** @param inside ids of seats; null: it stands no more @param since as `since` */
  stand(inside: readonly string[] | null, since: number | null): void {
    if ((inside === null) !== (this.#inside === null) || since !== this.#since) this.#division += 1;
    this.#inside = inside === null ? null : new Set(inside);
    this.#since = since;
  }

  /** Whether somebody is inside, or there is no border. */
  admits(seatId: string): boolean {
    return this.#inside === null || this.#inside.has(seatId);
  }

  /** Whether what `sender` sends may reach a seat. */
  lets(receiverId: string, sender: Sender): boolean {
    if (this.#inside === null || sender === receiverId) return true;
    return this.#inside.has(receiverId) && (sender === TABLE || (sender !== null && this.#inside.has(sender)));
  }
}
