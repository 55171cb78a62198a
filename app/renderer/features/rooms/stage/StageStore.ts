import { createStore, type StoreApi } from 'zustand/vanilla';
import type { RoomLayout } from '../../../../../sfu-server/protocol/room.ts';
import type { Bridge, Dispose } from '../../../../bridge/bridge.ts';
import { request } from '../../../../bridge/requests.ts';
import type { RoomSession } from '../../../media/RoomSession.ts';
import { FIRST_CHOICE, type LayoutChoice, type LayoutMode, type Remembered, remember, rememberedSchema } from './layout-choice.ts';

const SETTING = 'rooms.layouts';
/** The most places that a host can give to all (protocol: `roomLayoutSchema`). */
const MOST_PLACES = 9;

export interface StageView {
  readonly choice: LayoutChoice;
  /** The page that one looks at, from 0. */
  readonly page: number;
  /** Who spoke last, oneself left out; keeps the large place while nobody speaks. */
  readonly speakerId: string | null;
  /** Whose statistics are shown, by tile. */
  readonly statisticsOf: string | null;
  /** The window that the pictures have been moved to; null while they are in the console's own. */
  readonly window: Window | null;
}

/** How one seat looks at its room: chosen, remembered for the room, and independent of what page is open. */
export class StageStore {
  readonly store: StoreApi<StageView>;
  readonly #bridge: Bridge;
  readonly #room: RoomSession;
  #remembered: Remembered = [];
  #touched = false;
  readonly #stops: Dispose[];

  constructor(bridge: Bridge, room: RoomSession) {
    this.#bridge = bridge;
    this.#room = room;
    this.store = createStore<StageView>(() => ({ choice: FIRST_CHOICE, page: 0, speakerId: null, statisticsOf: null, window: null }));
    this.#stops = [room.store.subscribe(() => this.#roomChanged())];
    this.#roomChanged();
    void this.#recall();
  }

  setMode(mode: LayoutMode | null): void {
    // Whoever chooses a layout has left the host's; who is the host changes it for all.
    this.#choose({ mode, ...(this.#leads ? {} : this.#leaving()) });
    this.turnTo(0);
  }

  setPlaces(places: readonly string[]): void {
    this.#choose({ places: [...places], ...(this.#leads ? {} : this.#leaving()) });
  }

  /** Takes over what the host shows, or no longer. */
  follow(following: boolean): void {
    this.#choose({ following });
  }

  /** Makes one's own layout that of all, or no longer. Rejects with `Refusal`. */
  async lead(on: boolean): Promise<void> {
    const { choice } = this.store.getState();
    await this.#tell(choice, on);
  }

  turnTo(page: number): void {
    this.store.setState({ page: Math.max(0, page) });
  }

  showStatistics(tileKey: string | null): void {
    this.store.setState({ statisticsOf: tileKey });
  }

  setWindow(window: Window | null): void {
    this.store.setState({ window });
  }

  dispose(): void {
    for (const stop of this.#stops) stop();
  }

  /** True where one's own layout is that of all. */
  get #leads(): boolean {
    const { state, selfId } = this.#room.store.getState();
    return state?.layout.follow === true && state.hostId === selfId;
  }

  #leaving(): Partial<LayoutChoice> {
    return this.#room.store.getState().state?.layout.follow === true ? { following: false } : {};
  }

  #choose(change: Partial<LayoutChoice>): void {
    const choice = { ...this.store.getState().choice, ...change };
    this.#touched = true;
    this.store.setState({ choice });
    this.#remembered = remember(this.#remembered, this.#room.store.getState().roomId, choice);
    // What cannot be kept still holds for this page.
    this.#bridge.call('settings.set', { key: SETTING, value: JSON.stringify(this.#remembered) }).catch(() => undefined);
    if (this.#leads && (change.mode !== undefined || change.places !== undefined)) void this.#tell(choice, true).catch(() => undefined);
  }

  #tell({ mode, places }: LayoutChoice, follow: boolean): Promise<unknown> {
    const { roomId, state } = this.#room.store.getState();
    const inside = new Set(state?.participants.map(({ id }) => id));
    const layout: RoomLayout = { mode: mode ?? 'grid', follow, places: places.filter((id) => inside.has(id)).slice(0, MOST_PLACES) };
    return request(this.#bridge, 'room.layout', { roomId, layout });
  }

  #roomChanged(): void {
    const { state, selfId, phase } = this.#room.store.getState();
    if (phase === 'ended') {
      this.store.getState().window?.close();
      this.dispose();
      return;
    }
    const speaking = state?.activeSpeakerId ?? null;
    const { speakerId } = this.store.getState();
    if (speaking !== null && speaking !== selfId && speaking !== speakerId) this.store.setState({ speakerId: speaking });
  }

  async #recall(): Promise<void> {
    try {
      const { value } = await this.#bridge.call('settings.get', { key: SETTING });
      const parsed = value === null ? null : rememberedSchema.safeParse(JSON.parse(value));
      if (!parsed?.success) return;
      this.#remembered = parsed.data;
      const known = parsed.data.find(({ roomId }) => roomId === this.#room.store.getState().roomId);
      if (known !== undefined && !this.#touched) this.store.setState({ choice: known.choice });
    } catch {
      // Nothing kept, or not what we wrote: as it suits.
    }
  }
}

const stages = new WeakMap<RoomSession, StageStore>();

/** The stage of a seat; made when it is first asked for. */
export function stageOf(bridge: Bridge, room: RoomSession): StageStore {
  const found = stages.get(room) ?? new StageStore(bridge, room);
  stages.set(room, found);
  return found;
}
