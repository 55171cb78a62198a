import { z } from 'zod';
import { blockOfText, idSchema, lineOfText, timestampSchema } from '../primitives.ts';

/** The question sets that come with the console, in the order of a hearing; their words are texts of the interface. */
export const SHIPPED_OUTLINES = ['opening', 'notice', 'facts', 'issues', 'bargaining', 'closing'] as const;
export const shippedOutlineSchema = z.enum(SHIPPED_OUTLINES);
export type ShippedOutline = z.infer<typeof shippedOutlineSchema>;

/** Characters of all lines of a set. */
export const LONGEST_OUTLINE = 4000;

/** What is written of a question set. */
export const outlineWordsSchema = z.object({
  name: lineOfText(20),
  /** One line of the record each; one in 【】 parts the record. */
  lines: blockOfText(LONGEST_OUTLINE).refine((text) => text.trim() !== '', 'It has no line.'),
  /** Sets stand in this order, then by id. */
  position: z.number().min(-1e12).max(1e12),
});
export type OutlineWords = z.infer<typeof outlineWordsSchema>;

/** A question set for records (询问提纲) of a centre. It is used there, above it and below it. */
export const outlineSchema = z.object({
  id: idSchema,
  orgId: idSchema,
  ...outlineWordsSchema.shape,
  /** The shipped set in whose place it stands; null: one of its own. */
  replaces: shippedOutlineSchema.nullable(),
  updatedAt: timestampSchema,
});
export type Outline = z.infer<typeof outlineSchema>;
