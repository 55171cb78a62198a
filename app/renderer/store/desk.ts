import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Position } from '../../../sfu-server/protocol/primitives.ts';

/** The modules of the left bar, in its order; also what `#/…` in the address says. */
export const MODULES = [
  'map',
  'wall',
  'rooms',
  'mediation',
  'petition',
  'conference',
  'dispatch',
  'analysis',
  'contacts',
  'documents',
  'admin',
] as const;
export type ModuleId = (typeof MODULES)[number];

/** A wish that the map shows a place; a new object each time, so that the same place can be asked for twice. */
export interface Focus {
  readonly position: Position;
  /** Leaflet zoom level to come to at least. */
  readonly zoom: number;
}

/** What part of the world the map shows. */
export interface MapPlace {
  readonly centre: Position;
  readonly zoom: number;
}

/** What this seat is looking at. Not kept, except for the module in the address. */
export interface Desk {
  readonly module: ModuleId;
  readonly selectedEventId: string | null;
  readonly focus: Focus | null;
  /** The mediation that is wished for, until its module has opened it. */
  readonly wantedCaseId: string | null;
  /** Where the map was left when another module was opened; null before it has been. */
  readonly mapView: MapPlace | null;
  /** The open report form, or null. While `picking`, a click on the map sets its place. */
  readonly draft: { readonly position: Position | null; readonly picking: boolean } | null;
}

export interface DeskStore extends Pick<StoreApi<Desk>, 'getState' | 'subscribe' | 'getInitialState'>, Disposable {
  open(module: ModuleId): void;
  selectEvent(id: string | null): void;
  /** Opens a mediation in its module. */
  openCase(id: string): void;
  /** The module has opened what was wished for. */
  caseOpened(): void;
  /** Opens the map at a place. */
  show(position: Position, zoom: number): void;
  /** The map has come to the place that was wished for. */
  focusReached(): void;
  leaveMapAt(place: MapPlace): void;
  /** Opens the report form, at a place if one is given. */
  startReport(position: Position | null): void;
  /** The next click on the map is the place of the report. */
  pickPlace(): void;
  setPlace(position: Position | null): void;
  stopPicking(): void;
  endReport(): void;
}

/** @param address where the open module is kept, so that a reload comes back to it */
export function openDesk(address: { read(): string; write(hash: string): void; onChange(listener: () => void): () => void }): DeskStore {
  const moduleInAddress = (): ModuleId => MODULES.find((module) => address.read() === `#/${module}`) ?? 'map';
  const store = createStore<Desk>(() => ({
    module: moduleInAddress(),
    selectedEventId: null,
    focus: null,
    wantedCaseId: null,
    mapView: null,
    draft: null,
  }));
  const open = (module: ModuleId) => {
    store.setState({ module });
    address.write(`#/${module}`);
  };
  const dispose = address.onChange(() => store.setState({ module: moduleInAddress() }));
  return {
    getState: store.getState,
    getInitialState: store.getInitialState,
    subscribe: store.subscribe,
    open,
    selectEvent: (selectedEventId) => store.setState({ selectedEventId }),
    openCase(wantedCaseId) {
      store.setState({ wantedCaseId });
      open('mediation');
    },
    caseOpened: () => store.setState({ wantedCaseId: null }),
    show(position, zoom) {
      open('map');
      store.setState({ focus: { position, zoom } });
    },
    focusReached: () => store.setState({ focus: null }),
    leaveMapAt: (mapView) => store.setState({ mapView }),
    startReport: (position) => store.setState({ draft: { position, picking: false } }),
    pickPlace() {
      open('map');
      store.setState(({ draft }) => ({ draft: { position: draft?.position ?? null, picking: true } }));
    },
    setPlace: (position) => store.setState(({ draft }) => (draft === null ? {} : { draft: { position, picking: false } })),
    stopPicking: () => store.setState(({ draft }) => (draft === null ? {} : { draft: { ...draft, picking: false } })),
    endReport: () => store.setState({ draft: null }),
    [Symbol.dispose]: dispose,
  };
}

/** The address bar of this window. */
export const windowAddress = {
  read: () => window.location.hash,
  write: (hash: string) => window.history.replaceState(null, '', hash),
  onChange(listener: () => void) {
    window.addEventListener('hashchange', listener);
    return () => window.removeEventListener('hashchange', listener);
  },
};
