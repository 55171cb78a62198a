import type { RollCallEntry, RollCallState, RollCallTotals } from '../../../../sfu-server/protocol/roll-call.ts';

export type RollFilter = 'all' | 'missing' | RollCallState;

export type RollRow =
  | { readonly kind: 'group'; readonly key: string; readonly name: string; readonly came: number; readonly expected: number }
  | { readonly kind: 'entry'; readonly key: string; readonly entry: RollCallEntry };

/** Whoever came late came. */
const CAME: ReadonlySet<RollCallState> = new Set(['present', 'late']);

/** The lines of a sheet under their townships, each with how many of it came. `missing`: all who have not come. */
export function rollRows(entries: readonly RollCallEntry[], filter: RollFilter): RollRow[] {
  const wanted = ({ state }: RollCallEntry) => filter === 'all' || (filter === 'missing' ? !CAME.has(state) : state === filter);
  return [...Map.groupBy(entries, ({ group }) => group)].flatMap(([name, all]) => {
    const shown = all.filter(wanted);
    if (shown.length === 0) return [];
    const came = all.filter(({ state }) => CAME.has(state)).length;
    const heading: RollRow = { kind: 'group', key: `group/${name}`, name, came, expected: all.length };
    // A township that is its own only line needs no heading.
    const lines = shown.map((entry): RollRow => ({ kind: 'entry', key: entry.id, entry }));
    return all.length === 1 && all[0]?.name === name ? lines : [heading, ...lines];
  });
}

/** 应到, 实到, 缺席, 迟到. */
export function rollFigures(totals: RollCallTotals) {
  const { waiting, present, wrongSeat, absent, late } = totals;
  return { expected: waiting + present + wrongSeat + absent + late, came: present + late, absent, late, waiting, wrongSeat };
}
