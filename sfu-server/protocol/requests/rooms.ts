import { z } from 'zod';
import { transportOfferSchema } from '../media.ts';
import { apartSinceSchema, placeSchema } from '../mediation-room.ts';
import { blockOfText, idSchema, lineOfText, timestampSchema } from '../primitives.ts';
import {
  chatMessageSchema,
  MAX_SPOTLIGHT,
  roomAccessSchema,
  roomKindSchema,
  roomLayoutSchema,
  roomSettingsSchema,
  roomStateSchema,
  roomSummarySchema,
  sendingLimitSchema,
} from '../room.ts';

const roomId = idSchema;
const participantId = idSchema;
const nothing = z.object({});

/** Proof of a seat: who has it may come back to the seat within the time that it is held. */
const seatSchema = z.object({ participantId, seatKey: z.string().min(16).max(128) });
export type Seat = z.infer<typeof seatSchema>;

export const roomRequests = {
  'room.list': { params: nothing, result: z.object({ rooms: z.array(roomSummarySchema) }), needs: 'account' },
  'room.create': {
    params: z.object({
      kind: roomKindSchema,
      title: lineOfText(80),
      access: roomAccessSchema,
      /** With access `invited`: the organisations whose people may join. */
      invitedOrgIds: z.array(idSchema).max(500),
    }),
    result: z.object({ room: roomSummarySchema }),
    needs: 'account',
  },
  'room.end': { params: z.object({ roomId }), result: nothing, needs: 'account' },
  /** Makes a link for one guest without an account. `label` says who it is meant for (申请人, 律师 …). */
  'room.invite': {
    params: z.object({
      roomId,
      label: lineOfText(40),
      /** In a mediation room: what the guest is and on whose side they sit. */
      place: placeSchema.optional(),
    }),
    result: z.object({ code: z.string(), path: z.string(), expiresAt: timestampSchema }),
    needs: 'account',
  },
  /**
   * Takes a seat, or comes back to one. Guests (and whoever the kind's policy says) wait in the lobby first:
   * they are told by `room.admitted` and then join again with their seat.
   */
  'room.join': {
    params: z.object({
      roomId,
      seat: seatSchema.nullable(),
      /** True after a reload: the page no longer holds its ends of the seat's transports, so they are made anew. */
      freshTransports: z.boolean().default(false),
    }),
    result: z.discriminatedUnion('state', [
      z.object({ state: z.literal('waiting'), seat: seatSchema, roomTitle: z.string() }),
      z.object({
        state: z.literal('joined'),
        seat: seatSchema,
        /** True when the seat was still held: its transports and producers, where they live on, are kept. */
        resumed: z.boolean(),
        snapshot: roomStateSchema,
        /** Null when resumed and the transports are alive. */
        transports: z.object({ send: transportOfferSchema, recv: transportOfferSchema }).nullable(),
      }),
    ]),
    needs: 'anybody',
  },
  'room.leave': { params: z.object({ roomId }), result: nothing, needs: 'anybody' },
  'room.admit': { params: z.object({ roomId, participantId }), result: nothing, needs: 'account' },
  'room.deny': { params: z.object({ roomId, participantId }), result: nothing, needs: 'account' },
  'room.mute': { params: z.object({ roomId, participantId }), result: nothing, needs: 'account' },
  /** Everybody but host and cohosts; `mayUnmute` becomes the room's setting. */
  'room.muteAll': { params: z.object({ roomId, mayUnmute: z.boolean().default(true) }), result: nothing, needs: 'account' },
  /** Pauses somebody's camera; they may turn it on again. */
  'room.stopCamera': { params: z.object({ roomId, participantId }), result: nothing, needs: 'account' },
  'room.admitAll': { params: z.object({ roomId }), result: nothing, needs: 'account' },
  /** Changes what is given, leaves the rest. */
  'room.settings': { params: z.object({ roomId, settings: roomSettingsSchema.partial() }), result: nothing, needs: 'account' },
  /** By the host only. `host` hands the chair over; who had it becomes a cohost. */
  'room.setRole': {
    params: z.object({ roomId, participantId, role: z.enum(['host', 'cohost', 'member']) }),
    result: nothing,
    needs: 'account',
  },
  /** Lets a listener send, or no longer. */
  'room.setSpeaker': { params: z.object({ roomId, participantId, speaker: z.boolean() }), result: nothing, needs: 'account' },
  /** Lets somebody open their own microphone whatever the room says, or not; null: as the room says. It stays with the person. */
  'room.setMayUnmute': {
    params: z.object({ roomId, participantId, mayUnmute: z.boolean().nullable() }),
    result: nothing,
    needs: 'account',
  },
  /** Shows these large for everybody; an empty list nobody. */
  'room.spotlight': {
    params: z.object({ roomId, participantIds: z.array(participantId).max(MAX_SPOTLIGHT) }),
    result: nothing,
    needs: 'account',
  },
  'room.layout': { params: z.object({ roomId, layout: roomLayoutSchema }), result: nothing, needs: 'account' },
  'room.remove': { params: z.object({ roomId, participantId }), result: nothing, needs: 'account' },
  /** One's own picture is sent worse than it could be, or no longer: others are told why. */
  'room.sending': { params: z.object({ roomId, limitedBy: sendingLimitSchema.nullable() }), result: nothing, needs: 'anybody' },
  'room.hand': { params: z.object({ roomId, raised: z.boolean() }), result: nothing, needs: 'anybody' },
  'room.chat': {
    params: z.object({ roomId, text: blockOfText(2000).min(1), apartSince: apartSinceSchema }),
    result: z.object({ message: chatMessageSchema }),
    needs: 'anybody',
  },
  /** Puts a surveillance camera on the table as a tile that all see, or takes it off. */
  'room.addCamera': { params: z.object({ roomId, cameraId: idSchema }), result: z.object({ participantId }), needs: 'account' },
  'room.removeCamera': { params: z.object({ roomId, participantId }), result: nothing, needs: 'account' },
} as const;
