import { z } from 'zod';
import { roomBoardSchema } from './board.ts';
import { mediationRoomSchema } from './mediation-room.ts';
import { idSchema, timestampSchema } from './primitives.ts';
import { recordingLiveSchema } from './recording-live.ts';
import { rollCallSchema } from './roll-call.ts';
import { roomFileSchema } from './room-file.ts';

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
  /** People waiting in the lobby; 0 for those who may not admit. */
  waiting: z.number().int().nonnegative(),
});
export type RoomSummary = z.infer<typeof roomSummarySchema>;

/** What a participant is in a room; `room-rights.ts` says what each may do. At most one seat is the host: it holds the chair. */
export const participantRoleSchema = z.enum(['host', 'cohost', 'member', 'guest', 'camera']);
export type ParticipantRole = z.infer<typeof participantRoleSchema>;

export const sendingLimitSchema = z.enum(['line', 'machine']);
export type SendingLimit = z.infer<typeof sendingLimitSchema>;

/** One seat of a room: a person, or a camera put on the table. */
export const participantSchema = z.object({
  id: idSchema,
  kind: z.enum(['person', 'surveillance']),
  role: participantRoleSchema,
  name: z.string(),
  orgName: z.string(),
  /** Organisation of the account; null for guests and cameras. */
  orgId: idSchema.nullable(),
  accountId: idSchema.nullable(),
  cameraId: idSchema.nullable(),
  joinedAt: timestampSchema,
  /** False while the seat is held for somebody whose line is cut. */
  connected: z.boolean(),
  /** When the hand went up; null while it is down. Hands are served in this order. */
  handRaisedAt: timestampSchema.nullable(),
  /** The host has muted the microphone, and it has not been opened since. */
  mutedByHost: z.boolean(),
  /** May send although the room has an audience (`RoomSettings.audience`). */
  speaker: z.boolean(),
  /** Whether they may open their own microphone, whatever the room says (`RoomSettings.mayUnmute`); null: as the room says. */
  mayUnmute: z.boolean().nullable(),
  /** What keeps this seat from sending its picture as well as it could: its line, or its machine's processor. As it says itself. */
  limitedBy: sendingLimitSchema.nullable(),
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
  /** Empty where it is a file. */
  text: z.string(),
  file: roomFileSchema.optional(),
  at: timestampSchema,
});
export type ChatMessage = z.infer<typeof chatMessageSchema>;

/** Tiles that are shown large for everybody, at most. */
export const MAX_SPOTLIGHT = 4;
/** Seats that may send in a room with an audience, beside its host and cohosts, at most. */
export const MAX_SPEAKERS = 10;

/** How the host wants the room to be. */
export const roomSettingsSchema = z.object({
  /** Everybody who is neither host nor cohost waits at the door. */
  lobby: z.boolean(),
  /** Nobody new comes in (`room.locked`); whoever has a seat comes back to it. */
  locked: z.boolean(),
  /** False: only hosts, whoever has the floor and whom a host lets (`Participant.mayUnmute`) open their own microphone. */
  mayUnmute: z.boolean(),
  /** False: only hosts and whoever has the floor share a screen. */
  mayShareScreen: z.boolean(),
  /** Who may write. */
  mayChat: z.enum(['all', 'host', 'none']),
  /** True: members and guests are listeners, who send nothing unless they are made speakers or have the floor. */
  audience: z.boolean(),
});
export type RoomSettings = z.infer<typeof roomSettingsSchema>;

export const LAYOUT_MODES = ['grid', 'speaker', 'threeWay', 'pictureInPicture', 'screen'] as const;
/** The layout that the host has on; with `follow` every console takes it over. */
export const roomLayoutSchema = z.object({
  mode: z.enum(LAYOUT_MODES),
  follow: z.boolean(),
  /** Who is where, the largest place first; the rest of the places is filled by each console. */
  places: z.array(idSchema).max(9),
});
export type RoomLayout = z.infer<typeof roomLayoutSchema>;

/** Who has the word (发言), who is next, and who wants it. */
export const floorSchema = z.object({
  /** Participants whose hand is up, in the order in which they are to be heard. */
  queue: z.array(idSchema),
  speaking: z
    .object({
      participantId: idSchema,
      startedAt: timestampSchema,
      /** Null: without a limit. Passed: they speak over time, which is shown and not cut off. */
      endsAt: timestampSchema.nullable(),
    })
    .nullable(),
  /** Has been asked to get ready. */
  nextId: idSchema.nullable(),
});
export type Floor = z.infer<typeof floorSchema>;

/** All that a participant sees of a room at one moment. */
export const roomStateSchema = z.object({
  room: roomSummarySchema,
  participants: z.array(participantSchema),
  producers: z.array(roomProducerSchema),
  lobby: z.array(lobbyEntrySchema),
  chat: z.array(chatMessageSchema),
  activeSpeakerId: idSchema.nullable(),
  /** Whose seat holds the chair; null while nobody who could is there. */
  hostId: idSchema.nullable(),
  settings: roomSettingsSchema,
  /** Shown large for everybody, in this order. */
  spotlight: z.array(idSchema).max(MAX_SPOTLIGHT),
  layout: roomLayoutSchema,
  floor: floorSchema,
  /** What is shown beside the people. */
  board: roomBoardSchema,
  /** The roll call under way, or the last one until it is signed; its entries only for those who run it. */
  rollCall: rollCallSchema.nullable(),
  /** The recording under way, or the last one; null where there was none. */
  recording: recordingLiveSchema.nullable(),
  /** Null in rooms of another kind. */
  mediation: mediationRoomSchema.nullable(),
});
export type RoomState = z.infer<typeof roomStateSchema>;
