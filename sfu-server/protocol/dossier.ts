import { z } from 'zod';
import { paperAudienceSchema, paperFormSchema } from './case-paper.ts';
import { caseFieldSchema } from './entities/case.ts';
import { sideSchema } from './entities/mediation.ts';
import { blockOfText, idSchema, timestampSchema } from './primitives.ts';

/** How long a dossier is kept (保管期限). */
export const KEEPS = ['permanent', 'long', 'short'] as const;
export const keepSchema = z.enum(KEEPS);
export type Keep = z.infer<typeof keepSchema>;

/** `none`: of a party that is no longer in the case; the centre and the court see it, no party does. */
const lineAudienceSchema = z.union([paperAudienceSchema, z.literal('none')]);
/** Whose material a line of a dossier is: everybody's, or one side's alone, which stays out of the others' copies. */
const lineFacts = {
  /** What it is made of, the same as long as that is the same thing: `paper:ID`, `printed:FORM`. */
  key: z.string().max(80),
  form: paperFormSchema,
  /** As the index names it. */
  name: z.string().max(160),
  audience: lineAudienceSchema,
};

/** A line of a dossier that is not filed yet. */
export const draftLineSchema = z.object({
  ...lineFacts,
  /** Signed or sealed as a paper, or printed for the dossier from what is kept of the case. */
  origin: z.enum(['paper', 'printed']),
  /** `open`: it is not sealed yet; it can be left out, not filed. */
  state: z.enum(['ready', 'open']),
  /** Null where it is printed with the dossier. */
  pages: z.number().int().positive().nullable(),
  leftOut: z.boolean(),
});
export type DraftLine = z.infer<typeof draftLineSchema>;

/** Why a required paper cannot be had (情况说明): it lies in the dossier as a page. */
export const absenceSchema = z.object({ form: paperFormSchema, text: blockOfText(500).min(2) });
export type Absence = z.infer<typeof absenceSchema>;

/** What somebody has set about a dossier before it is filed. */
export const arrangementSchema = z.object({
  /** Keys in the order wanted; it counts among lines of one form. */
  order: z.array(z.string().max(80)).max(500),
  leftOut: z.array(z.string().max(80)).max(500),
  absences: z.array(absenceSchema).max(15),
});
export type Arrangement = z.infer<typeof arrangementSchema>;

export const draftSchema = z.object({
  /** In the order of the national formats. */
  lines: z.array(draftLineSchema),
  /** Required forms of which nothing is there and nothing is explained. */
  missing: z.array(paperFormSchema),
  absences: z.array(absenceSchema),
  /** 1: the dossier; from 2 on a supplement (补充材料) of what came after it. */
  volume: z.number().int().positive(),
  /** Whether the case has come to a result. */
  ended: z.boolean(),
  /** As the centre has set it: years of each period from the end of the year of filing (null: for good), and what is proposed for this kind. */
  retention: z.object({ years: z.record(keepSchema, z.int().positive().nullable()), proposed: keepSchema }),
});
export type DossierDraft = z.infer<typeof draftSchema>;

/** A line of the index of a filed dossier. */
export const dossierLineSchema = z.object({
  ...lineFacts,
  /** First and last page by the dossier's own numbers. */
  pages: z.tuple([z.number().int().positive(), z.number().int().positive()]),
});
export type DossierLine = z.infer<typeof dossierLineSchema>;

export const DESTRUCTION_STATES = ['proposed', 'declined', 'done'] as const;
/** Doing away with a dossier whose time is over: proposed by one, approved by another. The record of it stays. */
export const destructionSchema = z.object({
  id: idSchema,
  state: z.enum(DESTRUCTION_STATES),
  reason: z.string().max(500),
  proposedAt: timestampSchema,
  proposedByName: z.string().max(40),
  decidedAt: timestampSchema.nullable(),
  decidedByName: z.string().max(40).nullable(),
});
export type Destruction = z.infer<typeof destructionSchema>;

/** A filed dossier (卷宗), or a supplement to it, as lists show it. */
export const dossierSchema = z.object({
  id: idSchema,
  caseId: idSchema,
  orgId: idSchema,
  committee: z.string().max(80),
  /** (2026)晶泉人调字第1号; supplements have that of their dossier. */
  docket: z.string().max(60),
  volume: z.number().int().positive(),
  title: z.string().max(80),
  field: caseFieldSchema.nullable(),
  parties: z.array(z.string().max(60)),
  filedAt: timestampSchema,
  filedByName: z.string().max(40),
  checkedByName: z.string().max(40).nullable(),
  keep: keepSchema,
  /** Until when it is kept; null: for good. */
  keepUntil: timestampSchema.nullable(),
  /** Pages that bear a number. */
  pages: z.number().int().positive(),
  /** Of the sealed PDF; lower case hex. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.number().int().positive(),
  state: z.enum(['filed', 'destroyed']),
  destruction: destructionSchema.nullable(),
});
export type FiledDossier = z.infer<typeof dossierSchema>;

/** How a dossier is taken out: looked at on the screen, as a PDF, as a folder with every file, as a copy for one side. */
export const USES = ['view', 'pdf', 'folder', 'party'] as const;
export const useKindSchema = z.enum(USES);
export type UseKind = z.infer<typeof useKindSchema>;

/** A line of the register of uses (查阅登记), which only grows. */
export const dossierUseSchema = z.object({
  id: idSchema,
  kind: useKindSchema,
  side: sideSchema.nullable(),
  reason: z.string().max(200),
  at: timestampSchema,
  byName: z.string().max(40),
  orgName: z.string().max(80),
});
export type DossierUse = z.infer<typeof dossierUseSchema>;

/** Most bytes of a copy in one message, before Base64. */
export const DOSSIER_PIECE_BYTES = 384 * 1024;
/** At most so many on one page of the list. */
export const MOST_LISTED = 100;
