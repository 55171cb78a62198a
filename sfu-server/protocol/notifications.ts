import { z } from 'zod';
import { boardNewsSchema, roomBoardSchema } from './board.ts';
import { cameraStateSchema } from './camera-state.ts';
import { casePaperSchema, roomSigningSchema } from './case-paper.ts';
import { rowChangeSchema } from './entities/index.ts';
import { refusalSchema } from './errors.ts';
import { rtpCapabilitiesSchema } from './media.ts';
import { mediationRoomSchema } from './mediation-room.ts';
import { idSchema, timestampSchema } from './primitives.ts';
import { recordingLiveSchema } from './recording-live.ts';
import { sharedAgreementSchema } from './requests/agreements.ts';
import { readBackSchema } from './requests/records.ts';
import { rollCallEntrySchema, rollCallSchema, rollCallTotalsSchema } from './roll-call.ts';
import {
  chatMessageSchema,
  floorSchema,
  lobbyEntrySchema,
  MAX_SPOTLIGHT,
  mediaSourceSchema,
  participantSchema,
  roomLayoutSchema,
  roomProducerSchema,
  roomSettingsSchema,
  roomSummarySchema,
} from './room.ts';
import { reactionSchema } from './room-file.ts';
import { roomSpeechSchema } from './speech.ts';

const roomId = idSchema;
const consumerId = idSchema;

