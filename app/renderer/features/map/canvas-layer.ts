import L from 'leaflet';

/** What a layer draws with: CSS pixels from the canvas's corner, which lies at `origin` (pixels of the world at `zoom`). */
export interface Frame {
  readonly context: CanvasRenderingContext2D;
  readonly width: number;
  readonly height: number;
  readonly zoom: number;
  readonly origin: { readonly x: number; readonly y: number };
  /** Device pixels to a CSS pixel. */
  readonly ratio: number;
}

/** Drawn beyond each edge of the map, as a part of its size, so that a short drag shows no blank. */
const PADDING = 0.2;

/**
 * One canvas that covers the map. It draws when told, when the map has come to rest and when its size changes; while
 * the map is dragged or zooms, the picture of the last rest moves and grows along.
 */
export class CanvasLayer extends L.Layer {
  readonly #draw: (frame: Frame) => void;
  readonly #zIndex: number;
  #canvas: HTMLCanvasElement | null = null;
  #pending = 0;
  #topLeft = L.point(0, 0);
  #centre = L.latLng(0, 0);
  #zoom = 0;

  constructor(zIndex: number, draw: (frame: Frame) => void) {
    super();
    this.#zIndex = zIndex;
    this.#draw = draw;
  }

  override onAdd(map: L.Map): this {
    const canvas = L.DomUtil.create('canvas', map.options.zoomAnimation ? 'leaflet-zoom-animated' : '');
    canvas.style.zIndex = String(this.#zIndex);
    canvas.style.position = 'absolute';
    canvas.style.pointerEvents = 'none';
    canvas.setAttribute('aria-hidden', 'true');
    this.getPane()?.append(canvas);
    this.#canvas = canvas;
    this.#redraw(map);
    return this;
  }

  override onRemove(): this {
    cancelAnimationFrame(this.#pending);
    this.#pending = 0;
    this.#canvas?.remove();
    this.#canvas = null;
    return this;
  }

  override getEvents(): Record<string, L.LeafletEventHandlerFn> {
    return {
      moveend: () => this.#redraw(this._map),
      resize: () => this.#redraw(this._map),
      viewreset: () => this.#redraw(this._map),
      zoom: () => this.#follow(this._map.getCenter(), this._map.getZoom()),
      // Leaflet types all handlers by the plainest event; `zoomanim` brings where the zoom goes.
      zoomanim: ((event: L.ZoomAnimEvent) => this.#follow(event.center, event.zoom)) as L.LeafletEventHandlerFn,
    };
  }

  /** Draws in the next frame, however often it is asked for before. */
  invalidate(): void {
    if (this.#pending !== 0 || this.#canvas === null) return;
    this.#pending = requestAnimationFrame(() => {
      this.#pending = 0;
      if (this.#canvas !== null) this.#redraw(this._map);
    });
  }

  #follow(centre: L.LatLng, zoom: number): void {
    if (this.#canvas === null) return;
    const map = this._map;
    const scale = map.getZoomScale(zoom, this.#zoom);
    const viewHalf = map.getSize().multiplyBy(0.5 + PADDING);
    const centreAtZoom = map.project(this.#centre, zoom);
    const offset = viewHalf
      .multiplyBy(-scale)
      .add(centreAtZoom)
      .subtract(newPixelOrigin(map, centre, zoom));
    L.DomUtil.setTransform(this.#canvas, offset, scale);
  }

  #redraw(map: L.Map): void {
    const canvas = this.#canvas;
    if (canvas === null) return;
    const size = map.getSize();
    const margin = size.multiplyBy(PADDING);
    const width = Math.ceil(size.x + 2 * margin.x);
    const height = Math.ceil(size.y + 2 * margin.y);
    const ratio = window.devicePixelRatio;
    if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
      canvas.style.width = `${width}px`;
      canvas.style.height = `${height}px`;
    }
    this.#centre = map.getCenter();
    this.#zoom = map.getZoom();
    this.#topLeft = map.containerPointToLayerPoint(margin.multiplyBy(-1)).round();
    L.DomUtil.setTransform(canvas, this.#topLeft, 1);
    const context = canvas.getContext('2d');
    if (context === null) return;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    this.#draw({ context, width, height, zoom: this.#zoom, origin: this.#topLeft.add(map.getPixelOrigin()), ratio });
  }
}

/** Where the map's own pixel origin comes to lie after a zoom; Leaflet keeps the function to itself. */
function newPixelOrigin(map: L.Map, centre: L.LatLng, zoom: number): L.Point {
  const viewHalf = map.getSize().divideBy(2);
  return map
    .project(centre, zoom)
    .subtract(viewHalf)
    .add(L.DomUtil.getPosition(map.getPane('mapPane') as HTMLElement))
    .round();
}
