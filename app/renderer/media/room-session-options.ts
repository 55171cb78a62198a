import type { Device } from 'mediasoup-client';
import type { Bridge } from '../../bridge/bridge.ts';
import type { Capture } from './capture.ts';
import type { DeviceStore } from './DeviceStore.ts';
import type { OwnNetwork } from './network-signs.ts';
import type { KeptSeat, SeatKeep } from './seat-keep.ts';
import type { SoundOutlet } from './sound.ts';

/** What a seat needs to take its place in a room. */
export interface RoomSessionOptions {
  readonly bridge: Bridge;
  readonly roomId: string;
  readonly title: string;
  /** The account that sits down; null for a guest. */
  readonly accountId: string | null;
  device(): Promise<Device>;
  readonly capture: Capture;
  readonly devices?: DeviceStore;
  sound(blocked: (blocked: boolean) => void): SoundOutlet;
  readonly keep: SeatKeep;
  /** The seat of before a reload. */
  readonly keptSeat?: KeptSeat | null;
  /** What is on at the start; a track that is open already, `true` to open one, `false` for off. */
  readonly microphone: MediaStreamTrack | boolean;
  readonly camera: MediaStreamTrack | boolean;
  /** Told when it is this machine that was cut off, and not the server. */
  readonly ownNetwork?: OwnNetwork;
  /** 0 ≤ x < 1; spreads those who come back. */
  readonly random?: () => number;
}
