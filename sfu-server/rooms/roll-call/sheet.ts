import { Refusal } from '../../protocol/errors.ts';
import type { RollCall, RollCallEntry, RollCallHead, RollCallState, RollCallTotals } from '../../protocol/roll-call.ts';
import { ROLL_CALL_STATES } from '../../protocol/roll-call.ts';
import type { Account } from '../../protocol/session.ts';

/** What an answer makes of a line. Whoever the host has marked is not talked over; late is late, and a deputy no presence, however late. */
const ANSWERED: { readonly [S in RollCallState]: (answer: 'present' | 'wrongSeat', closed: boolean) => RollCallState } = {
  waiting: (answer, closed) => (answer === 'present' && closed ? 'late' : answer),
  wrongSeat: (answer, closed) => (answer === 'present' && closed ? 'late' : answer),
  absent: (answer, closed) => (answer === 'present' && closed ? 'late' : answer),
  // A second person of the same organisation changes nothing.
  present: () => 'present',
  late: () => 'late',
};

/** One roll call in memory: pure, it says which lines a step changes and leaves keeping and telling to others. */
export class Sheet {
  readonly #entries: Map<string, RollCallEntry>;
  #head: Omit<RollCallHead, 'totals'>;

  constructor(sheet: RollCall) {
    const { entries, totals: _counted, ...head } = sheet;
    this.#head = head;
    this.#entries = new Map(entries.map((entry) => [entry.id, entry]));
  }

  get id(): string {
    return this.#head.id;
  }

  get title(): string {
    return this.#head.title;
  }

  get closed(): boolean {
    return this.#head.closedAt !== null;
  }

  get totals(): RollCallTotals {
    return totalsOf([...this.#entries.values()]);
  }

  /** The whole sheet, or without its lines. */
  show(withEntries: boolean): RollCall {
    return { ...this.#head, totals: this.totals, entries: withEntries ? [...this.#entries.values()] : [] };
  }

  /** The lines that somebody answers for: their own, and their organisation's. */
  linesOf(account: Account): readonly RollCallEntry[] {
    return [...this.#entries.values()].filter(
      ({ orgId, accountId }) => accountId === account.id || (accountId === null && orgId === account.organisation.id),
    );
  }

  /** Lines as an answer makes them; those that it does not change are left out. @throws Refusal `roll_call.not_expected` */
  answered(account: Account, answer: 'present' | 'wrongSeat', note: string, at: number): RollCallEntry[] {
    const lines = this.linesOf(account);
    if (lines.length === 0) throw new Refusal('roll_call.not_expected', 'You are not on the list of this roll call.');
    return lines.flatMap((line) => {
      const state = ANSWERED[line.state](answer, this.closed);
      return state === line.state ? [] : [{ ...line, state, by: account.name, at, note }];
    });
  }

  /** Somebody has come in after the close: the lines that are late by it. */
  arrived(account: Account, at: number): RollCallEntry[] {
    if (!this.closed) return [];
    return this.linesOf(account)
      .filter(({ state }) => state === 'absent')
      .map((line) => ({ ...line, state: 'late' as const, by: account.name, at }));
  }

  /** @throws Refusal `roll_call.not_expected` where there is no such line */
  marked(entryId: string, state: RollCallState, by: string, note: string, at: number): RollCallEntry {
    const line = this.#entries.get(entryId);
    if (line === undefined) throw new Refusal('roll_call.not_expected', 'There is no such line on this sheet.');
    return { ...line, state, by, note, at };
  }

  /** The lines that are absent once it is closed. */
  unanswered(at: number): RollCallEntry[] {
    return [...this.#entries.values()]
      .filter(({ state }) => state === 'waiting')
      .map((line) => ({ ...line, state: 'absent' as const, at }));
  }

  put(entries: readonly RollCallEntry[]): void {
    for (const entry of entries) this.#entries.set(entry.id, entry);
  }

  close(at: number): void {
    this.#head = { ...this.#head, closedAt: at };
  }

  sign(at: number, name: string): void {
    this.#head = { ...this.#head, signedAt: at, signedByName: name };
  }
}

export function totalsOf(entries: readonly Pick<RollCallEntry, 'state'>[]): RollCallTotals {
  const totals = Object.fromEntries(ROLL_CALL_STATES.map((state) => [state, 0])) as RollCallTotals;
  for (const { state } of entries) totals[state] += 1;
  return totals;
}
