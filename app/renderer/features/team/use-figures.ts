import { useEffect, useState } from 'react';
import type { TeamFigures } from '../../../../sfu-server/protocol/requests/team.ts';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import { useLine, useTable } from '../../store/context.tsx';

export interface Figures {
  /** By the profile's id. */
  readonly mediators: ReadonlyMap<string, TeamFigures>;
  /** By the studio's id. */
  readonly studios: ReadonlyMap<string, TeamFigures>;
}

/** Rows come in bursts: figures are asked for once they rest. */
const REST_MS = 1500;

/** Load and ratings of the team: asked for at once, and again when profiles or mediations have changed. Null until they are there. */
export function useFigures(): Figures | null {
  const bridge = useBridge();
  const offline = useLine((line) => line.state === 'offline');
  const mediators = useTable('mediator').byId;
  const studios = useTable('studio').byId;
  const mediations = useTable('mediation').byId;
  const cases = useTable('case').byId;
  const [figures, setFigures] = useState<Figures | null>(null);
  const known = figures !== null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows that have changed are a reason to ask again
  useEffect(() => {
    if (offline) return;
    let left = false;
    const ask = () =>
      request(bridge, 'team.figures', {}).then(
        (found) => {
          if (!left) setFigures({ mediators: byId(found.mediators), studios: byId(found.studios) });
        },
        // The line is down, or the server busy: what was known stays, and is asked for again with the next change.
        () => undefined,
      );
    const timer = window.setTimeout(() => void ask(), known ? REST_MS : 0);
    return () => {
      left = true;
      window.clearTimeout(timer);
    };
  }, [bridge, offline, mediators, studios, mediations, cases]);
  return figures;
}

function byId(rows: readonly (TeamFigures & { readonly id: string })[]): ReadonlyMap<string, TeamFigures> {
  return new Map(rows.map((row) => [row.id, row]));
}
