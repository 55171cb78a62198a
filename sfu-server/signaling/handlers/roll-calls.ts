import type { rollCallRequests } from '../../protocol/requests/roll-call.ts';
import type { RollCallArchive } from '../../rooms/roll-call/archive.ts';
import type { RoomService } from '../../rooms/room-service.ts';
import type { AccountAsker } from '../../security/identity.ts';
import type { Handlers } from '../handler.ts';

/** Requests about roll calls: the one under way in a room, and the sheets that are kept. */
export function rollCallHandlers(rooms: RoomService, archive: RollCallArchive): Handlers<keyof typeof rollCallRequests> {
  const run = (roomId: string, asker: AccountAsker) => rooms.roomFor(roomId, asker, 'rollCall');
  return {
    'rollCall.start': async ({ roomId, title, expected }, asker) => {
      const room = run(roomId, asker);
      return { sheetId: await room.rollCall.start(asker.identity.account, title ?? room.stored.title, expected) };
    },
    'rollCall.candidates': async ({ roomId }, asker) => ({
      candidates: await run(roomId, asker).rollCall.candidates(asker.identity.account),
    }),
    'rollCall.answer': async ({ roomId, answer, note }, asker) => {
      const room = rooms.room(roomId, asker);
      room.mustSit(asker);
      await room.rollCall.answer(asker.identity.account, answer, note);
      return {};
    },
    'rollCall.mark': async ({ roomId, entryId, state, note }, asker) => {
      await run(roomId, asker).rollCall.mark(entryId, state, note, asker.identity.account);
      return {};
    },
    'rollCall.close': async ({ roomId }, asker) => {
      await run(roomId, asker).rollCall.close();
      return {};
    },
    'rollCall.sign': async ({ roomId }, asker) => {
      await run(roomId, asker).rollCall.sign(asker.identity.account);
      return {};
    },
    'rollCall.list': async ({ roomId, limit }, asker) => ({ sheets: await archive.list(asker.identity.account, roomId, limit) }),
    'rollCall.get': async ({ sheetId }, asker) => ({ sheet: await archive.get(asker.identity.account, sheetId) }),
    'rollCall.export': ({ sheetId, format }, asker) => archive.export(asker.identity.account, sheetId, format),
  };
}
