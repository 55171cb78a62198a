import { createStore } from 'zustand/vanilla';
import type { Capture } from './capture.ts';
import { type DeviceProblem, DeviceUnavailable } from './device-problem.ts';

export type CheckedDevice = 'microphone' | 'camera';

export interface CheckState {
  /** What the person wants to go in with. */
  readonly wanted: boolean;
  readonly track: MediaStreamTrack | null;
  readonly problem: DeviceProblem | null;
}

const START: CheckState = { wanted: true, track: null, problem: null };

/** Tries out microphone and camera before a meeting, and hands the open tracks over to it. */
export class DeviceCheck implements Disposable {
  readonly store = createStore<{ readonly [D in CheckedDevice]: CheckState }>(() => ({ microphone: START, camera: START }));
  readonly #capture: Capture;
  /** Grows with every opening: only the newest one's track is kept. */
  readonly #turn: { [D in CheckedDevice]: number } = { microphone: 0, camera: 0 };
  #closed = false;

  constructor(capture: Capture, wanted: { readonly [D in CheckedDevice]: boolean }) {
    this.#capture = capture;
    for (const device of ['microphone', 'camera'] as const) {
      this.#set(device, { wanted: wanted[device] });
      if (wanted[device]) void this.open(device);
    }
  }

  /** Opens a device, or opens it anew after another one was chosen or its use was allowed. */
  async open(device: CheckedDevice): Promise<void> {
    this.close(device);
    this.#set(device, { wanted: true, problem: null });
    this.#turn[device] += 1;
    const mine = this.#turn[device];
    try {
      const track = await this.#capture[device]();
      if (this.#closed || mine !== this.#turn[device]) track.stop();
      else this.#set(device, { track });
    } catch (error) {
      if (!this.#closed && mine === this.#turn[device]) this.#set(device, { problem: DeviceUnavailable.from(error).problem });
    }
  }

  /** Lets a device go; one goes in without it. */
  close(device: CheckedDevice): void {
    this.#turn[device] += 1;
    this.store.getState()[device].track?.stop();
    this.#set(device, { wanted: false, track: null, problem: null });
  }

  /** What to go in with; the tracks are the taker's from now on. */
  handOver(): { readonly [D in CheckedDevice]: MediaStreamTrack | boolean } {
    this.#closed = true;
    const { microphone, camera } = this.store.getState();
    const given = ({ track, wanted }: CheckState) => track ?? wanted;
    const result = { microphone: given(microphone), camera: given(camera) };
    this.store.setState({ microphone: START, camera: START });
    return result;
  }

  [Symbol.dispose](): void {
    this.#closed = true;
    const { microphone, camera } = this.store.getState();
    microphone.track?.stop();
    camera.track?.stop();
  }

  #set(device: CheckedDevice, change: Partial<CheckState>): void {
    this.store.setState((state) => ({ ...state, [device]: { ...state[device], ...change } }));
  }
}
