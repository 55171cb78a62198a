import { type CSSProperties, type RefObject, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RoomSession } from '../../media/RoomSession.ts';
import { bestGrid, stageLayout } from './layout.ts';
import styles from './TileGrid.module.css';
import { TileView } from './TileView.tsx';
import type { Tile } from './tiles.ts';

const GAP = 6;

export interface TileGridProps {
  readonly room: RoomSession;
  readonly tiles: readonly Tile[];
  readonly onRemoveCamera?: ((participantId: string) => void) | undefined;
}

/** All tiles, as large as they can be without scrolling; a shared screen is large with the others beside it. */
export function TileGrid({ room, tiles, onRemoveCamera }: TileGridProps) {
  const { t } = useTranslation('rooms');
  const area = useRef<HTMLDivElement>(null);
  const size = useSize(area);
  const screens = tiles.filter(({ kind }) => kind === 'screen');
  const others = tiles.filter(({ kind }) => kind !== 'screen');
  const draw = (tile: Tile) => (
    <TileView
      key={tile.key}
      room={room}
      tile={tile}
      onRemove={tile.kind === 'surveillance' && onRemoveCamera !== undefined ? () => onRemoveCamera(tile.participant.id) : undefined}
    />
  );
  if (screens.length === 0) {
    return (
      <section ref={area} className={styles.grid} style={gridStyle(others.length, size)} aria-label={t('tiles')}>
        {others.map(draw)}
      </section>
    );
  }
  const { beside, strip } = stageLayout(size.width, size.height);
  const stage = beside
    ? { width: size.width - strip - GAP, height: size.height }
    : { width: size.width, height: size.height - strip - GAP };
  return (
    <section
      ref={area}
      className={styles.stage}
      data-beside={beside}
      style={{ '--strip': `${strip}px` } as CSSProperties}
      aria-label={t('tiles')}
    >
      <div className={styles.grid} style={gridStyle(screens.length, stage)}>
        {screens.map(draw)}
      </div>
      <div className={styles.strip}>
        {others.map((tile) => (
          <div key={tile.key} className={styles.slot}>
            {draw(tile)}
          </div>
        ))}
      </div>
    </section>
  );
}

function gridStyle(count: number, { width, height }: Size): CSSProperties {
  const { columns, tileWidth, tileHeight } = bestGrid(count, width, height, GAP);
  return { gridTemplateColumns: `repeat(${columns}, ${tileWidth}px)`, gridAutoRows: `${tileHeight}px`, gap: GAP };
}

interface Size {
  readonly width: number;
  readonly height: number;
}

function useSize(element: RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  useEffect(() => {
    if (element.current === null) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) setSize({ width: entry.contentRect.width, height: entry.contentRect.height });
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return size;
}
