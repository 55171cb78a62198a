import { z } from 'zod';
import { boardMediaTypeSchema, boardNewsSchema } from '../../protocol/board.ts';
import { idSchema, timestampSchema } from '../../protocol/primitives.ts';
import { recordingEndSchema } from '../../protocol/recording-live.ts';
import { LAYOUT_MODES, participantSchema, roomProducerSchema } from '../../protocol/room.ts';

const participant = participantSchema.pick({ id: true, kind: true, name: true, orgName: true });

/** How the host has laid the room out for everybody. */
export const recordedLayoutSchema = z.object({
  mode: z.enum([...LAYOUT_MODES, 'spotlight']),
  /** Who is where, the largest place first. */
  places: z.array(idSchema),
});
export type RecordedLayout = z.infer<typeof recordedLayoutSchema>;

/** What is shown to everybody. */
export const recordedBoardSchema = z.object({
  id: idSchema,
  page: z.number().int().nonnegative(),
  /** `file` in the recording's folder of documents; null: white pages. */
  document: z.object({ file: z.string().regex(/^[0-9a-f]{64}$/), mediaType: boardMediaTypeSchema }).nullable(),
});
export type RecordedBoardEvent = z.infer<typeof recordedBoardSchema>;

const event = z.discriminatedUnion('type', [
  z.object({ type: z.literal('participant'), participant }),
  z.object({ type: z.literal('left'), participantId: idSchema }),
  z.object({ type: z.literal('producer'), producer: roomProducerSchema }),
  z.object({ type: z.literal('producerClosed'), producerId: idSchema }),
  z.object({ type: z.literal('speaker'), participantId: idSchema.nullable() }),
  /** Null: everybody chooses for themselves. */
  z.object({ type: z.literal('layout'), layout: recordedLayoutSchema.nullable() }),
  /** Null: nothing. The same board again is another page of it, with what was drawn; another one begins without anything drawn. */
  z.object({ type: z.literal('board'), board: recordedBoardSchema.nullable() }),
  z.object({ type: z.literal('drawn'), boardId: idSchema, news: z.array(boardNewsSchema) }),
  /** The room was divided (背靠背, 休息), and nothing of it recorded, or was together again. */
  z.object({ type: z.literal('apart'), apart: z.boolean() }),
  /** A run of the recorder with a packet log of its own. */
  z.object({ type: z.literal('recorder'), log: z.string() }),
  /** The recorder was gone from here until the next `recorder`. */
  z.object({ type: z.literal('gap') }),
  z.object({ type: z.literal('end'), reason: recordingEndSchema }),
]);

/** One line of a recording's timeline: what was so from `t`, ms since it began. */
export const timelineEventSchema = z.intersection(event, z.object({ t: z.number().nonnegative(), at: timestampSchema }));
export type TimelineEvent = z.infer<typeof timelineEventSchema>;
export type RecordedEvent = z.infer<typeof event>;
export type RecordedParticipant = z.infer<typeof participant>;
