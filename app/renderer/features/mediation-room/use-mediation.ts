import { isOutside, type MediationRoom } from '../../../../sfu-server/protocol/mediation-room.ts';
import type { RoomSession } from '../../media/RoomSession.ts';
import { useRoom } from '../../media/use-media.ts';

/** What a mediation room is beside a room; null in rooms of another kind, and before it is known. */
export function useMediation(room: RoomSession): MediationRoom | null {
  return useRoom(room, ({ state }) => state?.mediation ?? null);
}

/** Whether the room is divided and this seat neither hears nor is heard. */
export function useOutside(room: RoomSession): boolean {
  return useRoom(room, ({ state, selfId }) => isOutside(state?.mediation ?? null, selfId));
}
