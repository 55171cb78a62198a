import { useEffect } from 'react';
import { useStores } from '../../store/context.tsx';
import type { MapView } from './map-view.ts';

/** Events that are older when they come in are news to this seat only: its line was cut, or it has just started. */
const FRESH_MS = 60_000;

/** Points out each event that has just been reported, here or at another seat. */
export function usePulses(view: MapView | null): void {
  const { event: events } = useStores().tables;
  useEffect(() => {
    if (view === null) return;
    return events.subscribe((now, before) => {
      if (!before.loaded) return;
      const since = Date.now() - FRESH_MS;
      for (const event of now.byId.values()) {
        if (event.reportedAt > since && !before.byId.has(event.id)) view.pulse(event.position);
      }
    });
  }, [view, events]);
}
