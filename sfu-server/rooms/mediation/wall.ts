/** Who sends something: a seat, the cameras on the table, or something that is gone. */
export type Sender = string | typeof TABLE | null;
export const TABLE = Symbol('table');

/**
 * The border through a divided room, and the only place that says who may receive whom: between two seats inside all flows, across the border
 * and among those outside nothing. The table's cameras are inside.
 */
export class Wall {
  #inside: ReadonlySet<string> | null = null;

  get stands(): boolean {
    return this.#inside !== null;
  }

  /** @param inside ids of seats; null: it stands no more */
  stand(inside: readonly string[] | null): void {
    this.#inside = inside === null ? null : new Set(inside);
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
