import { z } from 'zod';
import { idSchema, lineOfText } from '../primitives.ts';
import { levelSchema } from '../roles.ts';

export const organisationSchema = z.object({
  id: idSchema,
  parentId: idSchema.nullable(),
  level: levelSchema.exclude(['grid']),
  name: lineOfText(60),
  /** Administrative division code, 6 to 12 digits (GB/T 2260, GB/T 10114). */
  code: z.string().regex(/^\d{6,12}$/),
  /**
   * The codes of the organisation and of all above it, each followed by a slash: `991100/991100101/`.
   * One organisation is at or below another when its path starts with the other's.
   */
  path: z.string().regex(/^(\d{6,12}\/){1,3}$/),
});
export type Organisation = z.infer<typeof organisationSchema>;
