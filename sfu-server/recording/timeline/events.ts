import { z } from 'zod';
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

const event = z.discriminatedUnion('type', [
  z.object({ type: z.literal('participant'), participant }),
  z.object({ type: z.literal('left'), participantId: idSchema }),
  z.object({ type: z.literal('producer'), producer: roomProducerSchema }),
  z.object({ type: z.literal('producerClosed'), producerId: idSchema }),
  z.object({ type: z.literal('speaker'), participantId: idSchema.nullable() }),
  /** Null: everybody chooses for themselves. */
  z.object({ type: z.literal('layout'), layout: recordedLayoutSchema.nullable() }),
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
