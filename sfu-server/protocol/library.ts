import { z } from 'zod';
import { libraryWordsSchema } from './entities/library-case.ts';
import { idSchema, timestampSchema } from './primitives.ts';

/** What became of a text: it waits to be approved, it was sent back, or it is what everybody reads (or did). */
export const LIBRARY_STATES = ['draft', 'returned', 'approved'] as const;

/** A text of an entry without its words. */
export const libraryVersionSchema = z.object({
  number: z.number().int().positive(),
  state: z.enum(LIBRARY_STATES),
  writtenById: idSchema,
  writtenByName: z.string(),
  writtenAt: timestampSchema,
  /** Who has approved it or sent it back; null for neither. */
  decidedByName: z.string().nullable(),
  decidedAt: timestampSchema.nullable(),
  /** Why it was sent back. */
  words: z.string().nullable(),
});
export type LibraryVersion = z.infer<typeof libraryVersionSchema>;

/** An entry of the library as offices keep it, with the case that it was made from. */
export const libraryEntrySchema = z.object({
  id: idSchema,
  caseId: idSchema,
  caseNumber: z.string(),
  caseTitle: z.string(),
  /** Of the newest text. */
  title: z.string(),
  field: libraryWordsSchema.shape.field,
  /** Of the row that everybody reads; null while there is none. */
  publishedId: idSchema.nullable(),
  /** Why it was taken away from everybody, where it was. */
  withdrawnReason: z.string().nullable(),
  latest: libraryVersionSchema,
});
export type LibraryEntry = z.infer<typeof libraryEntrySchema>;

/** Something that leads to somebody, or may. */
export const libraryFindingSchema = z.object({
  field: libraryWordsSchema.keyof(),
  kind: z.enum(['name', 'number', 'address', 'place', 'caseNumber', 'form']),
  words: z.string(),
  /** It keeps the text from being approved; the others are for whoever reads it. */
  sure: z.boolean(),
});
export type LibraryFinding = z.infer<typeof libraryFindingSchema>;

/** An entry opened: the words of its newest text, what still stands in them, and how it came to be. */
export const openedEntrySchema = z.object({
  entry: libraryEntrySchema,
  words: libraryWordsSchema,
  findings: z.array(libraryFindingSchema).max(500),
  /** Oldest first. */
  versions: z.array(libraryVersionSchema),
});
export type OpenedEntry = z.infer<typeof openedEntrySchema>;
