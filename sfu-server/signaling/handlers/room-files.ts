import type { roomFileRequests } from '../../protocol/requests/room-files.ts';
import type { RoomFiles } from '../../rooms/files/room-files.ts';
import type { RoomService } from '../../rooms/room-service.ts';
import type { Handlers } from '../handler.ts';

/** Requests about files and small signs in a room. */
export function roomFileHandlers(rooms: RoomService, files: RoomFiles): Handlers<keyof typeof roomFileRequests> {
  return {
    'room.fileAnnounce': ({ roomId, name, size, apartSince }, asker) => files.announce(roomId, name, size, asker, apartSince),
    'room.fileOpen': ({ roomId, fileId }, asker) => files.open(roomId, fileId, asker),
    'room.react': ({ roomId, reaction, apartSince }, asker) => {
      rooms.room(roomId, asker).react(asker, reaction, apartSince);
      return {};
    },
  };
}
