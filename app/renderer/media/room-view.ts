import type { RefusalValue } from '../../../sfu-server/protocol/errors.ts';
import type { RoomState } from '../../../sfu-server/protocol/room.ts';
import type { ConnectionState } from './connection.ts';
import type { OwnTrackState } from './OwnTrack.ts';
import type { Received } from './Receiver.ts';

/** `waiting`: in the lobby. `ended`: out, for the reason in `end`. */
export type RoomPhase = 'joining' | 'waiting' | 'joined' | 'ended';

export type RoomEnd =
  | { readonly reason: 'left' | 'ended' | 'removed' | 'moved' | 'denied' }
  | { readonly reason: 'refused'; readonly refusal: RefusalValue };

/** All that a page shows of its seat in a room. */
export interface RoomView {
  readonly roomId: string;
  readonly title: string;
  readonly phase: RoomPhase;
  readonly end: RoomEnd | null;
  readonly connection: ConnectionState;
  readonly selfId: string | null;
  readonly state: RoomState | null;
  /** By producer id. */
  readonly received: ReadonlyMap<string, Received>;
  readonly microphone: OwnTrackState;
  readonly camera: OwnTrackState;
  readonly screen: OwnTrackState;
  /** The host has muted us, and we have not unmuted since. */
  readonly mutedByHost: boolean;
  /** The browser plays no sound before a click. */
  readonly soundBlocked: boolean;
}

export const NO_TRACK: OwnTrackState = { state: 'off', track: null, problem: null };

/** Before anything has been answered. */
export function firstView(roomId: string, title: string): RoomView {
  return {
    roomId,
    title,
    phase: 'joining',
    end: null,
    connection: 'connected',
    selfId: null,
    state: null,
    received: new Map(),
    microphone: NO_TRACK,
    camera: NO_TRACK,
    screen: NO_TRACK,
    mutedByHost: false,
    soundBlocked: false,
  };
}
