import { z } from 'zod';
import { idSchema, timestampSchema } from './primitives.ts';

export const ROOM_KINDS = ['conference', 'mediation', 'petition', 'dispatch', 'hearing'] as const;
export const roomKindSchema = z.enum(ROOM_KINDS);
export type RoomKind = z.infer<typeof roomKindSchema>;

/** Who may see a room in the list and walk in: the whole line of its organisation, or only those invited. */
export const roomAccessSchema = z.enum(['line', 'invited']);

/** A room as the list shows it. */
export const roomSummarySchema = z.object({
  id: idSchema,
  kind: roomKindSchema,
  title: z.string(),
  access: roomAccessSchema,
  orgId: idSchema,
  orgName: z.string(),
  createdById: idSchema,
  createdByName: z.string(),
  createdAt: timestampSchema,
  /** Seats taken, cameras not counted. */
  participants: z.number().int().nonnegative(),
  /** Guests waiting in the lobby; 0 for those who may not admit. */
  waiting: z.number().int().nonnegative(),
});
export type RoomSummary = z.infer<typeof roomSummarySchema>;

/** What a participant may do in a room; each kind's policy says who starts as what. */
export const participantRoleSchema = z.enum(['host', 'member', 'guest', 'camera']);
export type ParticipantRole = z.infer<typeof participantRoleSchema>;

/** One seat of a room: a person, or a camera put on the table. */
export const participantSchema = z.object({
  id: idSchema,
  kind: z.enum(['person', 'surveillance']),
  role: participantRoleSchema,
  name: z.string(),
  orgName: z.string(),
  accountId: idSchema.nullable(),
  cameraId: idSchema.nullable(),
  joinedAt: timestampSchema,
  /** False while the seat is held for somebody whose line is cut. */
  connected: z.boolean(),
  /** When the hand went up; null while it is down. Hands are served in this order. */
  handRaisedAt: timestampSchema.nullable(),
});
export type Participant = z.infer<typeof participantSchema>;

export const mediaSourceSchema = z.enum(['microphone', 'camera', 'screen', 'screenAudio', 'surveillance']);
export type MediaSource = z.infer<typeof mediaSourceSchema>;

/** A producer in a room, as the others may consume it. */
export const roomProducerSchema = z.object({
  id: idSchema,
  participantId: idSchema,
  kind: z.enum(['audio', 'video']),
  source: mediaSourceSchema,
  /** True while its owner (or the host) has it muted. */
  paused: z.boolean(),
});
export type RoomProducer = z.infer<typeof roomProducerSchema>;

export const lobbyEntrySchema = z.object({ participantId: idSchema, name: z.string(), label: z.string(), since: timestampSchema });
export type LobbyEntry = z.infer<typeof lobbyEntrySchema>;

export const chatMessageSchema = z.object({
  id: idSchema,
  participantId: idSchema,
  name: z.string(),
  text: z.string(),
  at: timestampSchema,
});
export type ChatMessage = z.infer<typeof chatMessageSchema>;

/** All that a participant sees of a room at one moment. */
export const roomStateSchema = z.object({
  room: roomSummarySchema,
  participants: z.array(participantSchema),
  producers: z.array(roomProducerSchema),
  lobby: z.array(lobbyEntrySchema),
  chat: z.array(chatMessageSchema),
  activeSpeakerId: idSchema.nullable(),
});
export type RoomState = z.infer<typeof roomStateSchema>;
