import { createStore } from 'zustand/vanilla';
import type { Bridge } from '../../bridge/bridge.ts';
import {
  bindingOf,
  type ChosenDevices,
  chosenDevicesSchema,
  type DeviceKind,
  devicesOfKind,
  deviceToUse,
  isRebound,
  type MediaDevice,
  NOTHING_CHOSEN,
} from './device-choice.ts';

const SETTING = 'media.devices';

export interface Devices {
  readonly list: readonly MediaDevice[];
  readonly chosen: ChosenDevices;
}

/** The part of `navigator.mediaDevices` that is used here; absent where the page is not a secure context. */
export type DeviceSource = Pick<MediaDevices, 'enumerateDevices' | 'addEventListener' | 'removeEventListener'>;

/** Which devices there are, which are chosen, and which to use now. */
export class DeviceStore implements Disposable {
  readonly store = createStore<Devices>(() => ({ list: [], chosen: NOTHING_CHOSEN }));
  readonly #bridge: Bridge;
  readonly #source: DeviceSource | undefined;

  constructor(bridge: Bridge, source: DeviceSource | undefined = globalThis.navigator?.mediaDevices) {
    this.#bridge = bridge;
    this.#source = source;
    source?.addEventListener('devicechange', this.refresh);
    void this.#load();
  }

  /** The device to open, or null for the system's own choice. */
  toUse(kind: DeviceKind): string | null {
    const { list, chosen } = this.store.getState();
    return deviceToUse(list, chosen, kind);
  }

  choose(kind: DeviceKind, device: MediaDevice | null): void {
    const chosen = { ...this.store.getState().chosen, [kind]: device === null ? null : { deviceId: device.deviceId, label: device.label } };
    this.store.setState({ chosen });
    // A choice that cannot be kept still holds for this page.
    this.#bridge.call('settings.set', { key: SETTING, value: JSON.stringify(chosen) }).catch(() => undefined);
  }

  /** Calls back when another device is to be used than before: chosen, unplugged, back again, or become the system's choice. */
  onChange(kind: DeviceKind, listener: (deviceId: string | null) => void): () => void {
    const binding = () => {
      const { list, chosen } = this.store.getState();
      return bindingOf(list, chosen, kind);
    };
    let before = binding();
    return this.store.subscribe(() => {
      const now = binding();
      const rebound = isRebound(before, now);
      before = now.deviceId === before.deviceId && now.defaultLabel === '' ? before : now;
      if (rebound) listener(now.deviceId);
    });
  }

  /** Calls back when a device is there that was not before. */
  onPluggedIn(kind: DeviceKind, listener: () => void): () => void {
    const ids = () => devicesOfKind(this.store.getState().list, kind).map(({ deviceId }) => deviceId);
    let before = new Set(ids());
    return this.store.subscribe(() => {
      const now = ids();
      const more = now.some((id) => !before.has(id));
      before = new Set(now);
      if (more) listener();
    });
  }

  /** Labels and ids are only told after the person has allowed the use of a device: look again then. */
  readonly refresh = (): void => {
    this.#source?.enumerateDevices().then(
      (found) => this.store.setState({ list: found.map(({ kind, deviceId, label }) => ({ kind, deviceId, label })) }),
      () => undefined,
    );
  };

  [Symbol.dispose](): void {
    this.#source?.removeEventListener('devicechange', this.refresh);
  }

  async #load(): Promise<void> {
    this.refresh();
    try {
      const { value } = await this.#bridge.call('settings.get', { key: SETTING });
      const parsed = value === null ? null : chosenDevicesSchema.safeParse(JSON.parse(value));
      if (parsed?.success) this.store.setState({ chosen: parsed.data });
    } catch {
      // Nothing kept, or not what we wrote: the system's own choice.
    }
  }
}
