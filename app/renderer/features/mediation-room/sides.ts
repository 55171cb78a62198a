import type { MediationRoom, MediationSeat, Side } from '../../../../sfu-server/protocol/mediation-room.ts';
import { SIDES } from '../../../../sfu-server/protocol/mediation-room.ts';
import type { Participant } from '../../../../sfu-server/protocol/room.ts';

export interface Seated {
  readonly seat: MediationSeat;
  readonly person: Participant;
}

export interface SideGroup {
  readonly side: Side;
  readonly seated: readonly Seated[];
}

/** Who sits on which side, sides in their order; those without anybody are left out. */
export function groupsOf({ seats }: MediationRoom, participants: readonly Participant[]): SideGroup[] {
  const seated = seats.flatMap((seat): Seated[] => {
    const person = participants.find(({ id }) => id === seat.participantId);
    return person === undefined ? [] : [{ seat, person }];
  });
  return SIDES.map((side) => ({ side, seated: seated.filter(({ seat }) => seat.side === side) })).filter(
    (group) => group.seated.length > 0,
  );
}
