import { z } from 'zod';
import { entityNameSchema, rowChangeSchema } from '../entities/index.ts';
import { mutationEnvelopeSchema, mutationResultSchema } from '../mutations.ts';
import { idSchema } from '../primitives.ts';

const clientId = idSchema;
const cursor = z.number().int().nonnegative();

export const syncRequests = {
  /** Sends mutations up, in order. Each is applied once however often it is sent. */
  'sync.push': {
    params: z.object({ clientId, mutations: z.array(mutationEnvelopeSchema).min(1).max(200) }),
    /** One result a mutation, in order. Fewer than were sent where only the first of them could be applied (a gap, a full disk): the rest is
     * sent again, and refused as a whole if it still cannot be. */
    result: z.object({ results: z.array(mutationResultSchema) }),
    needs: 'account',
  },
  /**
   * Which of these mutations of an own client the server has a result of. It forgets none by itself, so one that it had acknowledged and
   * does not know was lost: it was restored from a back-up that is older.
   */
  'sync.remembers': {
    params: z.object({ clientId, numbers: z.array(z.number().int().positive()).min(1).max(1000) }),
    result: z.object({ numbers: z.array(z.number().int().positive()) }),
    needs: 'account',
  },
  /** What has changed since `cursor`, for this account's branch. */
  'sync.pull': {
    params: z.object({ clientId, schemaVersion: z.number().int(), cursor, limit: z.number().int().min(1).max(5000) }),
    result: z.discriminatedUnion('kind', [
      z.object({
        kind: z.literal('changes'),
        changes: z.array(rowChangeSchema),
        cursor,
        more: z.boolean(),
        /** The highest mutation number of this client whose effects are in what was sent so far. */
        lastMutation: z.number().int().nonnegative(),
      }),
      z.object({ kind: z.literal('snapshotRequired'), reason: z.enum(['schema', 'logTrimmed', 'scopeChanged', 'unknownCursor']) }),
    ]),
    needs: 'account',
  },
  /**
   * All rows of this account's branch, page by page. The first page (`after` null) fixes the cursor from which
   * to pull when the last page is in: rows that changed meanwhile come again then.
   */
  'sync.snapshot': {
    params: z.object({
      schemaVersion: z.number().int(),
      after: z.object({ entity: entityNameSchema, id: idSchema.nullable() }).nullable(),
      limit: z.number().int().min(1).max(5000),
    }),
    result: z.object({
      schemaVersion: z.number().int(),
      rows: z.array(rowChangeSchema),
      next: z.object({ entity: entityNameSchema, id: idSchema.nullable() }).nullable(),
      /** The log's version when this page was read. Keep the first page's. */
      cursor,
      /** Rows in all, for the progress bar; counted on the first page only, else 0. */
      total: z.number().int().nonnegative(),
    }),
    needs: 'account',
  },
} as const;
