import { z } from 'zod';
import {
  apartSinceSchema,
  capacitySchema,
  MAX_APART_MINUTES,
  MAX_DOCUMENT_BASE64,
  MAX_FACE_BASE64,
  procedureStepSchema,
  sideSchema,
} from '../mediation-room.ts';
import { blockOfText, idSchema, lineOfText, timestampSchema } from '../primitives.ts';

const roomId = idSchema;
const participantId = idSchema;
const minutes = z.number().int().min(1).max(MAX_APART_MINUTES).nullable();
const nothing = z.object({});

/** What is asked in a mediation room beside what is asked in every room. */
export const mediationRoomRequests = {
  /** Says what somebody is here and on whose side; kept for the person, over drops and restarts. */
  'mediationRoom.place': {
    params: z.object({ roomId, participantId, capacity: capacitySchema, side: sideSchema }),
    result: nothing,
    needs: 'account',
  },
  /**
   * Divides the room (背靠背): the asker with the seats of a side, or with chosen seats. Answered when no stream crosses the border any more.
   * While one runs, by one who is inside: these are taken in as well; minutes alone announce another end, so many from now.
   */
  'mediationRoom.caucus': {
    params: z.object({
      roomId,
      side: sideSchema.exclude(['none']).nullable(),
      participantIds: z.array(participantId).max(30),
      minutes,
      apartSince: apartSinceSchema,
    }),
    result: nothing,
    needs: 'account',
  },
  /** Nobody hears or sees anybody (休息). */
  'mediationRoom.break': { params: z.object({ roomId, minutes }), result: nothing, needs: 'account' },
  /** Brings everybody together again, as they were. */
  'mediationRoom.together': { params: z.object({ roomId }), result: nothing, needs: 'account' },
  /** What the mediator found when comparing the document with the face. */
  'mediationRoom.checkIdentity': {
    params: z.object({
      roomId,
      participantId,
      result: z.enum(['same', 'different']),
      words: blockOfText(200),
      /** The face as it was seen (JPEG), for the record of the check; null: there was no picture. */
      face: z.base64().min(8).max(MAX_FACE_BASE64).nullable().default(null),
    }),
    result: nothing,
    needs: 'account',
  },
  /** Opens the notice of rights on every seat; null puts it away. */
  'mediationRoom.notice': {
    params: z.object({ roomId, notice: z.object({ title: lineOfText(60), text: blockOfText(8000).min(1) }).nullable() }),
    result: nothing,
    needs: 'account',
  },
  /** Begins a step of the hearing; one that was taken already may be taken again. */
  'mediationRoom.step': { params: z.object({ roomId, step: procedureStepSchema }), result: nothing, needs: 'account' },
  /**
   * A link to the seat of a party of the room's case, or of one who speaks for them: name, capacity and side come from the case.
   * Whoever handles the case and runs the room.
   */
  'mediationRoom.inviteParty': {
    params: z.object({
      roomId,
      partyId: idSchema,
      /** The party, who cares for it, or one of its representatives by number, from 0. */
      who: z.union([z.enum(['party', 'guardian']), z.number().int().min(0).max(4)]),
    }),
    result: z.object({ code: z.string(), path: z.string(), expiresAt: timestampSchema, name: z.string() }),
    needs: 'account',
  },
  /** The asker shows their document to who compares it with their face (JPEG); nobody else sees it, and it is no file of the room. */
  'mediationRoom.showDocument': {
    params: z.object({ roomId, base64: z.base64().min(8).max(MAX_DOCUMENT_BASE64) }),
    result: nothing,
    needs: 'anybody',
  },
  /** The newest document that somebody has shown. Who runs the room, and where it belongs to a case handles that. */
  'mediationRoom.document': {
    params: z.object({ roomId, participantId }),
    result: z.object({ document: z.object({ base64: z.string(), at: timestampSchema }).nullable() }),
    needs: 'account',
  },
  /** The asker has read and understood it. */
  'mediationRoom.confirmNotice': { params: z.object({ roomId }), result: nothing, needs: 'anybody' },
} as const;
