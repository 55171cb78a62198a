import { z } from 'zod';
import {
  casePaperSchema,
  MAX_VERIFIED_BYTES,
  PAPER_PIECE_BYTES,
  paperAudienceSchema,
  paperFormSchema,
  readingSchema,
  roomSigningSchema,
  sealVerdictSchema,
  signWordsSchema,
} from '../case-paper.ts';
import { idSchema, lineOfText } from '../primitives.ts';

const paperId = idSchema;
const signerId = idSchema;
const roomId = idSchema;
const page = z.number().int().min(1).max(5000);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const nothing = z.object({});
const changed = z.object({ paper: casePaperSchema });
const reason = lineOfText(200);

/** Papers of a case: kept, signed by hand, sealed. None of it can wait for a line: a signature is the server's to take. */
export const casePaperRequests = {
  'casePaper.list': { params: z.object({ caseId: idSchema }), result: z.object({ papers: z.array(casePaperSchema) }), needs: 'account' },
  /** A piece of the PDF; fewer bytes than asked for are its end. */
  'casePaper.read': {
    params: z.object({
      paperId,
      which: z.enum(['unsigned', 'sealed']),
      offset: z.number().int().nonnegative(),
      length: z.number().int().min(1).max(PAPER_PIECE_BYTES),
    }),
    result: z.object({ base64: z.string() }),
    needs: 'anybody',
  },
  /** Takes files of the case (PDF, pictures) in as a paper, in the order given. `signed`: by hand, on paper. */
  'casePaper.add': {
    params: z.object({
      caseId: idSchema,
      form: paperFormSchema,
      subject: lineOfText(60).nullable(),
      title: lineOfText(80),
      audience: paperAudienceSchema,
      attachmentIds: z.array(idSchema).min(1).max(20),
      signed: z.boolean(),
    }),
    result: changed,
    needs: 'account',
  },
  /** Asks for signatures, in a room where one is named; asked again, it moves to that room. */
  'casePaper.openSigning': {
    params: z.object({ paperId, roomId: roomId.nullable(), inOrder: z.boolean() }),
    result: changed,
    needs: 'account',
  },
  /** Says which seat of the room signs on a line; null: none of it. */
  'casePaper.assign': {
    params: z.object({ paperId, signerId, roomId, participantId: idSchema.nullable() }),
    result: changed,
    needs: 'account',
  },
  /** The page that all in the room look at, or (`free`) each by themselves. */
  'casePaper.turn': { params: z.object({ roomId, page, free: z.boolean() }), result: nothing, needs: 'account' },
  /** Puts the paper away; its signing stays open. */
  'casePaper.putAway': { params: z.object({ roomId }), result: nothing, needs: 'account' },
  /** What the room is signing, as far as the asker's seat sees it. */
  'casePaper.inRoom': { params: z.object({ roomId }), result: z.object({ signing: roomSigningSchema.nullable() }), needs: 'anybody' },
  /** Begins to read in order to sign. */
  'casePaper.beginSigning': {
    params: z.object({ signerId, roomId: roomId.nullable() }),
    result: readingSchema,
    needs: 'anybody',
  },
  /** Sent again because the answer was lost, it is answered as before. */
  'casePaper.sign': { params: z.object({ signerId, ...signWordsSchema.shape }), result: changed, needs: 'anybody' },
  'casePaper.decline': { params: z.object({ signerId, roomId: roomId.nullable(), reason }), result: changed, needs: 'anybody' },
  /** The mediator notes that somebody does not sign (拒签). */
  'casePaper.signOff': { params: z.object({ signerId, reason }), result: changed, needs: 'account' },
  'casePaper.void': { params: z.object({ paperId, reason }), result: changed, needs: 'account' },
  /** Prints with all hands and seals; asked again after a cut, it goes on. */
  'casePaper.seal': { params: z.object({ paperId }), result: changed, needs: 'account' },
  /** Who has sealed a paper that is kept here, and whether it is as it was. */
  'casePaper.verify': {
    params: z.object({ paperId }),
    result: z.object({ sha256, seals: z.array(sealVerdictSchema) }),
    needs: 'account',
  },
  /** The same of any PDF, brought piece by piece; null until the last. `paper`: it is, byte for byte, this paper of ours. */
  'casePaper.verifyFile': {
    params: z.object({
      uploadId: idSchema,
      offset: z.number().int().nonnegative().max(MAX_VERIFIED_BYTES),
      base64: z.base64().max(Math.ceil((PAPER_PIECE_BYTES * 4) / 3) + 4),
      last: z.boolean(),
    }),
    result: z.object({
      found: z
        .object({
          sha256,
          seals: z.array(sealVerdictSchema),
          paper: z.object({ title: z.string(), version: z.number().int(), state: z.string() }).nullable(),
        })
        .nullable(),
    }),
    needs: 'account',
  },
} as const;
