import { z } from 'zod';
import { mediaTypeSchema } from './attachment.ts';
import { openSheetSchema } from './case-paper.ts';
import { dutySchema, followUpWordsSchema } from './entities/agreement.ts';
import { CASE_FIELDS, caseStateSchema } from './entities/case.ts';
import { HELP_KINDS, mediationWordsSchema, partySchema, sideSchema } from './entities/mediation.ts';
import { blockOfText, idSchema, lineOfText, timestampSchema } from './primitives.ts';

/** Pictures that go with an application, and in all that a party may bring: as many as a mediator can look through. */
export const MOST_PICTURES = 9;
export const MOST_MATERIALS = 30;
/** Largest content that a party brings, bytes. Pictures are made smaller on the phone before. */
export const MAX_MATERIAL_BYTES = 20 * 1024 * 1024;
/** Longest spoken application, ms. */
export const LONGEST_SPEECH_MS = 10 * 60_000;
/** Whom one application can name. */
const MOST_NAMED = 12;

/** What may be brought: pictures, PDF, and what was spoken. */
export const MATERIAL_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf', 'audio/webm', 'video/mp4'] as const;
export const materialTypeSchema = mediaTypeSchema.extract([...MATERIAL_TYPES]);

/** Of a centre's 解纷码: public, short enough to be read out. No characters that look alike. */
export const applicationCodeSchema = z.string().regex(/^[2-9A-HJ-NP-Z]{8}$/);
/** Of a party's own link: 144 bits, base64url. */
export const partyCodeSchema = z.string().regex(/^[\w-]{24}$/);

/** What somebody without an account asks a centre for (调解申请书). */
export const applicationSchema = z
  .object({
    field: z.enum(CASE_FIELDS.mediation),
    parties: z.array(partySchema).min(1).max(MOST_NAMED),
    facts: blockOfText(4000),
    request: mediationWordsSchema.shape.request,
    amountFen: mediationWordsSchema.shape.amountFen,
    helped: z.enum(HELP_KINDS),
  })
  .refine(({ parties }) => parties[0]?.side === 'applicant', { path: ['parties'], error: 'The first party is whoever applies.' })
  .refine(({ parties }) => parties[0]?.phone != null, { path: ['parties'], error: 'Whoever applies can be reached.' })
  .refine(({ parties }) => new Set(parties.map(({ id }) => id)).size === parties.length, { path: ['parties'], error: 'Ids are unique.' })
  .refine(({ helped, facts }) => helped !== 'none' || facts.trim() !== '', {
    path: ['facts'],
    error: 'Without help the facts are written down.',
  });
export type Application = z.infer<typeof applicationSchema>;

/** A planned hearing as a party sees it. */
export const partySessionSchema = z.object({
  id: idSchema,
  startsAt: timestampSchema,
  durationMin: z.number().int(),
  place: z.string().nullable(),
  /** `open`: the room is there and can be entered. */
  state: z.enum(['planned', 'open', 'ended', 'off']),
});

/** Something that the party has brought. */
export const partyMaterialSchema = z.object({
  id: idSchema,
  name: z.string(),
  mediaType: mediaTypeSchema,
  size: z.number().int(),
  complete: z.boolean(),
  at: timestampSchema,
});

/** A paper of the case that is the party's to have. */
export const partyPaperSchema = z.object({
  id: idSchema,
  title: z.string(),
  /** Of the sealed file, lower case hex. */
  sha256: z.string(),
  pages: z.number().int(),
  bytes: z.number().int(),
  sealedAt: timestampSchema,
});

/** A paper that waits for the party's hand, or has it and waits for others or the seal. */
export const partySigningSchema = z.object({
  paper: openSheetSchema,
  /** The lines on which the party, or who signs for it, signs. */
  ownSignerIds: z.array(idSchema).min(1),
});
export type PartySigning = z.infer<typeof partySigningSchema>;

/** What somebody has to do by an agreement that is in force; all parties have it in their hands. */
export const partyDutySchema = dutySchema.pick({ id: true, who: true, toWhom: true, what: true, fen: true, due: true }).extend({
  /** Whether it is for this party to do. */
  mine: z.boolean(),
  /** As the centre has noted it last; null while nothing was noted. */
  result: z.enum(['done', 'notDone']).nullable(),
});

/** Times that a party may say how an agreement is being kept. */
export const MOST_ANSWERS = 5;
/** How an agreement is being kept, by a party's own word. Empty words: nothing beside it. */
export const keepingSchema = followUpWordsSchema.pick({ kept: true, satisfied: true }).extend({ words: blockOfText(500) });
export type Keeping = z.infer<typeof keepingSchema>;

export const ratingSchema = z.object({ stars: z.number().int().min(1).max(5), words: blockOfText(500) });
export type Rating = z.infer<typeof ratingSchema>;

/** How a case stands, as one party may know it: nothing of the other side but its names. */
export const partyViewSchema = z.object({
  caseId: idSchema,
  number: z.string().nullable(),
  title: z.string(),
  orgName: z.string(),
  me: z.object({ partyId: idSchema, name: z.string(), side: sideSchema }),
  /** Names by side; nothing else of them. */
  names: z.array(z.object({ side: sideSchema, name: z.string() })),
  registeredAt: timestampSchema,
  state: caseStateSchema,
  /** Each step that was taken, oldest first; why an application was refused is told to the applicants. */
  steps: z.array(z.object({ state: caseStateSchema, at: timestampSchema, words: z.string().nullable() })),
  suspendedAt: timestampSchema.nullable(),
  mediatorName: z.string().nullable(),
  /** Their own, as they gave it. */
  request: z.string().nullable(),
  sessions: z.array(partySessionSchema),
  /** Null while no agreement is in force. */
  agreement: z
    .object({
      effectiveAt: timestampSchema,
      duties: z.array(partyDutySchema),
      /** What this party has said itself, oldest first. */
      answers: z.array(keepingSchema.extend({ id: idSchema, at: timestampSchema })),
      mayAnswer: z.boolean(),
    })
    .nullable(),
  papers: z.array(partyPaperSchema),
  signings: z.array(partySigningSchema),
  materials: z.array(partyMaterialSchema),
  mayBring: z.boolean(),
  rating: ratingSchema.extend({ at: timestampSchema }).nullable(),
  mayRate: z.boolean(),
  expiresAt: timestampSchema,
});
export type PartyView = z.infer<typeof partyViewSchema>;

/** A link to a party's own page, as whoever handles the case sees it. The code itself is told once, when it is made. */
export const partyLinkSchema = z.object({
  id: idSchema,
  partyId: idSchema,
  madeAt: timestampSchema,
  madeByName: z.string(),
  expiresAt: timestampSchema,
  revokedAt: timestampSchema.nullable(),
  /** When it was last opened; null: never. */
  lastUsedAt: timestampSchema.nullable(),
});
export type PartyLink = z.infer<typeof partyLinkSchema>;

/** A copy of a sealed paper by link. */
export const paperCopySchema = z.object({
  id: idSchema,
  paperId: idSchema,
  madeAt: timestampSchema,
  madeByName: z.string(),
  expiresAt: timestampSchema,
  revokedAt: timestampSchema.nullable(),
  downloads: z.number().int(),
  lastAt: timestampSchema.nullable(),
});
export type PaperCopy = z.infer<typeof paperCopySchema>;

/** Name of a file that a party brings. */
export const materialNameSchema = lineOfText(120).regex(/^[^/\\\u202a-\u202e\u2066-\u2069]*$/);

/** Where a party's contents go up; the party's code is the bearer token. */
export const materialPath = (id: string) => `/materials/${id}/upload`;
