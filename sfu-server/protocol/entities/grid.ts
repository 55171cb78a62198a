import { z } from 'zod';
import { idSchema, lineOfText, positionSchema } from '../primitives.ts';

/** A grid (网格): the smallest piece of the county that has its own worker. */
export const gridSchema = z.object({
  id: idSchema,
  /** The village (or community) it belongs to. */
  orgId: idSchema,
  name: lineOfText(60),
  code: z.string().regex(/^\d{15}$/),
  /** Outer ring, WGS84 [lng, lat], closed implicitly. */
  ring: z.array(z.tuple([z.number(), z.number()])).min(3),
  centre: positionSchema,
  /** Name of the grid worker (网格员), where there is one. */
  workerName: z.string().max(40).nullable(),
  households: z.number().int().nonnegative(),
});
export type Grid = z.infer<typeof gridSchema>;
