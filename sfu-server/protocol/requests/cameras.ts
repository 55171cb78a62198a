import { z } from 'zod';
import { cameraStateSchema } from '../camera-state.ts';
import { transportOfferSchema } from '../media.ts';
import { idSchema } from '../primitives.ts';

export const cameraRequests = {
  /** The receiving transport for this page's surveillance pictures; asked for again, it is made anew. */
  'camera.transport': { params: z.object({}), result: z.object({ transport: transportOfferSchema }), needs: 'account' },
  /** Starts to watch: the camera is fetched if nobody watched it yet, and its state is told from now on by `camera.state`. */
  'camera.watch': { params: z.object({ cameraId: idSchema }), result: z.object({ state: cameraStateSchema }), needs: 'account' },
  'camera.unwatch': { params: z.object({ cameraId: idSchema }), result: z.object({}), needs: 'account' },
  /** Tries a failed camera now instead of at its next turn. */
  'camera.retry': { params: z.object({ cameraId: idSchema }), result: z.object({}), needs: 'account' },
} as const;
