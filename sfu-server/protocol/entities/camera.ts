import { z } from 'zod';
import { idSchema, lineOfText, positionSchema } from '../primitives.ts';

/** A surveillance point (监控点位) as consoles see it. Its address and password never leave the server. */
export const cameraSchema = z.object({
  id: idSchema,
  orgId: idSchema,
  gridId: idSchema.nullable(),
  name: lineOfText(60),
  code: z.string().max(40),
  kind: z.enum(['fixed', 'ptz', 'checkpoint', 'high']),
  position: positionSchema,
  /** Shown first in the tree, as a group of its own (重点点位). */
  keyPoint: z.boolean(),
  /** False where no stream address is registered: the tree says so instead of trying. */
  hasSource: z.boolean(),
});
export type Camera = z.infer<typeof cameraSchema>;
