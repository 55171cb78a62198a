import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import { useTable } from '../../store/context.tsx';
import { placeOf } from '../events/place.ts';
import styles from './MapPage.module.css';
import type { Hit } from './map-view.ts';

export interface Hover {
  readonly hit: Hit;
  /** On the map, px. */
  readonly x: number;
  readonly y: number;
}

/** Names what is under the pointer. Listens by itself, so that a moving pointer draws nothing but the tip. */
export function HoverTip({ hover }: { hover: StoreApi<Hover | null> }) {
  const now = useStore(hover);
  return now === null ? null : <Tip {...now} />;
}

function Tip({ hit, x, y }: Hover) {
  const text = useTipText(hit);
  if (text === null) return null;
  return (
    <div className={styles.tip} style={{ left: x + 14, top: y + 14 }} role="tooltip">
      {text.first}
      {text.second !== null && <small>{text.second}</small>}
    </div>
  );
}

function useTipText(hit: Hit): { first: string; second: string | null } | null {
  const { t } = useTranslation(['map', 'events']);
  const cameras = useTable('camera').byId;
  const grids = useTable('grid').byId;
  const organisations = useTable('organisation').byId;
  switch (hit.kind) {
    case 'event':
      return { first: hit.event.title, second: `${t(`events:level.${hit.event.level}`)} · ${t(`events:state.${hit.event.state}`)}` };
    case 'camera': {
      const camera = cameras.get(hit.cameraId);
      if (camera === undefined) return null;
      return { first: camera.name, second: camera.hasSource ? t(`camera.kind.${camera.kind}`) : t('camera.noSource') };
    }
    case 'cluster':
      return { first: t('cluster.tip', { count: hit.count }), second: null };
    case 'grid':
      return {
        first: placeOf({ gridId: hit.grid.id, orgId: hit.grid.orgId, position: hit.grid.centre }, grids, organisations),
        second: null,
      };
    case 'nothing':
      return null;
  }
}
