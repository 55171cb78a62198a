import { z } from 'zod';
import { blockOfText, idSchema, lineOfText, timestampSchema } from '../primitives.ts';
import { disputeFieldsSchema } from './mediator-profile.ts';

/** What is written about a studio (品牌调解工作室). Who belongs to it say the profiles of its people. */
export const studioWordsSchema = z.object({
  name: lineOfText(60),
  /** A mediator's profile. */
  leaderId: idSchema.nullable(),
  fields: disputeFieldsSchema,
  words: blockOfText(1000),
  /** False once it is closed; it stays for the profiles that name it. */
  active: z.boolean(),
});
export type StudioWords = z.infer<typeof studioWordsSchema>;

/** A studio that an organisation keeps, seen as its mediators are. */
export const studioSchema = z.object({
  id: idSchema,
  orgId: idSchema,
  ...studioWordsSchema.shape,
  updatedAt: timestampSchema,
});
export type Studio = z.infer<typeof studioSchema>;
