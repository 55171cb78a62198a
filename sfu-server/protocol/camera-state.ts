import { z } from 'zod';
import { refusalSchema } from './errors.ts';
import { idSchema, timestampSchema } from './primitives.ts';

/** What a camera that somebody watches is doing just now. */
export const cameraStateSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('connecting'), cameraId: idSchema, attempt: z.number().int().positive() }),
  z.object({ state: z.literal('live'), cameraId: idSchema, producerId: idSchema }),
  z.object({
    state: z.literal('failed'),
    cameraId: idSchema,
    reason: refusalSchema,
    attempt: z.number().int().positive(),
    /** When it is tried again; null where trying again cannot help. */
    retryAt: timestampSchema.nullable(),
  }),
]);
export type CameraState = z.infer<typeof cameraStateSchema>;
