import type { Camera } from '../../../../sfu-server/protocol/entities/camera.ts';
import type { GovernanceEvent } from '../../../../sfu-server/protocol/entities/event.ts';
import type { Grid } from '../../../../sfu-server/protocol/entities/grid.ts';
import type { Organisation } from '../../../../sfu-server/protocol/entities/organisation.ts';
import type { Position } from '../../../../sfu-server/protocol/primitives.ts';
import { LEVELS } from '../../../../sfu-server/protocol/roles.ts';

export interface SearchRows {
  readonly organisations: ReadonlyMap<string, Organisation>;
  readonly grids: ReadonlyMap<string, Grid>;
  readonly cameras: ReadonlyMap<string, Camera>;
  readonly events: ReadonlyMap<string, GovernanceEvent>;
}

export interface Found {
  readonly kind: 'organisation' | 'grid' | 'camera' | 'event';
  readonly id: string;
  readonly name: string;
  readonly position: Position;
}

/**
 * Finds places, cameras and events whose name, code or number holds the words. Those that begin with them come
 * first; within that, wider things before narrower ones.
 */
export function search(rows: SearchRows, words: string, limit: number): Found[] {
  const wanted = words.trim().toLowerCase();
  if (wanted === '') return [];
  const leading: Found[] = [];
  const others: Found[] = [];
  const consider = (found: Found, texts: readonly (string | null)[]) => {
    if (leading.length >= limit) return;
    if (texts.some((text) => text?.toLowerCase().startsWith(wanted))) leading.push(found);
    else if (others.length < limit && texts.some((text) => text?.toLowerCase().includes(wanted))) others.push(found);
  };
  const centres = organisationCentres(rows);
  const widestFirst = [...rows.organisations.values()].sort((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level));
  for (const { id, name, code } of widestFirst) {
    const position = centres.get(id);
    if (position !== undefined) consider({ kind: 'organisation', id, name, position }, [name, code]);
  }
  for (const { id, name, number, title, position } of sortedEvents(rows.events)) {
    consider({ kind: 'event', id, name: name ?? title, position }, [number, title]);
  }
  for (const { id, name, code, position } of rows.cameras.values()) consider({ kind: 'camera', id, name, position }, [name, code]);
  for (const { id, name, code, centre } of rows.grids.values()) consider({ kind: 'grid', id, name, position: centre }, [name, code]);
  return [...leading, ...others].slice(0, limit);
}

function sortedEvents(events: ReadonlyMap<string, GovernanceEvent>) {
  return [...events.values()]
    .sort((a, b) => b.reportedAt - a.reportedAt)
    .map((event) => ({ ...event, name: event.number === null ? null : `${event.title} ${event.number}` }));
}

/** The middle of each organisation's grids, its own and those below it. */
function organisationCentres({ organisations, grids }: SearchRows): ReadonlyMap<string, Position> {
  const sums = new Map<string, { lat: number; lng: number; count: number }>();
  for (const { orgId, centre } of grids.values()) {
    for (let id: string | null | undefined = orgId; id; id = organisations.get(id)?.parentId) {
      const sum = sums.get(id) ?? { lat: 0, lng: 0, count: 0 };
      sums.set(id, { lat: sum.lat + centre.lat, lng: sum.lng + centre.lng, count: sum.count + 1 });
    }
  }
  return new Map([...sums].map(([id, { lat, lng, count }]) => [id, { lat: lat / count, lng: lng / count }]));
}
