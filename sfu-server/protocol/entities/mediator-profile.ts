import { z } from 'zod';
import { dutyWeekSchema } from '../duty-hours.ts';
import { blockOfText, idSchema, lineOfText, phoneSchema, timestampSchema } from '../primitives.ts';
import { CASE_FIELDS } from './case.ts';

/**
 * As what somebody mediates. Full-time (专职) and part-time (兼职) mediators of a committee; the five kinds of respected elders (五老乡贤);
 * police beside the committee (红带蓝); court people, lawyers and legal workers; people of a trade; of the grid; volunteers.
 */
export const MEDIATOR_KINDS = [
  'fullTime',
  'partTime',
  'elder',
  'police',
  'court',
  'lawyer',
  'legalWorker',
  'trade',
  'grid',
  'volunteer',
] as const;
export const mediatorKindSchema = z.enum(MEDIATOR_KINDS);
export type MediatorKind = z.infer<typeof mediatorKindSchema>;

export type DisputeField = (typeof CASE_FIELDS.mediation)[number];

/** What somebody knows about: some of the fields of disputes, each once. */
export const disputeFieldsSchema = z
  .array(z.enum(CASE_FIELDS.mediation))
  .refine((fields) => new Set(fields).size === fields.length, { error: 'A field stands there twice.' });

/** What is written about somebody who mediates. */
export const mediatorWordsSchema = z.object({
  name: lineOfText(40),
  kind: mediatorKindSchema,
  /** Their account, at the organisation of the profile or below it; null for somebody from outside, whom no case is assigned to. */
  accountId: idSchema.nullable(),
  /** The committee or organisation that they come from: 双湖镇人民调解委员会. */
  committee: lineOfText(80).nullable(),
  studioId: idSchema.nullable(),
  fields: disputeFieldsSchema,
  duty: dutyWeekSchema,
  /** Of the mediator's certificate, the lawyer's licence, the police number. */
  certificate: lineOfText(40).nullable(),
  languages: z
    .array(lineOfText(20))
    .max(8)
    .refine((all) => new Set(all).size === all.length, { error: 'A language stands there twice.' }),
  phone: phoneSchema.nullable(),
  /** What they have done, and how people know them. */
  words: blockOfText(1000),
  /** One of the profile's own files. */
  photoId: idSchema.nullable(),
  /** False once they mediate no more (离任): they are not proposed, and their profile stays for the cases that name them. */
  active: z.boolean(),
});
export type MediatorWords = z.infer<typeof mediatorWordsSchema>;

/** Somebody of the mediation team, kept by an organisation. A seat sees those of its own branch and of the organisations above it. */
export const mediatorProfileSchema = z.object({
  id: idSchema,
  orgId: idSchema,
  ...mediatorWordsSchema.shape,
  updatedAt: timestampSchema,
});
export type MediatorProfile = z.infer<typeof mediatorProfileSchema>;
