import type { MutationEnvelope, MutationResult } from '../protocol/mutations.ts';
import type { Account } from '../protocol/session.ts';

/** A console's push on its way: what of it is applied, what still waits. */
export interface Push {
  readonly clientId: string;
  readonly account: Account;
  readonly mutations: readonly MutationEnvelope[];
  /** Of the mutations that are committed, in order. */
  readonly results: MutationResult[];
}

/** As much of a push as goes into one group. */
export interface Part {
  readonly push: Push;
  readonly mutations: readonly MutationEnvelope[];
}

interface Waiting extends Push {
  readonly resolve: (results: MutationResult[]) => void;
  readonly reject: (error: unknown) => void;
}

/** What became of a part: its results, and why the rest of the push is not done. */
export type PartOutcome = { readonly results: readonly MutationResult[]; readonly error: unknown | null };

/**
 * Gathers the pushes that arrive in one turn of the event loop, from whichever seats, into groups that are committed together:
 * each commit waits for the disk, and so does whoever watches. Between two groups everybody else is served.
 */
export class PushQueue {
  readonly #most: number;
  readonly #commit: (group: readonly Part[]) => Promise<readonly PartOutcome[]>;
  #waiting: Waiting[] = [];
  #running = false;

  /**
   * @param most mutations in one group
   * @param commit gives an outcome for each part, in order; never rejects
   */
  constructor(most: number, commit: (group: readonly Part[]) => Promise<readonly PartOutcome[]>) {
    this.#most = most;
    this.#commit = commit;
  }

  add(clientId: string, mutations: readonly MutationEnvelope[], account: Account): Promise<MutationResult[]> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ clientId, account, mutations, results: [], resolve, reject });
      if (this.#running) return;
      this.#running = true;
      setImmediate(() => void this.#run());
    });
  }

  async #run(): Promise<void> {
    const group = this.#nextGroup();
    const outcomes = await this.#commit(group);
    const unfinished = new Set(this.#waiting);
    group.forEach(({ push }, index) => {
      const waiting = this.#waiting[index];
      const outcome = outcomes[index];
      if (waiting !== push || outcome === undefined) throw new Error('A group has lost a push.');
      waiting.results.push(...outcome.results);
      const { results, mutations } = waiting;
      // What is committed is answered, and so recorded, whatever became of the rest: that meets its error when it is sent again.
      if (outcome.error !== null && results.length === 0) waiting.reject(outcome.error);
      else if (outcome.error !== null || results.length === mutations.length) waiting.resolve(results);
      else return;
      unfinished.delete(waiting);
    });
    this.#waiting = this.#waiting.filter((waiting) => unfinished.has(waiting));
    if (this.#waiting.length > 0) setImmediate(() => void this.#run());
    else this.#running = false;
  }

  /** From the front of the queue: a part of each push, while there is room. */
  #nextGroup(): Part[] {
    const group: Part[] = [];
    let room = this.#most;
    for (const push of this.#waiting) {
      if (room === 0) break;
      const mutations = push.mutations.slice(push.results.length, push.results.length + room);
      room -= mutations.length;
      group.push({ push, mutations });
    }
    return group;
  }
}
