import type { boardRequests } from '../../protocol/requests/board.ts';
import type { RoomService } from '../../rooms/room-service.ts';
import type { Handlers } from '../handler.ts';

/** Requests about what is shown in a room. */
export function boardHandlers(rooms: RoomService): Handlers<keyof typeof boardRequests> {
  /** The board of a room and the asker's seat there. */
  const inside = (roomId: string, asker: Parameters<RoomService['room']>[1]) => {
    const room = rooms.room(roomId, asker);
    return { board: room.board, seat: room.mustSit(asker) };
  };
  return {
    'board.upload': async ({ roomId, uploadId, offset, base64 }, asker) => {
      const { board, seat } = inside(roomId, asker);
      return { offset: await board.upload(seat, uploadId, offset, Buffer.from(base64, 'base64')) };
    },
    'board.open': async (params, asker) => {
      const { board, seat } = inside(params.roomId, asker);
      return { boardId: await board.open(seat, params) };
    },
    'board.get': ({ roomId, boardId }, asker) => {
      const { board, seat } = inside(roomId, asker);
      return board.get(seat, boardId);
    },
    'board.read': async ({ roomId, boardId, offset, length }, asker) => {
      const { board, seat } = inside(roomId, asker);
      return { base64: (await board.read(seat, boardId, offset, length)).toString('base64') };
    },
    'board.turn': ({ roomId, boardId, page }, asker) => {
      const { board, seat } = inside(roomId, asker);
      board.turn(seat, boardId, page);
      return {};
    },
    'board.draw': ({ roomId, boardId, ops }, asker) => {
      const { board, seat } = inside(roomId, asker);
      board.draw(seat, boardId, ops);
      return {};
    },
    'board.clear': ({ roomId, boardId, page }, asker) => {
      const { board, seat } = inside(roomId, asker);
      board.clear(seat, boardId, page);
      return {};
    },
    'board.setAudience': ({ roomId, boardId, audience }, asker) => {
      const { board, seat } = inside(roomId, asker);
      board.setAudience(seat, boardId, audience);
      return {};
    },
    'board.close': async ({ roomId, boardId }, asker) => {
      const { board, seat } = inside(roomId, asker);
      await board.close(seat, boardId);
      return {};
    },
    'board.let': ({ roomId, participantId, allowed }, asker) => {
      rooms.roomFor(roomId, asker, 'present').board.let(participantId, allowed);
      return {};
    },
    'board.list': async ({ roomId }, asker) => ({ boards: await rooms.roomFor(roomId, asker, 'present').board.list() }),
    'board.reopen': async ({ roomId, boardId }, asker) => {
      await rooms.roomFor(roomId, asker, 'present').board.reopen(boardId);
      return {};
    },
  };
}
