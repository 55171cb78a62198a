import type { floorRequests } from '../../protocol/requests/floor.ts';
import type { RoomService } from '../../rooms/room-service.ts';
import type { AccountAsker } from '../../security/identity.ts';
import type { Handlers } from '../handler.ts';

/** Requests about who has the word in a room. */
export function floorHandlers(rooms: RoomService): Handlers<keyof typeof floorRequests> {
  const floorOf = (roomId: string, asker: AccountAsker) => rooms.roomFor(roomId, asker, 'floor').floor;
  return {
    'floor.give': async ({ roomId, participantId, minutes }, asker) => {
      await floorOf(roomId, asker).give(participantId, minutes);
      return {};
    },
    'floor.extend': ({ roomId, minutes }, asker) => {
      floorOf(roomId, asker).extend(minutes);
      return {};
    },
    'floor.end': async ({ roomId }, asker) => {
      await floorOf(roomId, asker).end();
      return {};
    },
    'floor.prepare': ({ roomId, participantId }, asker) => {
      floorOf(roomId, asker).prepare(participantId);
      return {};
    },
    'floor.lowerHand': ({ roomId, participantId }, asker) => {
      floorOf(roomId, asker).lowerHand(participantId);
      return {};
    },
    'floor.move': ({ roomId, participantId, before }, asker) => {
      floorOf(roomId, asker).move(participantId, before);
      return {};
    },
  };
}
