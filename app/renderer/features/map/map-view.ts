import L from 'leaflet';
import type { Camera } from '../../../../sfu-server/protocol/entities/camera.ts';
import type { GovernanceEvent } from '../../../../sfu-server/protocol/entities/event.ts';
import type { Grid } from '../../../../sfu-server/protocol/entities/grid.ts';
import type { Organisation } from '../../../../sfu-server/protocol/entities/organisation.ts';
import type { Position } from '../../../../sfu-server/protocol/primitives.ts';
import type { MapPlace } from '../../store/desk.ts';
import { areaBoundaries } from './boundaries.ts';
import { CameraClusters } from './camera-clusters.ts';
import { CanvasLayer, type Frame } from './canvas-layer.ts';
import type { Mark } from './cluster-index.ts';
import { gridLoads } from './grid-loads.ts';
import { GridShapes } from './grid-shapes.ts';
import { GroundPainter } from './ground-painter.ts';
import { drawLabels } from './label-painter.ts';
import type { ShownLayers } from './layers.ts';
import { drawCameras, drawEvents, hit, type Target } from './marks-painter.ts';
import { type Palette, readPalette } from './palette.ts';
import { type AreaLabel, townshipLabels, townshipOf } from './townships.ts';

/** What is under the pointer. */
export type Hit =
  | { readonly kind: 'event'; readonly event: GovernanceEvent }
  | { readonly kind: 'camera'; readonly cameraId: string }
  | { readonly kind: 'cluster'; readonly count: number }
  | { readonly kind: 'grid'; readonly grid: Grid }
  | { readonly kind: 'nothing' };

interface MapListeners {
  readonly onHover: (hit: Hit, x: number, y: number) => void;
  readonly onLeave: () => void;
  /** Clusters open by themselves and are not told. */
  readonly onClick: (hit: Hit, position: Position) => void;
}

const MIN_ZOOM = 7;
const MAX_ZOOM = 18;

/** On a map wider than this, px, the county is shown beside the layers' panel instead of under it. */
const WIDE = 900;
const PANEL_WIDTH = 236;

/** How long a newly reported event is pointed out, ms. */
const PULSE_MS = 8000;

