import type { EntityName } from '../protocol/entities/index.ts';
import type { TouchedRow } from './change-log.ts';
import type { Placement } from './placement.ts';

/** One entry for each place at which a row stands now or stood before. */
export function touchedPlaces(
  entity: EntityName,
  id: string,
  { before, after }: { before: readonly Placement[]; after: readonly Placement[] },
): TouchedRow[] {
  const was = new Set(before.map(({ path }) => path));
  const is = new Set(after.map(({ path }) => path));
  const guards = new Map([...before, ...after].map(({ path, guard }) => [path, guard]));
  return [...guards].map(([path, guard]) => {
    const place = { id, path: is.has(path) ? path : null, pathBefore: was.has(path) ? path : null };
    return entity === 'attachment' || entity === 'case' ? { ...place, entity, guard } : { ...place, entity };
  });
}
