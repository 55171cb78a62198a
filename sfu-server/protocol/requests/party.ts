import { z } from 'zod';
import { PAPER_PIECE_BYTES, readingSchema, signWordsSchema } from '../case-paper.ts';
import { sha256Schema } from '../entities/attachment.ts';
import {
  applicationCodeSchema,
  applicationSchema,
  keepingSchema,
  MAX_MATERIAL_BYTES,
  materialNameSchema,
  materialTypeSchema,
  paperCopySchema,
  partyCodeSchema,
  partyLinkSchema,
  partySigningSchema,
  partyViewSchema,
  ratingSchema,
} from '../party.ts';
import { idSchema, lineOfText, timestampSchema } from '../primitives.ts';

const nothing = z.object({});
const code = partyCodeSchema;
const codeOfCentre = z.object({ code: applicationCodeSchema, path: z.string(), madeAt: timestampSchema, madeByName: z.string() });

/** What parties do without an account, by a centre's public code or their own private one; and how those who handle the case give them out. */
export const partyRequests = {
  /** The committee (人民调解委员会) that a centre's code leads to. */
  'application.look': {
    params: z.object({ code: z.string().min(1).max(64) }),
    result: z.object({ orgName: z.string() }),
    needs: 'nobody',
  },
  /**
   * Takes an application in as a new case. `id` will be the case's; `partyCode` opens the applicant's own page: both are made on the phone, so
   * that one sent again is answered as before and makes no second case.
   */
  'application.submit': {
    params: z.object({ code: applicationCodeSchema, id: idSchema, partyCode: code, application: applicationSchema }),
    result: z.object({ caseId: idSchema, number: z.string() }),
    needs: 'nobody',
  },
  /** How the case stands. From then on this page is told of news (`party.changed`) and asks again. */
  'party.look': { params: z.object({ code: z.string().min(1).max(64) }), result: partyViewSchema, needs: 'nobody' },
  /** Announces a picture, a PDF or a recording; its content follows over HTTPS (see `materialPath`). Again: nothing new. */
  'party.bring': {
    params: z.object({
      code,
      id: idSchema,
      name: materialNameSchema,
      mediaType: materialTypeSchema,
      size: z.number().int().min(1).max(MAX_MATERIAL_BYTES),
      sha256: sha256Schema,
    }),
    result: nothing,
    needs: 'nobody',
  },
  /** A link to the party's own seat in the room of a hearing; the same one each time while that room is open. */
  'party.enter': {
    params: z.object({ code, sessionId: idSchema }),
    result: z.object({ path: z.string(), roomId: idSchema }),
    needs: 'nobody',
  },
  /** How it was; once. */
  'party.rate': { params: z.object({ code, ...ratingSchema.shape }), result: nothing, needs: 'nobody' },
  /** How the agreement is being kept, by the party's own word. `id` is made on the phone: one that is sent again is taken once. */
  'party.tell': { params: z.object({ code, id: idSchema, ...keepingSchema.shape }), result: nothing, needs: 'nobody' },
  /** A link to one's own copy of a sealed paper, good for minutes. */
  'party.copy': {
    params: z.object({ code, paperId: idSchema }),
    result: z.object({ path: z.string(), expiresAt: timestampSchema }),
    needs: 'nobody',
  },
  /** Begins to read a paper in order to sign it. */
  'party.beginSigning': { params: z.object({ code, signerId: idSchema }), result: readingSchema, needs: 'nobody' },
  /** A piece of what is read; fewer bytes than asked for are its end. */
  'party.readPaper': {
    params: z.object({
      ...{ code, signerId: idSchema, nonce: z.string().max(64) },
      ...{ offset: z.number().int().nonnegative(), length: z.number().int().min(1).max(PAPER_PIECE_BYTES) },
    }),
    result: z.object({ base64: z.string() }),
    needs: 'nobody',
  },
  /** As `casePaper.sign`. */
  'party.sign': {
    params: z.object({ code, signerId: idSchema, ...signWordsSchema.shape }),
    result: z.object({ signing: partySigningSchema }),
    needs: 'nobody',
  },
  'party.decline': { params: z.object({ code, signerId: idSchema, reason: lineOfText(200) }), result: nothing, needs: 'nobody' },

  /** A centre's 解纷码; made where there is none. Whoever handles mediations there. */
  'applicationCode.get': { params: z.object({ orgId: idSchema }), result: codeOfCentre, needs: 'account' },
  /** Another one; what was printed of the old one leads nowhere from now on. */
  'applicationCode.renew': { params: z.object({ orgId: idSchema }), result: codeOfCentre, needs: 'account' },
  /** A party's own link. Told here and never again: only its hash is kept. */
  'partyLink.issue': {
    params: z.object({ caseId: idSchema, partyId: idSchema }),
    result: z.object({ link: partyLinkSchema, code, path: z.string() }),
    needs: 'account',
  },
  'partyLink.list': {
    params: z.object({ caseId: idSchema }),
    result: z.object({ links: z.array(partyLinkSchema).max(200) }),
    needs: 'account',
  },
  'partyLink.revoke': { params: z.object({ id: idSchema }), result: nothing, needs: 'account' },
  /** A link to a sealed paper for whoever holds it, until then. */
  'paperCopy.issue': {
    params: z.object({ paperId: idSchema, days: z.number().int().min(1).max(90) }),
    result: z.object({ copy: paperCopySchema, path: z.string() }),
    needs: 'account',
  },
  'paperCopy.list': {
    params: z.object({ caseId: idSchema }),
    result: z.object({ copies: z.array(paperCopySchema).max(200) }),
    needs: 'account',
  },
  'paperCopy.revoke': { params: z.object({ id: idSchema }), result: nothing, needs: 'account' },
} as const;
