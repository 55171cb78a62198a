import { z } from 'zod';
import {
  arrangementSchema,
  DOSSIER_PIECE_BYTES,
  dossierLineSchema,
  dossierSchema,
  dossierUseSchema,
  draftSchema,
  keepSchema,
  MOST_LISTED,
  useKindSchema,
} from '../dossier.ts';
import { sideSchema } from '../entities/mediation.ts';
import { idSchema, lineOfText, timestampSchema } from '../primitives.ts';

const caseId = idSchema;
const dossierId = idSchema;
const ofCase = z.object({ draft: draftSchema, dossiers: z.array(dossierSchema) });
const one = z.object({ dossier: dossierSchema });

/** Dossiers of mediations: arranged, filed, looked at for a reason, done away with by two. None of it can wait for a line. */
export const dossierRequests = {
  /** What of a case is filed, and what would be filed now. */
  'dossier.ofCase': { params: z.object({ caseId }), result: ofCase, needs: 'account' },
  /** Sets order, what is left out and what explains an absence; the whole of it. */
  'dossier.arrange': { params: z.object({ caseId, arrangement: arrangementSchema }), result: ofCase, needs: 'account' },
  /** Prints, numbers, seals and keeps it; from then on it does not change. */
  'dossier.file': {
    params: z.object({ caseId, keep: keepSchema, checkedByName: lineOfText(40).nullable(), remark: lineOfText(100).nullable() }),
    result: one,
    needs: 'account',
  },
  /** By number, title or party; newest first. */
  'dossier.list': {
    params: z.object({
      search: z.string().trim().max(60),
      year: z.number().int().min(2000).max(2200).nullable(),
      /** Those alone whose time is over. */
      due: z.boolean(),
      skip: z.number().int().nonnegative().max(1_000_000),
    }),
    result: z.object({ dossiers: z.array(dossierSchema).max(MOST_LISTED), total: z.number().int().nonnegative() }),
    needs: 'account',
  },
  /** Index and register of uses, without a page of it. */
  'dossier.get': {
    params: z.object({ dossierId }),
    result: z.object({ dossier: dossierSchema, lines: z.array(dossierLineSchema), uses: z.array(dossierUseSchema) }),
    needs: 'account',
  },
  /** Takes it out for a reason: every page bears who, when and why. `side`: whose copy, for `party` alone. */
  'dossier.open': {
    params: z
      .object({ dossierId, kind: useKindSchema, side: sideSchema.nullable(), reason: lineOfText(200) })
      .refine(({ kind, side }) => (kind === 'party') === (side !== null), 'A copy for a party says whose, and no other does.'),
    result: z.object({
      ticket: z.string(),
      fileName: z.string(),
      mediaType: z.enum(['application/pdf', 'application/zip']),
      bytes: z.number().int().positive(),
      expiresAt: timestampSchema,
    }),
    needs: 'account',
  },
  /** A piece of what was taken out; fewer bytes than asked for are its end. */
  'dossier.read': {
    params: z.object({
      ticket: z.string().max(64),
      offset: z.number().int().nonnegative(),
      length: z.number().int().min(1).max(DOSSIER_PIECE_BYTES),
    }),
    result: z.object({ base64: z.string() }),
    needs: 'account',
  },
  /** Once its time is over. */
  'dossier.proposeDestruction': { params: z.object({ dossierId, reason: lineOfText(500) }), result: one, needs: 'account' },
  /** By somebody else than who proposed it. */
  'dossier.decideDestruction': { params: z.object({ dossierId, approve: z.boolean() }), result: one, needs: 'account' },
} as const;
