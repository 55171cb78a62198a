import type { MediationRoom, MediationSeat } from '../../../../sfu-server/protocol/mediation-room.ts';

/** What somebody is in a mediation and where they sit; null for cameras, and in rooms of another kind. */
export function seatPlaceOf(mediation: MediationRoom | null | undefined, participantId: string): MediationSeat | null {
  return mediation?.seats.find((seat) => seat.participantId === participantId) ?? null;
}
