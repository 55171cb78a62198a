import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RoomSession } from '../../media/RoomSession.ts';
import { type PictureStatistics, type Reading, readPicture } from '../../media/statistics.ts';
import styles from './TileStatistics.module.css';
import type { Tile } from './tiles.ts';

const EVERY_MS = 1_000;
/** Where a number is not known. */
const NONE = '—';

async function reportOf(room: RoomSession, { self, kind, producerId }: Tile): Promise<RTCStatsReport | null> {
  if (self) return (kind === 'screen' ? room.screen : room.camera).statistics();
  return producerId === null ? null : room.statistics(producerId);
}

/** The numbers of one picture, once a second while it is open: a browser tells them only when asked. */
function useStatistics(room: RoomSession, tile: Tile): PictureStatistics | null {
  const [statistics, setStatistics] = useState<PictureStatistics | null>(null);
  const { self, kind, producerId } = tile;
  // biome-ignore lint/correctness/useExhaustiveDependencies: of the tile only what says whose picture it is.
  useEffect(() => {
    let before: Reading | null = null;
    let over = false;
    const look = async () => {
      const report = await reportOf(room, tile).catch(() => null);
      if (over) return;
      if (report === null) return setStatistics(null);
      const [now, reading] = readPicture(report, before);
      before = reading;
      setStatistics(now);
    };
    void look();
    const timer = setInterval(() => void look(), EVERY_MS);
    return () => {
      over = true;
      clearInterval(timer);
    };
  }, [room, self, kind, producerId]);
  return statistics;
}

export function TileStatistics({ room, tile }: { room: RoomSession; tile: Tile }) {
  const { t } = useTranslation('stage');
  const now = useStatistics(room, tile);
  const rows = {
    size: now?.width == null || now.height === null ? NONE : `${now.width} × ${now.height}`,
    fps: now?.fps == null ? NONE : t('statistics.perSecond', { count: Math.round(now.fps) }),
    bitRate: now?.bitRate == null ? NONE : `${Math.round(now.bitRate / 1_000)} kbit/s`,
    loss: now?.loss == null ? NONE : `${(now.loss * 100).toFixed(1)} %`,
    roundTrip: now?.roundTrip == null ? NONE : `${now.roundTrip} ms`,
    codec: now?.codec ?? NONE,
    layer: tile.self ? t('statistics.all') : tile.spatialLayer === null ? NONE : t(`statistics.layer.${layerName(tile.spatialLayer)}`),
  } as const;
  return (
    <dl className={styles.statistics} data-testid="tile-statistics">
      {(Object.keys(rows) as (keyof typeof rows)[]).map((row) => (
        <div key={row} data-row={row}>
          <dt>{t(`statistics.${row}`)}</dt>
          <dd>{rows[row]}</dd>
        </div>
      ))}
    </dl>
  );
}

function layerName(layer: number): 'low' | 'middle' | 'high' {
  return layer === 0 ? 'low' : layer === 1 ? 'middle' : 'high';
}
