import { v7 as uuidv7 } from 'uuid';
import type { GovernanceEvent } from '../../../sfu-server/protocol/entities/event.ts';
import type { Grid } from '../../../sfu-server/protocol/entities/grid.ts';

const position = { lat: 32.1, lng: 112.2 };

/** Plausible rows for tests. */
export function testGrid(number: number): Grid {
  return {
    id: uuidv7(),
    orgId: uuidv7(),
    name: `grid ${number}`,
    code: String(number).padStart(15, '0'),
    ring: [
      [112, 32],
      [112.1, 32],
      [112.1, 32.1],
    ],
    centre: position,
    workerName: null,
    households: number,
  };
}

export function testEvent(title: string): GovernanceEvent {
  const at = Date.UTC(2026, 10, 20);
  return {
    id: uuidv7(),
    orgId: uuidv7(),
    gridId: null,
    number: `N-${title}`,
    title,
    detail: '',
    kind: 'safety',
    level: 3,
    state: 'reported',
    position,
    reportedById: uuidv7(),
    reportedByName: 'somebody',
    reportedAt: at,
    updatedAt: at,
    dueAt: null,
    notes: [],
  };
}

/** Arguments of `event.report`. */
export function reportArgs(title: string, id: string = uuidv7()) {
  return { id, orgId: uuidv7(), gridId: null, title, detail: '', kind: 'fire', level: 2, position, reportedAt: Date.UTC(2026, 10, 22) };
}
