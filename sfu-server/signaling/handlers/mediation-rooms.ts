import { partySeat } from '../../governance/mediation/party-seat.ts';
import { presentCase } from '../../governance/mutations/case-change.ts';
import { Refusal } from '../../protocol/errors.ts';
import type { mediationRoomRequests } from '../../protocol/requests/mediation-room.ts';
import type { RoomService } from '../../rooms/room-service.ts';
import type { AccountAsker } from '../../security/identity.ts';
import type { Db } from '../../store/database.ts';
import { IdentityPictures } from '../../store/identity-pictures.ts';
import type { Handlers } from '../handler.ts';

/** Requests about what a mediation room is beside a room. */
export function mediationRoomHandlers(rooms: RoomService, db: Db): Handlers<keyof typeof mediationRoomRequests> {
  const pictures = new IdentityPictures(db);
  const mediated = (roomId: string, asker: AccountAsker) => rooms.roomFor(roomId, asker, 'mediate');
  return {
    'mediationRoom.place': async ({ roomId, participantId, capacity, side }, asker) => {
      mediated(roomId, asker).mediation.place(participantId, { capacity, side });
      await rooms.decisionsKept(roomId);
      return {};
    },
    'mediationRoom.caucus': async (params, asker) => {
      const room = mediated(params.roomId, asker);
      await room.mediation.caucus(room.mustSit(asker), params);
      return {};
    },
    'mediationRoom.break': async ({ roomId, minutes }, asker) => {
      const room = mediated(roomId, asker);
      const { mediation } = room;
      room.mustSit(asker);
      await mediation.pause(minutes);
      return {};
    },
    'mediationRoom.together': async ({ roomId }, asker) => {
      const room = mediated(roomId, asker);
      await room.mediation.together(room.mustSit(asker));
      return {};
    },
    'mediationRoom.checkIdentity': async (params, asker) => {
      const { mediation } = mediated(params.roomId, asker);
      const { roomId, participantId, face } = params;
      const person = mediation.personAt(participantId);
      if (face !== null) await pictures.addFace(roomId, person, { name: mediation.nameAt(participantId), base64: face, at: Date.now() });
      mediation.checkIdentity(params, asker.identity.account);
      await rooms.decisionsKept(params.roomId);
      return {};
    },
    'mediationRoom.notice': async ({ roomId, notice }, asker) => {
      mediated(roomId, asker).mediation.openNotice(notice, asker.identity.account);
      await rooms.decisionsKept(roomId);
      return {};
    },
    'mediationRoom.step': async ({ roomId, step }, asker) => {
      mediated(roomId, asker).mediation.begin(step);
      await rooms.decisionsKept(roomId);
      return {};
    },
    'mediationRoom.inviteParty': async ({ roomId, partyId, who }, asker) => {
      const { caseId } = rooms.roomFor(roomId, asker, 'invite').mediation.state;
      if (caseId === null) throw new Refusal('row.unknown', 'This room belongs to no case.');
      const { account } = asker.identity;
      const { label, place, party } = await partySeat(db, account, { caseId, partyId, who });
      return { ...(await rooms.inviteParty(roomId, label, place, account.id, party)), name: party.name };
    },
    'mediationRoom.showDocument': async ({ roomId, base64 }, asker) => {
      const room = rooms.room(roomId, asker);
      const seat = room.mustSit(asker);
      const { mediation } = room;
      const at = Date.now();
      await pictures.add(roomId, mediation.personOf(seat), { name: seat.name, base64, at });
      mediation.shown(seat, at);
      await rooms.decisionsKept(roomId);
      return {};
    },
    'mediationRoom.document': async ({ roomId, participantId }, asker) => {
      const room = mediated(roomId, asker);
      const { caseId } = room.mediation.state;
      if (caseId !== null) await presentCase({ trx: db, account: asker.identity.account, now: Date.now() }, caseId);
      const found = await pictures.newest(roomId, room.mediation.personAt(participantId));
      return { document: found === null ? null : { base64: found.base64, at: found.at } };
    },
    'mediationRoom.confirmNotice': async ({ roomId }, asker) => {
      const room = rooms.room(roomId, asker);
      const seat = room.mustSit(asker);
      room.mediation.confirmNotice(seat);
      await rooms.decisionsKept(roomId);
      return {};
    },
  };
}
