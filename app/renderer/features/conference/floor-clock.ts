import type { Floor } from '../../../../sfu-server/protocol/room.ts';

/** How a speech stands. `ending`: the last half minute. */
export type ClockState = 'running' | 'ending' | 'over' | 'unlimited';

export interface FloorClock {
  readonly state: ClockState;
  /** What is left, or by how much it is over, or how long it has gone on without a limit; whole seconds. */
  readonly seconds: number;
}

const ENDING_S = 30;

/** The speaker's clock. @param now server time, UTC ms */
export function floorClock({ startedAt, endsAt }: NonNullable<Floor['speaking']>, now: number): FloorClock {
  if (endsAt === null) return { state: 'unlimited', seconds: Math.max(0, Math.floor((now - startedAt) / 1000)) };
  if (now >= endsAt) return { state: 'over', seconds: Math.floor((now - endsAt) / 1000) };
  const seconds = Math.ceil((endsAt - now) / 1000);
  return { state: seconds <= ENDING_S ? 'ending' : 'running', seconds };
}

/** `2:05`; from an hour on `1:02:05`. */
export function clockFace(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
