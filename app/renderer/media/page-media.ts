import { createStore } from 'zustand/vanilla';
import type { RoomSummary } from '../../../sfu-server/protocol/room.ts';
import type { Bridge } from '../../bridge/bridge.ts';
import type { SessionState } from '../../bridge/contract.ts';
import { browserCapture, type Capture } from './capture.ts';
import { DeviceStore } from './DeviceStore.ts';
import { deviceLoader } from './device.ts';
import { watchOwnNetwork } from './network-signs.ts';
import { MediaPreferences } from './preferences.ts';
import { RoomSession } from './RoomSession.ts';
import { SurveillanceSession } from './SurveillanceSession.ts';
import { type KeptSeat, tabSeatKeep } from './seat-keep.ts';
import { watchSending } from './sending-watch.ts';
import { browserSound } from './sound.ts';

export interface PageMediaState {
  /** The room in which this page sits, or has just sat; null where none is shown. */
  readonly room: RoomSession | null;
  /** A seat of before a reload that one may come back to. */
  readonly kept: KeptSeat | null;
}

export interface Arrival {
  readonly microphone: MediaStreamTrack | boolean;
  readonly camera: MediaStreamTrack | boolean;
}

/** The media side of one page: at most one room, all cameras, the devices. There is one a bridge. */
export class PageMedia {
  readonly store = createStore<PageMediaState>(() => ({ room: null, kept: null }));
  readonly devices: DeviceStore;
  readonly preferences: MediaPreferences;
  readonly capture: Capture;
  readonly surveillance: SurveillanceSession;
  readonly #bridge: Bridge;
  readonly #load = deviceLoader();
  readonly #keep = tabSeatKeep();
  readonly #ownNetwork = watchOwnNetwork({ window, document });
  #session: SessionState | null = null;

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
    this.devices = new DeviceStore(bridge);
    this.preferences = new MediaPreferences(bridge);
    this.capture = browserCapture(this.devices, this.preferences);
    this.surveillance = new SurveillanceSession({ bridge, device: this.device, ownNetwork: this.#ownNetwork });
    bridge.on('session.changed', (session) => this.#sessionChanged(session));
    bridge.call('session.get', {}).then(
      (session) => this.#sessionChanged(session),
      () => undefined,
    );
    this.store.setState({ kept: this.#keep.load() });
  }

  /** The loaded device; waits for the server's welcome where it has not come yet. */
  readonly device = async () => {
    const session = this.#session?.rtpCapabilities == null ? await this.#bridge.call('session.get', {}) : this.#session;
    const capabilities = session.rtpCapabilities ?? (await this.#nextCapabilities());
    return this.#load(capabilities);
  };

  /** Sits down in a room, with microphone and camera as this seat likes it; a room in which one sits already is left. */
  join(room: Pick<RoomSummary, 'id' | 'title'>, arrival: Arrival = this.preferences.store.getState()): RoomSession {
    return this.#sit(room, arrival, null);
  }

  /** Takes up the seat of before the reload, as muted as it was. */
  comeBack(kept: KeptSeat, arrival: Arrival = { microphone: kept.microphone, camera: kept.camera }): RoomSession {
    return this.#sit({ id: kept.roomId, title: kept.title }, arrival, kept);
  }

  /** The seat of before the reload is not wanted any more. */
  forgetKept(): void {
    this.#keep.save(null);
    this.store.setState({ kept: null });
  }

  /** A room that has ended is no longer shown. */
  dismiss(): void {
    const { room } = this.store.getState();
    if (room !== null && room.store.getState().phase !== 'ended') room.leave();
    this.store.setState({ room: null });
  }

  #sit(room: Pick<RoomSummary, 'id' | 'title'>, arrival: Arrival, keptSeat: KeptSeat | null): RoomSession {
    const before = this.store.getState().room;
    if (before !== null && before.store.getState().phase !== 'ended') before.leave();
    const session = new RoomSession({
      bridge: this.#bridge,
      roomId: room.id,
      title: room.title,
      accountId: this.#session?.account?.id ?? null,
      device: this.device,
      capture: this.capture,
      devices: this.devices,
      sound: browserSound,
      ownNetwork: this.#ownNetwork,
      keep: this.#keep,
      keptSeat,
      ...arrival,
    });
    session.join();
    watchSending(this.#bridge, session);
    this.store.setState({ room: session, kept: null });
    return session;
  }

  #sessionChanged(session: SessionState): void {
    const before = this.#session?.account?.id ?? null;
    const now = session.account?.id ?? null;
    this.#session = session;
    if (session.rtpCapabilities !== null) this.#load(session.rtpCapabilities).catch(() => undefined);
    const { kept, room } = this.store.getState();
    if (kept !== null && kept.accountId !== now && kept.accountId !== null) this.store.setState({ kept: null });
    if (before === null || before === now) return;
    // Somebody else's room is not for the next one who sits here.
    room?.leave();
    this.store.setState({ room: null, kept: null });
  }

  #nextCapabilities(): Promise<Readonly<Record<string, unknown>>> {
    return new Promise((resolve) => {
      const stop = this.#bridge.on('session.changed', ({ rtpCapabilities }) => {
        if (rtpCapabilities === null) return;
        stop();
        resolve(rtpCapabilities);
      });
    });
  }
}

const pages = new WeakMap<Bridge, PageMedia>();

/** The media side of the page behind a bridge; made when it is first asked for. */
export function pageMedia(bridge: Bridge): PageMedia {
  const found = pages.get(bridge) ?? new PageMedia(bridge);
  pages.set(bridge, found);
  return found;
}
