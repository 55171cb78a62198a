import { z } from 'zod';
import { idSchema, lineOfText, phoneSchema, timestampSchema } from '../primitives.ts';

/** What is written about a person in the directory. */
export const contactWordsSchema = z.object({
  name: lineOfText(40),
  /** 职务: 综治中心主任. */
  post: lineOfText(60),
  phone: phoneSchema,
  /** Whether this is whom one calls outside of office hours (值班). */
  isDuty: z.boolean(),
  /** What one turns to them for (分工): 防汛, 信访接待; null where nothing is said. */
  role: lineOfText(60).nullable(),
});
export type ContactWords = z.infer<typeof contactWordsSchema>;

/** An entry of the directory (通讯录). A seat sees those of its own branch and of the organisations above it. */
export const contactSchema = z.object({
  id: idSchema,
  orgId: idSchema,
  ...contactWordsSchema.shape,
  updatedAt: timestampSchema,
});
export type Contact = z.infer<typeof contactSchema>;
