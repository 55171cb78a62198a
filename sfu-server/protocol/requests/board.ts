import { z } from 'zod';
import {
  BOARD_PIECE_BYTES,
  boardElementSchema,
  boardOpSchema,
  boardTitleSchema,
  keptBoardSchema,
  MAX_BOARD_PAGES,
  MAX_DOCUMENT_BYTES,
} from '../board.ts';
import { apartSinceSchema } from '../mediation-room.ts';
import { idSchema } from '../primitives.ts';

const roomId = idSchema;
const boardId = idSchema;
const nothing = z.object({});
const base64 = z.base64().max(Math.ceil(BOARD_PIECE_BYTES / 3) * 4);
const page = z.number().int().min(0).max(MAX_BOARD_PAGES);
const offset = z.number().int().min(0).max(MAX_DOCUMENT_BYTES);
/** Seats that are to see it; null: everybody. Only those who run the room keep something from others. */
const audience = z.array(idSchema).max(500).nullable();

/**
 * The presenter's board (白板与文档): shown by host, cohosts, whoever has the floor and whom the host lets. What is kept from a seat
 * is unknown to it (`board.unknown`).
 */
export const boardRequests = {
  /** Brings a document piece by piece, in order; a piece at 0 begins anew. It is looked at when it is opened. */
  'board.upload': {
    params: z.object({ roomId, uploadId: idSchema, offset, base64 }),
    /** Bytes that are there. */
    result: z.object({ offset: z.number().int() }),
    needs: 'anybody',
  },
  /** Shows white pages, or the document that was brought, in the place of what was shown. */
  'board.open': {
    params: z.object({
      roomId,
      title: boardTitleSchema,
      document: z.object({ uploadId: idSchema, pages: z.number().int().min(1).max(MAX_BOARD_PAGES) }).nullable(),
      audience: audience.default(null),
      /** When the page began to bring it. */
      apartSince: apartSinceSchema,
    }),
    result: z.object({ boardId }),
    needs: 'anybody',
  },
  /** What is drawn on it. News of a version up to this one are in it already. */
  'board.get': {
    params: z.object({ roomId, boardId }),
    result: z.object({ version: z.number().int().nonnegative(), elements: z.array(boardElementSchema) }),
    needs: 'anybody',
  },
  /** A piece of its document. */
  'board.read': {
    params: z.object({ roomId, boardId, offset, length: z.number().int().min(1).max(BOARD_PIECE_BYTES) }),
    result: z.object({ base64: z.string() }),
    needs: 'anybody',
  },
  /** The page that all who follow look at; of white pages the one after the last is a new one. */
  'board.turn': { params: z.object({ roomId, boardId, page }), result: nothing, needs: 'anybody' },
  'board.draw': { params: z.object({ roomId, boardId, ops: z.array(boardOpSchema).min(1).max(64) }), result: nothing, needs: 'anybody' },
  /** All that is drawn on a page, or (null) on all. */
  'board.clear': { params: z.object({ roomId, boardId, page: page.nullable() }), result: nothing, needs: 'anybody' },
  'board.setAudience': { params: z.object({ roomId, boardId, audience }), result: nothing, needs: 'account' },
  /** It stays in the room's record. */
  'board.close': { params: z.object({ roomId, boardId }), result: nothing, needs: 'anybody' },
  /** Lets a member or guest show something, or no longer. */
  'board.let': { params: z.object({ roomId, participantId: idSchema, allowed: z.boolean() }), result: nothing, needs: 'account' },
  /** What was shown in this room, newest first; for those who run it. */
  'board.list': { params: z.object({ roomId }), result: z.object({ boards: z.array(keptBoardSchema) }), needs: 'account' },
  /** Shows one of them again, with what is drawn on it and to whom it was shown. */
  'board.reopen': { params: z.object({ roomId, boardId }), result: nothing, needs: 'account' },
} as const;
