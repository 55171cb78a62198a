import 'leaflet/dist/leaflet.css';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createStore } from 'zustand/vanilla';
import type { Grid } from '../../../../sfu-server/protocol/entities/grid.ts';
import { RIGHTS } from '../../../../sfu-server/protocol/rights.ts';
import { useAccount, useTable } from '../../store/context.tsx';
import { useAppearance, useDesk, useDeskStore } from '../../store/desk-context.tsx';
import { isOpen } from '../events/event-list.ts';
import { CameraFloat } from './CameraFloat.tsx';
import { GridCard } from './GridCard.tsx';
import { type Hover, HoverTip } from './HoverTip.tsx';
import { LayerPanel } from './LayerPanel.tsx';
import { MAP_LAYERS, type MapLayer, type ShownLayers } from './layers.ts';
import styles from './MapPage.module.css';
import { MapView } from './map-view.ts';
import { PickHint } from './PickHint.tsx';
import { SearchBox } from './SearchBox.tsx';
import { usePulses } from './use-pulses.ts';
import { ZoomButtons } from './ZoomButtons.tsx';

/** The grid map. React holds what floats above it; everything on it is drawn by `MapView`. */
export function MapPage() {
  const { t } = useTranslation('map');
  const { role } = useAccount();
  const desk = useDeskStore();
  const container = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<MapView | null>(null);
  const [hover] = useState(() => createStore<Hover | null>(() => null));
  const [cameraId, setCameraId] = useState<string | null>(null);
  const [grid, setGrid] = useState<Grid | null>(null);
  const [shown, setShown] = useState<ShownLayers>(() => new Set(MAP_LAYERS));

  useEffect(() => {
    if (container.current === null) return;
    const opened = new MapView(container.current, desk.getState().mapView, {
      onHover: (hit, x, y) => hover.setState(hit.kind === 'nothing' ? null : { hit, x, y }, true),
      onLeave: () => hover.setState(null, true),
      onClick: (hit, position) => {
        if (desk.getState().draft?.picking) {
          desk.setPlace(position);
          return;
        }
        setGrid(hit.kind === 'grid' ? hit.grid : null);
        if (hit.kind === 'camera') setCameraId(hit.cameraId);
        if (hit.kind === 'event') desk.selectEvent(hit.event.id);
      },
    });
    setView(opened);
    return () => {
      setView(null);
      const place = opened.place();
      if (place !== null) desk.leaveMapAt(place);
      opened[Symbol.dispose]();
    };
  }, [desk, hover]);

  const { byId: organisations } = useTable('organisation');
  const { byId: grids, loaded } = useTable('grid');
  const { byId: cameras } = useTable('camera');
  const { byId: events } = useTable('event');
  const openEvents = useMemo(() => [...events.values()].filter(isOpen), [events]);
  const selectedEventId = useDesk((state) => state.selectedEventId);
  const focus = useDesk((state) => state.focus);
  const draftPosition = useDesk((state) => state.draft?.position ?? null);
  const picking = useDesk((state) => state.draft?.picking ?? false);
  const { theme } = useAppearance();

  useEffect(() => view?.setShown(shown), [view, shown]);
  useEffect(() => view?.setGrids(grids, organisations), [view, grids, organisations]);
  useEffect(() => view?.setCameras(cameras), [view, cameras]);
  useEffect(() => view?.setOpenEvents(openEvents), [view, openEvents]);
  useEffect(() => view?.setSelectedEvent(selectedEventId), [view, selectedEventId]);
  useEffect(() => view?.setHighlightedGrid(grid?.id ?? null), [view, grid]);
  useEffect(() => view?.setDraft(draftPosition), [view, draftPosition]);
  useEffect(() => view?.setPicking(picking), [view, picking]);
  useEffect(() => {
    if (theme) view?.refreshPalette();
  }, [view, theme]);
  useEffect(() => {
    // Not before there is a map to be shown on: the first grids fit the view to the whole county.
    if (focus === null || view === null || !loaded) return;
    view.show(focus.position, focus.zoom);
    desk.focusReached();
  }, [view, focus, loaded, desk]);
  usePulses(view);

  const toggle = (layer: MapLayer) => {
    const next = new Set(shown);
    if (!next.delete(layer)) next.add(layer);
    setShown(next);
  };
  const camera = cameraId === null ? undefined : cameras.get(cameraId);
  return (
    <div className={styles.page} data-picking={picking}>
      <div ref={container} className={styles.map} data-testid="map" data-loaded={loaded} role="application" aria-label={t('label')} />
      <LayerPanel
        shown={shown}
        onToggle={toggle}
        counts={{ grids: grids.size, boundaries: null, cameras: cameras.size, events: openEvents.length }}
      />
      <SearchBox onCamera={setCameraId} />
      <ZoomButtons onZoom={(levels) => view?.zoomBy(levels)} onAll={() => view?.showAll()} />
      {picking && <PickHint />}
      {!loaded && <p className={styles.notice}>{t('loading')}</p>}
      {loaded && grids.size === 0 && <p className={styles.notice}>{t(RIGHTS[role]['data.read'] === undefined ? 'noRight' : 'empty')}</p>}
      <HoverTip hover={hover} />
      <div className={styles.floats}>
        {grid !== null && <GridCard grid={grid} openEvents={openEvents} onClose={() => setGrid(null)} />}
        {camera !== undefined && <CameraFloat key={camera.id} camera={camera} onClose={() => setCameraId(null)} />}
      </div>
    </div>
  );
}
