import { z } from 'zod';
import { idSchema, lineOfText, timestampSchema } from './primitives.ts';

/**
 * A board is what a presenter shows to a room: white pages, or a document, and what is drawn on them. Every page is this many units
 * wide whatever the screen, and as high as its shape makes it: what is drawn lies at the same place for everybody.
 */
export const PAGE_WIDTH = 10_000;
/** Height of a white page, units: 16:9. */
export const WHITE_HEIGHT = 5_625;
/** A page is at most so high, units: four times its width. */
const MOST_HEIGHT = 40_000;
/** White pages of one board, at most. */
export const MAX_WHITE_PAGES = 50;
export const MAX_BOARD_PAGES = 2_000;
/** Drawn things on one board, and coordinates in all of them: what one comes in to stays below one message. */
export const MAX_ELEMENTS = 4_000;
export const MAX_COORDINATES = 200_000;
/** Coordinates of one drawn thing: each time that it grows it is told and kept anew. */
export const MAX_ELEMENT_COORDINATES = 20_000;
/** Largest document, bytes. */
export const MAX_DOCUMENT_BYTES = 50 * 1024 * 1024;
/** Most bytes of a document in one message, before Base64. */
export const BOARD_PIECE_BYTES = 384 * 1024;
/** Changes told to a room at most so often: 30 times a second, ms. */
export const TELL_MS = 33;

export const BOARD_COLORS = ['ink', 'red', 'blue', 'green', 'amber'] as const;
export type BoardColor = (typeof BOARD_COLORS)[number];
export const ELEMENT_KINDS = ['pen', 'marker', 'line', 'rectangle', 'text'] as const;
export type ElementKind = (typeof ELEMENT_KINDS)[number];

const coordinate = z.number().int().min(0).max(MOST_HEIGHT);
/** x and y in turn. */
const pointsSchema = z
  .array(coordinate)
  .min(2)
  .max(1_024)
  .refine((points) => points.length % 2 === 0, 'Points are pairs.');
const pageSchema = z
  .number()
  .int()
  .min(0)
  .max(MAX_BOARD_PAGES - 1);

export const drawnElementSchema = z.object({
  id: idSchema,
  page: pageSchema,
  kind: z.enum(ELEMENT_KINDS),
  color: z.enum(BOARD_COLORS),
  /** Of the stroke, or height of the letters, units. */
  size: z.number().int().min(4).max(1_000),
  /** Pen and marker: the way of the pen; line and rectangle: two corners; text: where it begins. */
  points: pointsSchema,
  /** Empty unless it is a text. */
  text: lineOfText(200).or(z.literal('')),
});
export type DrawnElement = z.infer<typeof drawnElementSchema>;

/** A drawn thing as it is kept: its way may be longer than one message brings. */
export const boardElementSchema = drawnElementSchema.extend({
  points: z.array(coordinate).min(2).max(MAX_COORDINATES),
  /** The seat that has drawn it. */
  by: idSchema,
});
export type BoardElement = z.infer<typeof boardElementSchema>;

const extendSchema = z.object({
  op: z.literal('extend'),
  id: idSchema,
  /** How many coordinates there were before: what comes twice is added once. */
  from: z.number().int().nonnegative(),
  points: pointsSchema,
});
const removeSchema = z.object({ op: z.literal('remove'), id: idSchema });
/** Where a pointer is shown; null: nowhere. */
const spotSchema = z.object({ page: pageSchema, x: coordinate, y: coordinate }).nullable();
export type BoardSpot = z.infer<typeof spotSchema>;

/** What somebody does on a board. `put` draws a thing, or puts one's own another way. */
export const boardOpSchema = z.discriminatedUnion('op', [
  z.object({ op: z.literal('put'), element: drawnElementSchema }),
  extendSchema,
  removeSchema,
  z.object({ op: z.literal('point'), at: spotSchema }),
]);
export type BoardOp = z.infer<typeof boardOpSchema>;

/** What has happened on a board. */
export const boardNewsSchema = z.discriminatedUnion('op', [
  z.object({ op: z.literal('put'), element: boardElementSchema }),
  extendSchema.extend({ points: z.array(coordinate).min(2) }),
  removeSchema,
  /** Null: all pages. */
  z.object({ op: z.literal('clear'), page: pageSchema.nullable() }),
  z.object({ op: z.literal('point'), by: idSchema, at: spotSchema }),
]);
export type BoardNews = z.infer<typeof boardNewsSchema>;

/** Kinds of documents that can be shown. */
export const BOARD_MEDIA_TYPES = ['application/pdf', 'image/jpeg', 'image/png', 'image/webp'] as const;
export const boardMediaTypeSchema = z.enum(BOARD_MEDIA_TYPES);
export type BoardMediaType = z.infer<typeof boardMediaTypeSchema>;

export const boardTitleSchema = lineOfText(120);

/** The board that a room looks at, without what is drawn on it. */
export const boardSchema = z.object({
  id: idSchema,
  title: boardTitleSchema,
  /** Null: white pages. */
  document: z.object({ mediaType: boardMediaTypeSchema, size: z.number().int().positive() }).nullable(),
  pages: z.number().int().min(1).max(MAX_BOARD_PAGES),
  /** The page that the presenter is at, from 0. */
  page: pageSchema,
  /** The seat that shows it; null while it is not there. */
  presenterId: idSchema.nullable(),
  presenterName: z.string(),
  /** The seats that see it, beside those who run the room and the presenter; null: everybody. */
  audience: z.array(idSchema).nullable(),
  openedAt: timestampSchema,
});
export type Board = z.infer<typeof boardSchema>;

export const roomBoardSchema = z.object({
  /** Seats that may show something although they neither run the room nor have the floor. */
  presenters: z.array(idSchema),
  /** Null where nothing is shown, or not to this seat. */
  shown: boardSchema.nullable(),
});
export type RoomBoard = z.infer<typeof roomBoardSchema>;

/** A board of earlier, as those who may open it again see it. */
export const keptBoardSchema = boardSchema.pick({
  id: true,
  title: true,
  document: true,
  pages: true,
  presenterName: true,
  openedAt: true,
});
export type KeptBoard = z.infer<typeof keptBoardSchema>;
