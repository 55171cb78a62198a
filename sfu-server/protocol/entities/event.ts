import { z } from 'zod';
import { blockOfText, idSchema, lineOfText, positionSchema, timestampSchema } from '../primitives.ts';

/** The steps of an event (事件) and of a dispatched one, in the order in which they come. */
export const EVENT_STATES = [
  'reported',
  'accepted',
  'dispatched',
  'acknowledged',
  'handling',
  'reportedBack',
  'verified',
  'closed',
] as const;
export const eventStateSchema = z.enum(EVENT_STATES);
export type EventState = z.infer<typeof eventStateSchema>;

/** What an event may turn into from each state. `dispatched` and `handling` come back when a check fails. */
export const EVENT_TRANSITIONS: { readonly [S in EventState]: readonly EventState[] } = {
  reported: ['accepted', 'closed'],
  accepted: ['dispatched', 'handling', 'closed'],
  dispatched: ['acknowledged', 'accepted'],
  acknowledged: ['handling'],
  handling: ['reportedBack'],
  reportedBack: ['verified', 'handling'],
  verified: ['closed', 'handling'],
  closed: [],
};

export const EVENT_KINDS = ['dispute', 'safety', 'environment', 'facility', 'traffic', 'flood', 'fire', 'service', 'other'] as const;
export const eventKindSchema = z.enum(EVENT_KINDS);
export type EventKind = z.infer<typeof eventKindSchema>;

/** 1 is the most urgent (一级). */
export const eventLevelSchema = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);

export const eventNoteSchema = z.object({
  id: idSchema,
  at: timestampSchema,
  byName: z.string().max(40),
  /** The state that this note led to; null where it is only a remark. */
  state: eventStateSchema.nullable(),
  text: z.string().max(2000),
});
export type EventNote = z.infer<typeof eventNoteSchema>;

export const eventSchema = z.object({
  id: idSchema,
  orgId: idSchema,
  gridId: idSchema.nullable(),
  /** 事件编号, such as `晶泉事〔2026〕20871号`, given by the server; null while it waits to be sent. */
  number: z.string().max(60).nullable(),
  title: lineOfText(80),
  detail: blockOfText(2000),
  kind: eventKindSchema,
  level: eventLevelSchema,
  state: eventStateSchema,
  position: positionSchema,
  reportedById: idSchema,
  reportedByName: z.string().max(40),
  reportedAt: timestampSchema,
  updatedAt: timestampSchema,
  /** When it has to be closed; null where no limit applies. */
  dueAt: timestampSchema.nullable(),
  /** Grows only; oldest first. */
  notes: z.array(eventNoteSchema),
});
export type GovernanceEvent = z.infer<typeof eventSchema>;