/** The map itself, without React: Leaflet for moving about, two canvases for everything on it. */
export class MapView implements Disposable {
  readonly #map: L.Map;
  readonly #listeners: MapListeners;
  readonly #ground = new CanvasLayer(1, (frame) => this.#drawGround(frame));
  readonly #marksLayer = new CanvasLayer(2, (frame) => this.#drawMarks(frame));
  readonly #clusters = new CameraClusters((marks) => {
    this.#marks = marks;
    this.#marksLayer.invalidate();
  });
  readonly #pulses = new Set<number>();
  readonly #resize: ResizeObserver;
  #palette: Palette = readPalette();
  #shapes: GridShapes | null = null;
  #painter: GroundPainter | null = null;
  #labels: readonly AreaLabel[] = [];
  #cameras: ReadonlyMap<string, Camera> = new Map();
  #openEvents: readonly GovernanceEvent[] = [];
  #marks: readonly Mark[] = [];
  #shown: ShownLayers = new Set();
  #selectedEventId: string | null = null;
  #highlightedGridId: string | null = null;
  #cameraTargets: readonly Target<Mark>[] = [];
  #eventTargets: readonly Target<GovernanceEvent>[] = [];
  #frameOrigin = { x: 0, y: 0 };
  #draftMarker: L.Marker | null = null;
  #fitted = false;
  #picking = false;

  /** @param place where the map was left; null shows all grids as soon as there are any */
  constructor(container: HTMLElement, place: MapPlace | null, listeners: MapListeners) {
    this.#listeners = listeners;
    this.#fitted = place !== null;
    this.#map = L.map(container, {
      center: place?.centre ?? [0, 0],
      zoom: place?.zoom ?? MIN_ZOOM,
      minZoom: MIN_ZOOM,
      maxZoom: MAX_ZOOM,
      zoomSnap: 0.25,
      zoomDelta: 1,
      wheelPxPerZoomLevel: 90,
      zoomControl: false,
      attributionControl: false,
      // A click is told at once; the second click of two would otherwise zoom away from what the first has opened.
      doubleClickZoom: false,
    });
    this.#ground.addTo(this.#map);
    this.#marksLayer.addTo(this.#map);
    this.#map.on('moveend', () => this.#askForMarks());
    this.#map.on('mousemove', (event) => {
      const { x, y } = event.containerPoint;
      const found = this.#hitAt(event.containerPoint, event.latlng);
      const clickable = found.kind !== 'nothing' && found.kind !== 'grid';
      container.style.cursor = this.#picking ? 'crosshair' : clickable ? 'pointer' : '';
      listeners.onHover(found, x, y);
    });
    this.#map.on('mouseout', () => listeners.onLeave());
    this.#map.on('movestart', () => listeners.onLeave());
    this.#map.on('click', (event) => this.#click(event.containerPoint, event.latlng));
    this.#resize = new ResizeObserver(() => this.#map.invalidateSize({ animate: false }));
    this.#resize.observe(container);
  }

  setGrids(grids: ReadonlyMap<string, Grid>, organisations: ReadonlyMap<string, Organisation>): void {
    this.#shapes = new GridShapes(grids);
    const boundaries = areaBoundaries(grids.values(), (grid) => townshipOf(grid.orgId, organisations));
    this.#painter = new GroundPainter(this.#shapes, boundaries);
    this.#labels = townshipLabels(grids.values(), organisations);
    this.#painter.setLoads(gridLoads(this.#openEvents));
    this.#ground.invalidate();
    this.#marksLayer.invalidate();
    if (!this.#fitted && grids.size > 0) {
      this.#fitted = true;
      this.showAll(false);
    }
  }

  setCameras(cameras: ReadonlyMap<string, Camera>): void {
    this.#cameras = cameras;
    this.#clusters.load([...cameras.values()].map(({ id, position }) => ({ id, ...position })));
    this.#askForMarks();
  }

  setOpenEvents(events: readonly GovernanceEvent[]): void {
    this.#openEvents = events;
    this.#painter?.setLoads(gridLoads(events));
    this.#ground.invalidate();
    this.#marksLayer.invalidate();
  }

  setShown(shown: ShownLayers): void {
    this.#shown = shown;
    this.#ground.invalidate();
    this.#marksLayer.invalidate();
  }

  setSelectedEvent(id: string | null): void {
    this.#selectedEventId = id;
    this.#marksLayer.invalidate();
  }

  setHighlightedGrid(id: string | null): void {
    this.#highlightedGridId = id;
    this.#ground.invalidate();
  }

  /** While a place is being picked the pointer says so. */
  setPicking(picking: boolean): void {
    this.#picking = picking;
    this.#map.getContainer().style.cursor = picking ? 'crosshair' : '';
  }

  /** Reads the colours anew: the theme has changed. */
  refreshPalette(): void {
    this.#palette = readPalette();
    this.#ground.invalidate();
    this.#marksLayer.invalidate();
  }

  /** A ring around a place for some seconds: something has just been reported there. */
  pulse(position: Position): void {
    const icon = L.divIcon({ className: 'map-pulse', iconSize: [56, 56], html: '<i class="map-pulse-ring"></i>' });
    const marker = L.marker(position, { icon, interactive: false, keyboard: false }).addTo(this.#map);
    const timer = window.setTimeout(() => {
      this.#pulses.delete(timer);
      marker.remove();
    }, PULSE_MS);
    this.#pulses.add(timer);
  }

  /** Marks the place of a report that is being written. */
  setDraft(position: Position | null): void {
    this.#draftMarker?.remove();
    this.#draftMarker =
      position === null
        ? null
        : L.marker(position, {
            icon: L.divIcon({ className: 'map-draft', iconSize: [24, 24] }),
            interactive: false,
            keyboard: false,
          }).addTo(this.#map);
  }

  show(position: Position, zoom: number): void {
    this.#fitted = true;
    this.#map.setView(position, Math.max(zoom, this.#map.getZoom()));
  }

  showAll(animate = true): void {
    const box = this.#shapes?.bounds();
    if (!box) return;
    this.#map.fitBounds(
      [
        [box.south, box.west],
        [box.north, box.east],
      ],
      { paddingTopLeft: [this.#map.getSize().x > WIDE ? PANEL_WIDTH : 24, 24], paddingBottomRight: [64, 24], animate },
    );
  }

  /** What the map shows just now; null while it has nothing to show. */
  place(): MapPlace | null {
    const { lat, lng } = this.#map.getCenter();
    return this.#fitted ? { centre: { lat, lng }, zoom: this.#map.getZoom() } : null;
  }

  zoomBy(levels: number): void {
    this.#map.setZoom(this.#map.getZoom() + levels);
  }

  [Symbol.dispose](): void {
    this.#resize.disconnect();
    for (const timer of this.#pulses) window.clearTimeout(timer);
    this.#clusters[Symbol.dispose]();
    this.#map.remove();
  }

  #askForMarks(): void {
    const bounds = this.#map.getBounds().pad(0.25);
    this.#clusters.ask({
      west: bounds.getWest(),
      south: bounds.getSouth(),
      east: bounds.getEast(),
      north: bounds.getNorth(),
      zoom: this.#map.getZoom(),
    });
  }

  #drawGround(frame: Frame): void {
    this.#painter?.draw(frame, this.#palette, this.#shown, this.#highlightedGridId);
  }

  #drawMarks(frame: Frame): void {
    const hasSource = (id: string) => this.#cameras.get(id)?.hasSource ?? false;
    this.#cameraTargets = this.#shown.has('cameras') ? drawCameras(frame, this.#palette, this.#marks, hasSource) : [];
    this.#eventTargets = this.#shown.has('events') ? drawEvents(frame, this.#palette, this.#openEvents, this.#selectedEventId) : [];
    if (this.#shown.has('boundaries')) drawLabels(frame, this.#palette, this.#labels, [...this.#cameraTargets, ...this.#eventTargets]);
    this.#frameOrigin = frame.origin;
  }

  /** The canvas's own coordinates of a point of the container. */
  #onCanvas(point: L.Point): L.Point {
    return this.#map
      .containerPointToLayerPoint(point)
      .add(this.#map.getPixelOrigin())
      .subtract(L.point(this.#frameOrigin.x, this.#frameOrigin.y));
  }

  #hitAt(point: L.Point, position: Position): Hit {
    const { x, y } = this.#onCanvas(point);
    const event = hit(this.#eventTargets, x, y);
    if (event !== null) return { kind: 'event', event };
    const mark = hit(this.#cameraTargets, x, y);
    if (mark !== null) return mark.kind === 'single' ? { kind: 'camera', cameraId: mark.id } : { kind: 'cluster', count: mark.count };
    const grid = this.#shapes?.at(position) ?? null;
    return grid === null ? { kind: 'nothing' } : { kind: 'grid', grid };
  }

  #click(point: L.Point, latlng: L.LatLng): void {
    const found = this.#hitAt(point, latlng);
    if (found.kind === 'cluster') {
      const { x, y } = this.#onCanvas(point);
      const mark = hit(this.#cameraTargets, x, y);
      if (mark?.kind === 'cluster') this.#map.setView([mark.lat, mark.lng], Math.min(MAX_ZOOM, mark.expansionZoom));
      return;
    }
    this.#listeners.onClick(found, { lat: latlng.lat, lng: latlng.lng });
  }
}
