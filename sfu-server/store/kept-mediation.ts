import { z } from 'zod';
import { apartSchema, identityCheckSchema, noticeSchema, placeSchema } from '../protocol/mediation-room.ts';
import { idSchema, timestampSchema } from '../protocol/primitives.ts';

/** A person as `personKey` writes them: outlives seats, reloads and restarts. */
const person = z.string();

/** What of a mediation room outlives drops and restarts. Checks and confirmations are only added to: they are its record. */
export const keptMediationSchema = z.object({
  places: z.record(person, placeSchema),
  checks: z.array(identityCheckSchema.extend({ person, name: z.string(), byId: idSchema })),
  notice: noticeSchema.nullable(),
  /** Of which notice, by when it was opened. */
  confirmations: z.array(z.object({ person, name: z.string(), noticeOpenedAt: timestampSchema, at: timestampSchema })),
  apart: apartSchema
    .omit({ insiderIds: true })
    .extend({
      insiders: z.array(person),
      /** The board that was shown to all before. */
      boardId: idSchema.nullable(),
    })
    .nullable(),
});
export type KeptMediation = z.infer<typeof keptMediationSchema>;
