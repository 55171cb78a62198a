import type { ParticipantRole } from '../../protocol/room.ts';

type PersonRole = Exclude<ParticipantRole, 'camera'>;

/** What one kind of room does differently from the others. */
export interface KindPolicy {
  /** Seats at most, cameras not counted. */
  readonly maxSeats: number;
  /** Cameras on the table at most. */
  readonly maxCameras: number;
  /** Who waits in the lobby (会见室 / 候会室) until a host lets them in. */
  readonly waits: readonly PersonRole[];
}
