import type { LinkedParty, PartyLinks } from '../../governance/applications/party-links.ts';
import { seatOf } from '../../governance/mediation/party-seat.ts';
import { Refusal } from '../../protocol/errors.ts';
import type { RoomService } from '../../rooms/room-service.ts';
import type { Invitations } from '../../security/invitations.ts';
import type { Db } from '../../store/database.ts';

export interface PartySeatsOptions {
  readonly db: Db;
  readonly links: PartyLinks;
  readonly rooms: Pick<RoomService, 'inviteParty'>;
  readonly invitations: Pick<Invitations, 'look'>;
}

/** Leads parties to their own seats in the rooms of their hearings. */
export class PartySeats {
  readonly #options: PartySeatsOptions;

  constructor(options: PartySeatsOptions) {
    this.#options = options;
  }

  /**
   * The link to the party's seat: the same each time while it is good, so that whoever comes back is the same person there.
   * @throws Refusal `row.unknown`; `room.ended` while or once its room is not open
   */
  async enter(linked: LinkedParty, sessionId: string): Promise<{ path: string; roomId: string }> {
    const { db, links, rooms } = this.#options;
    const { caseId, linkId, keeperId } = linked;
    const row = await db
      .selectFrom('mediation_sessions')
      .select(['room_id', 'cancel_reason'])
      .where('id', '=', sessionId)
      .where('mediation_id', '=', caseId)
      .executeTakeFirst();
    if (row === undefined) throw new Refusal('row.unknown', 'There is no such hearing.');
    const { room_id: roomId, cancel_reason: cancelReason } = row;
    if (roomId === null || cancelReason !== null) throw new Refusal('room.ended', 'The room of this hearing is not open.');
    if (linked.seat?.roomId === roomId && (await this.#stands(linked.seat.invitation))) {
      return { path: `/join/${linked.seat.invitation}`, roomId };
    }
    const { label, place, party } = seatOf(linked.party, 'party');
    const { code, path } = await rooms.inviteParty(roomId, label, place, keeperId, party);
    await links.seated(linkId, roomId, code);
    return { path, roomId };
  }

  async #stands(code: string): Promise<boolean> {
    try {
      await this.#options.invitations.look(code);
      return true;
    } catch (error) {
      if (error instanceof Refusal) return false;
      throw error;
    }
  }
}
