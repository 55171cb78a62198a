import { z } from 'zod';
import { blockOfText, idSchema, lineOfText, timestampSchema } from '../primitives.ts';
import { CASE_FIELDS } from './case.ts';

/** What one reads in a case of the library (案例库). */
export const libraryWordsSchema = z.object({
  title: lineOfText(80),
  field: z.enum(CASE_FIELDS.mediation),
  /** 基本案情. */
  facts: blockOfText(8000),
  /** 调解过程. */
  course: blockOfText(8000),
  /** 调解结果. */
  result: blockOfText(8000),
  /** 案例启示: what others may learn of it. */
  lesson: blockOfText(8000),
});
export type LibraryWords = z.infer<typeof libraryWordsSchema>;
export const LIBRARY_TEXTS = ['title', 'facts', 'course', 'result', 'lesson'] as const satisfies readonly (keyof LibraryWords)[];

/**
 * A case without names, for training: as it was approved last. Nothing in it leads to the dispute that it was made from; it stands at the
 * county, because a village alone would say who they were.
 */
export const libraryCaseSchema = z.object({
  id: idSchema,
  orgId: idSchema,
  ...libraryWordsSchema.shape,
  /** 1, 2, 3 …: how often it was approved. */
  version: z.number().int().positive(),
  publishedAt: timestampSchema,
});
export type LibraryCase = z.infer<typeof libraryCaseSchema>;
