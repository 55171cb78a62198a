import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTable } from '../../store/context.tsx';
import { useWindow } from '../../ui/use-window.ts';
import buttons from '../rooms/controls.module.css';
import { Icon } from '../rooms/icons.tsx';
import styles from './CameraTree.module.css';
import { findCameras } from './camera-search.ts';
import { buildCameraIndex, firstExpanded, type TreeRow, treeRows } from './camera-tree.ts';

/** What a dragged camera is known by. */
export const CAMERA_DRAG = 'application/x-shilian-camera';

/** px; the style sheet has the same. */
const ROW_HEIGHT = 30;

export interface CameraTreeProps {
  readonly shownIds: ReadonlySet<string>;
  onOpen(cameraId: string): void;
}

/** All cameras by organisation, key points first. Only the rows in sight are drawn, so that 100,000 are no more work than 100. */
export function CameraTree({ shownIds, onOpen }: CameraTreeProps) {
  const { t } = useTranslation('wall');
  const cameras = useTable('camera');
  const organisations = useTable('organisation');
  const [query, setQuery] = useState('');
  const index = useMemo(() => buildCameraIndex(organisations.byId, cameras.byId), [organisations.byId, cameras.byId]);
  const [choice, setChoice] = useState<ReadonlySet<string> | null>(null);
  const expanded = useMemo(() => choice ?? firstExpanded(index), [choice, index]);
  const rows = useMemo<TreeRow[]>(() => {
    if (query.trim() === '') return treeRows(index, expanded);
    return findCameras(cameras.byId.values(), query).map((camera) => ({ type: 'camera', key: camera.id, depth: 0, camera }));
  }, [index, expanded, query, cameras.byId]);
  const list = useRef<HTMLDivElement>(null);
  const { from, to } = useWindow(list, rows.length, ROW_HEIGHT);

  const toggle = (key: string) => {
    const next = new Set(expanded);
    if (!next.delete(key)) next.add(key);
    setChoice(next);
  };
  /** Arrow keys walk over the rows that are drawn; the window follows the focus. */
  const onKey = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const row = document.activeElement?.closest('[data-row]');
    const next = event.key === 'ArrowDown' ? row?.nextElementSibling : row?.previousElementSibling;
    if (!(next instanceof HTMLElement)) return;
    event.preventDefault();
    next.focus();
    next.scrollIntoView({ block: 'nearest' });
  };
  return (
    <aside className={styles.tree} data-testid="camera-tree" aria-label={t('tree')}>
      <header>
        <h3>
          {t('tree')} <span className={styles.total}>{t('tree.count', { total: index.all.total, watchable: index.all.watchable })}</span>
        </h3>
        <input
          className={buttons.input}
          type="search"
          data-testid="camera-search"
          aria-label={t('search')}
          placeholder={t('search')}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
      </header>
      <div ref={list} className={styles.list} role="tree" aria-label={t('tree')} onKeyDown={onKey}>
        <div style={{ height: from * ROW_HEIGHT }} />
        {rows.slice(from, to).map((row) =>
          row.type === 'group' ? (
            <button
              key={row.key}
              type="button"
              role="treeitem"
              data-row
              data-testid="camera-group"
              className={styles.group}
              style={{ paddingLeft: 8 + row.depth * 16 }}
              aria-expanded={row.open}
              aria-level={row.depth + 1}
              onClick={() => toggle(row.key)}
            >
              <i data-open={row.open}>
                <Icon name="chevron" size={12} />
              </i>
              <span>{row.name ?? t('keyPoints')}</span>
              <small>{row.count.total}</small>
            </button>
          ) : (
            <button
              key={row.key}
              type="button"
              role="treeitem"
              data-row
              data-testid="camera-item"
              data-camera-id={row.camera.id}
              data-source={row.camera.hasSource}
              data-shown={shownIds.has(row.camera.id)}
              className={styles.camera}
              style={{ paddingLeft: 12 + row.depth * 16 }}
              aria-level={row.depth + 1}
              aria-disabled={!row.camera.hasSource}
              draggable={row.camera.hasSource}
              title={row.camera.hasSource ? `${row.camera.name} · ${row.camera.code}` : t('noSource.hint')}
              onClick={() => row.camera.hasSource && onOpen(row.camera.id)}
              onDragStart={(event) => event.dataTransfer.setData(CAMERA_DRAG, row.camera.id)}
            >
              <i />
              <span>{row.camera.name}</span>
              {!row.camera.hasSource && <small>{t('noSource')}</small>}
            </button>
          ),
        )}
        <div style={{ height: (rows.length - to) * ROW_HEIGHT }} />
        {rows.length === 0 && cameras.loaded && <p className={styles.empty}>{t(query === '' ? 'empty' : 'notFound')}</p>}
      </div>
    </aside>
  );
}
