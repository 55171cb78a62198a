import type { GovernanceEvent } from '../../../../sfu-server/protocol/entities/event.ts';
import type { GridLoad } from './ground-painter.ts';

/** Open events by grid. Grids without any are left out. */
export function gridLoads(openEvents: Iterable<GovernanceEvent>): ReadonlyMap<string, GridLoad> {
  const loads = new Map<string, GridLoad>();
  for (const { gridId, level } of openEvents) {
    if (gridId === null) continue;
    const load = loads.get(gridId);
    loads.set(gridId, { open: (load?.open ?? 0) + 1, urgent: (load?.urgent ?? false) || level === 1 });
  }
  return loads;
}