/** Everything that the server says unasked. */
export const NOTIFICATIONS = {
  /** The first message on every socket. */
  welcome: z.object({
    serverVersion: z.string(),
    protocolVersion: z.number().int(),
    serverTime: timestampSchema,
    demo: z.boolean(),
    /** The same for every router of this server, so that a device can be loaded before it is needed. */
    rtpCapabilities: rtpCapabilitiesSchema,
  }),
  /** The account was signed out from elsewhere, disabled or moved; sign in again. */
  'session.ended': z.object({ reason: refusalSchema }),
  /** To those who administer it: an account is new or has changed. */
  'account.changed': z.object({ accountId: idSchema }),
  /**
   * The log has grown within this account's branch. With `changes`: who has all up to `from` has all up to `version` with them;
   * whoever has not, or gets none, pulls.
   */
  'sync.changed': z.object({
    version: z.number().int().nonnegative(),
    from: z.number().int().nonnegative().optional(),
    changes: z.array(rowChangeSchema).optional(),
  }),
  /** A room of the list is new or has changed. */
  'room.updated': z.object({ room: roomSummarySchema }),
  /** A room has left the list. */
  'room.gone': z.object({ roomId }),
  /** To those inside: who is new or has changed; in a large room all of a moment in one, with those who have gone (`left`, to be taken out first). */
  'room.participants': z.object({ roomId, participants: z.array(participantSchema), left: z.array(idSchema).optional() }),
  'room.participantLeft': z.object({ roomId, participantId: idSchema }),
  'room.producer': z.object({ roomId, producer: roomProducerSchema }),
  'room.producerClosed': z.object({ roomId, producerId: idSchema }),
  'room.activeSpeaker': z.object({ roomId, participantId: idSchema.nullable() }),
  /** To those who may admit: who is waiting now. */
  'room.lobby': z.object({ roomId, lobby: z.array(lobbyEntrySchema) }),
  'room.chat': z.object({ roomId, message: chatMessageSchema }),
  /** Somebody shows a small sign, for a moment. */
  'room.reaction': z.object({ roomId, participantId: idSchema, reaction: reactionSchema }),
  /** To the one who waits: come in (join again with the seat), or not. */
  'room.admitted': z.object({ roomId }),
  'room.denied': z.object({ roomId }),
  /** To its owner: the room has paused this producer (muted by the host, or no longer allowed to send). */
  'room.muted': z.object({ roomId, producerId: idSchema, source: mediaSourceSchema }),
  /** To its owner: the room has closed this producer (a screen that may no longer be shared). */
  'room.stopped': z.object({ roomId, producerId: idSchema, source: mediaSourceSchema }),
  /** To those inside: who holds the chair now. Roles come by `room.participants`. */
  'room.host': z.object({ roomId, hostId: idSchema.nullable() }),
  'room.settings': z.object({ roomId, settings: roomSettingsSchema }),
  'room.spotlight': z.object({ roomId, participantIds: z.array(idSchema).max(MAX_SPOTLIGHT) }),
  'room.layout': z.object({ roomId, layout: roomLayoutSchema }),
  'room.floor': z.object({ roomId, floor: floorSchema }),
  /** What is shown to this seat is another, at another page, or nothing any more; or who may show something has changed. */
  'board.changed': z.object({ roomId, board: roomBoardSchema }),
  /** What has happened on the board that is shown, in order; at most 30 times a second. `version` is that after all of it. */
  'board.news': z.object({ roomId, boardId: idSchema, version: z.number().int().nonnegative(), news: z.array(boardNewsSchema) }),
  /** A roll call has begun, was closed, or is over (null); entries only to those who run it. */
  'room.rollCall': z.object({ roomId, rollCall: rollCallSchema.nullable() }),
  /** To those who run it: these lines have changed. */
  'room.rollCallEntries': z.object({ roomId, sheetId: idSchema, entries: z.array(rollCallEntrySchema), totals: rollCallTotalsSchema }),
  /** To a seat that is expected and has not answered: answer by `rollCall.answer`. `name` is the line it answers for. */
  'rollCall.called': z.object({ roomId, sheetId: idSchema, title: z.string(), name: z.string() }),
  /** To those inside: whether the room is being recorded, and that bytes reach the disk; every two seconds while it is. */
  'room.recording': z.object({ roomId, recording: recordingLiveSchema.nullable() }),
  /** What the room is signing now, as this seat may see it; null: nothing. */
  'room.signing': z.object({ roomId, signing: roomSigningSchema.nullable() }),
  /** To each in a room: the record that is being read back, as their seat sees it. */
  'record.shown': z.object({ roomId, readBack: readBackSchema.nullable() }),
  /** To those who run a mediation: whether it is listened to, and what was understood. */
  'speech.changed': z.object({ roomId, speech: roomSpeechSchema }),
  /** The draft that lies on the table of a mediation, as this seat may see it; null: none. */
  'agreement.shared': z.object({ roomId, agreement: sharedAgreementSchema.nullable() }),
  /** To those who read the case: this paper is new or has changed. */
  'casePaper.changed': z.object({ paper: casePaperSchema }),
  /** To a party's own page: something of their case is new; it says nothing of what. */
  'party.changed': z.object({}),
  /** Places, checks, the notice of rights, or how the room is divided: told when it is so for everybody, never before. */
  'room.mediation': z.object({ roomId, mediation: mediationRoomSchema }),
  /** To those inside: you are out, and why. `moved`: the same seat was taken from another page; `rebuilt`: join again. */
  'room.closed': z.object({ roomId, reason: z.enum(['ended', 'removed', 'moved', 'rebuilt']) }),
  'media.consumerClosed': z.object({ consumerId }),
  'media.consumerPaused': z.object({ consumerId }),
  'media.consumerResumed': z.object({ consumerId }),
  /** The layers forwarded now; null while nothing is, for want of bandwidth. */
  'media.consumerLayers': z.object({ consumerId, spatialLayer: z.number().int().nullable() }),
  'camera.state': cameraStateSchema,
} as const;

export type NotificationType = keyof typeof NOTIFICATIONS;
export type NotificationData<T extends NotificationType> = z.output<(typeof NOTIFICATIONS)[T]>;

export function isNotificationType(type: string): type is NotificationType {
  return Object.hasOwn(NOTIFICATIONS, type);
}

/** Says something to one page of one client. Never fails: whoever is gone has nothing to hear. */
export type Notify = <T extends NotificationType>(type: T, data: NotificationData<T>) => void;
