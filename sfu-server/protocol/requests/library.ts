import { z } from 'zod';
import { libraryWordsSchema } from '../entities/library-case.ts';
import { libraryEntrySchema, openedEntrySchema } from '../library.ts';
import { idSchema, lineOfText } from '../primitives.ts';

const entryId = idSchema;
const number = z.number().int().positive();

/** How cases become cases of the library: of offices alone (`library.write`), and none of it can wait for a line. What is approved is a row. */
export const libraryRequests = {
  /** Entries made from cases of the own branch, newest first. */
  'library.entries': { params: z.object({}), result: z.object({ entries: z.array(libraryEntrySchema).max(1000) }), needs: 'account' },
  /** Makes a draft without names of a case that is closed; gives the entry that there is where one was made already. */
  'library.draft': { params: z.object({ caseId: idSchema }), result: openedEntrySchema, needs: 'account' },
  'library.open': { params: z.object({ entryId }), result: openedEntrySchema, needs: 'account' },
  /** Writes a new text; `base` is the one that was read: `state.conflict` where somebody has written another since. */
  'library.write': { params: z.object({ entryId, base: number, words: libraryWordsSchema }), result: openedEntrySchema, needs: 'account' },
  /** Gives the newest text to everybody; by another person than who wrote it, and not while something leads to those concerned. */
  'library.approve': { params: z.object({ entryId, number }), result: openedEntrySchema, needs: 'account' },
  /** Sends it back to be written anew. */
  'library.sendBack': { params: z.object({ entryId, number, words: lineOfText(200) }), result: openedEntrySchema, needs: 'account' },
  /** Takes it away from everybody; the texts stay with the office. */
  'library.withdraw': { params: z.object({ entryId, reason: lineOfText(200) }), result: openedEntrySchema, needs: 'account' },
} as const;
