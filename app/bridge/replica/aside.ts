import type { AcknowledgedMutation, OutboxEntry } from './store.ts';

/** Refused entries of a former client get numbers that no client reaches: they are only listed, never sent. */
const ASIDE = 2 ** 40;

const LOST = { code: 'mutation.lost', message: 'The server was restored from a back-up and has lost this change.' } as const;

/** What the server, restored from a back-up, has no memory of, as refused entries beside the present ones. */
export function lostAside(present: readonly OutboxEntry[], lost: readonly AcknowledgedMutation[]): OutboxEntry[] {
  const first = firstAside(present);
  return lost.map(({ name, args, createdAt }, index) => {
    return { number: first + index, name, args, createdAt, state: 'refused', error: LOST, version: null };
  });
}

/** The outbox of a new client: what waits numbered from 1, what was refused laid aside. */
export function outboxOfNewClient(present: readonly OutboxEntry[]): { readonly waiting: OutboxEntry[]; readonly aside: OutboxEntry[] } {
  const waiting = present.filter(({ state }) => state === 'waiting').map((entry, index) => ({ ...entry, number: index + 1 }));
  const refused = present.filter(({ state }) => state === 'refused');
  // What lies aside already keeps its number: somebody may be about to redo it.
  const first = firstAside(present);
  const moved = refused.filter(({ number }) => number < ASIDE).map((entry, index) => ({ ...entry, number: first + index }));
  return { waiting, aside: [...moved, ...refused.filter(({ number }) => number >= ASIDE)] };
}

/** The first number that is free among those that are only listed. */
function firstAside(present: readonly OutboxEntry[]): number {
  return Math.max(ASIDE - 1, ...present.map(({ number }) => number)) + 1;
}
