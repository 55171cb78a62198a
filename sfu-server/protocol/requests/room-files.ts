import { z } from 'zod';
import { fileNameSchema } from '../entities/attachment.ts';
import { apartSinceSchema } from '../mediation-room.ts';
import { idSchema } from '../primitives.ts';
import { MAX_ROOM_FILE_BYTES, reactionSchema, roomFileSchema, roomFileTicketSchema } from '../room-file.ts';

const roomId = idSchema;

/** Files and small signs among those who sit in a room, guests too. Contents travel by HTTPS with the ticket that is given here. */
export const roomFileRequests = {
  /** Announces a file. Once its content has come and is what its name says, it is told to the room as a message with this id. */
  'room.fileAnnounce': {
    params: z.object({
      roomId,
      name: fileNameSchema,
      size: z.number().int().positive().max(MAX_ROOM_FILE_BYTES),
      apartSince: apartSinceSchema,
    }),
    result: z.object({ fileId: idSchema, ticket: roomFileTicketSchema }),
    needs: 'anybody',
  },
  /** Asks for a file of a message. The ticket is for this one, for ten minutes. */
  'room.fileOpen': {
    params: z.object({ roomId, fileId: idSchema }),
    result: z.object({ file: roomFileSchema, ticket: roomFileTicketSchema }),
    needs: 'anybody',
  },
  /** Told to all inside once and kept nowhere; one a second from each seat. */
  'room.react': {
    params: z.object({ roomId, reaction: reactionSchema, apartSince: apartSinceSchema }),
    result: z.object({}),
    needs: 'anybody',
  },
} as const;
