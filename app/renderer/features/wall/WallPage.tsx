import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePageMedia } from '../../media/use-media.ts';
import { CameraTree } from './CameraTree.tsx';
import { useWall } from './use-wall.ts';
import { WallCell } from './WallCell.tsx';
import styles from './WallPage.module.css';
import { added, cleared, placed, swapped, WALL_LAYOUTS, withLayout } from './wall-layout.ts';

/** The module 电视墙. */
export function WallPage() {
  const { t } = useTranslation('wall');
  const { surveillance } = usePageMedia();
  const [wall, change] = useWall();
  const [large, setLarge] = useState<number | null>(null);
  useEffect(() => surveillance.prepare(), [surveillance]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && setLarge(null);
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  const shownIds = useMemo(() => new Set((wall?.cells.slice(0, wall.layout) ?? []).filter((id) => id !== null)), [wall]);
  if (wall === null) return null;
  const shown = wall.cells.slice(0, wall.layout);
  const side = Math.sqrt(wall.layout);
  const grid = large === null ? `repeat(${side}, minmax(0, 1fr))` : 'minmax(0, 1fr)';
  return (
    <div className={styles.page}>
      <CameraTree shownIds={shownIds} onOpen={(cameraId) => change((before) => added(before, cameraId))} />
      <section className={styles.wall} aria-label={t('wall')}>
        <header className={styles.bar} role="toolbar" aria-label={t('layouts')}>
          {WALL_LAYOUTS.map((layout) => (
            <button
              key={layout}
              type="button"
              data-testid="wall-layout"
              data-layout={layout}
              aria-pressed={wall.layout === layout}
              aria-label={t('layout', { count: layout })}
              title={t('layout', { count: layout })}
              onClick={() => {
                setLarge(null);
                change((before) => withLayout(before, layout));
              }}
            >
              {layout}
            </button>
          ))}
          <span className={styles.count}>{t('shown', { count: shownIds.size })}</span>
        </header>
        <div className={styles.grid} style={{ gridTemplate: `${grid} / ${grid}` }}>
          {shown.map((cameraId, index) =>
            large !== null && large !== index ? null : (
              <WallCell
                // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place
                key={index}
                index={index}
                cameraId={cameraId}
                selected={wall.selected === index}
                large={large === index}
                onSelect={() => change((before) => ({ ...before, selected: index }))}
                onClose={() => {
                  setLarge(null);
                  change((before) => cleared(before, index));
                }}
                onEnlarge={() => setLarge(large === null && wall.layout > 1 ? index : null)}
                onDropCamera={(dropped) => change((before) => placed(before, index, dropped))}
                onDropCell={(from) => change((before) => swapped(before, from, index))}
              />
            ),
          )}
        </div>
      </section>
    </div>
  );
}
