import { z } from 'zod';
import { mediaTypeSchema } from './attachment.ts';
import { fileNameSchema } from './entities/attachment.ts';
import { idSchema } from './primitives.ts';

/** Largest file that may be sent to a room, bytes. */
export const MAX_ROOM_FILE_BYTES = 20 * 1024 * 1024;

/** A file that was sent to a room, as its message names it. */
export const roomFileSchema = z.object({
  /** The message's own. */
  id: idSchema,
  name: fileNameSchema,
  mediaType: mediaTypeSchema,
  /** Bytes. */
  size: z.number().int().positive().max(MAX_ROOM_FILE_BYTES),
});
export type RoomFile = z.infer<typeof roomFileSchema>;

/** Where a room's file is found on the server; the ticket that a request gave goes along as a bearer token. */
export const roomFilePath = {
  upload: (id: string) => `/room-files/${id}/upload`,
  content: (id: string) => `/room-files/${id}/content`,
} as const;

/** A ticket as it travels: 256 random bits. */
export const roomFileTicketSchema = z.string().regex(/^[\w-]{43}$/);

/** What can be shown for a moment without a word. A raised hand is not one of them: it stays, and has its place. */
export const REACTIONS = ['approve', 'applaud', 'doubt', 'tooFast'] as const;
export const reactionSchema = z.enum(REACTIONS);
export type Reaction = z.infer<typeof reactionSchema>;
