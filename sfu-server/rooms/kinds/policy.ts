import type { RoomSettings } from '../../protocol/room.ts';
import type { StandingRole } from '../access.ts';

/** How a room begins where its kind says nothing else: open, everybody may speak, share and write. */
export const OPEN_SETTINGS: RoomSettings = {
  lobby: false,
  locked: false,
  mayUnmute: true,
  mayShareScreen: true,
  mayChat: 'all',
  audience: false,
};

/** What one kind of room does differently from the others. */
export interface KindPolicy {
  /** Seats at most, cameras not counted. */
  readonly maxSeats: number;
  /** Cameras on the table at most. */
  readonly maxCameras: number;
  /** Who waits in the lobby (会见室 / 候会室) until a host lets them in, whatever the settings. */
  readonly waits: readonly StandingRole[];
  readonly settings: RoomSettings;
  /** Whether people sit by side and the room can be divided (背靠背). */
  readonly mediates?: boolean;
}
