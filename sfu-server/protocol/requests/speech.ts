import { z } from 'zod';
import { idSchema } from '../primitives.ts';
import { roomSpeechSchema } from '../speech.ts';

const roomId = idSchema;

/** Writing down what is said, for whoever runs the mediation. */
export const speechRequests = {
  /** As it is now; later states are told by `speech.changed`. */
  'speech.get': { params: z.object({ roomId }), result: z.object({ speech: roomSpeechSchema }), needs: 'account' },
  /** Begins, or ends. Refused with `speech.unavailable` where the server cannot. What was understood of what was said before is kept. */
  'speech.listen': { params: z.object({ roomId, on: z.boolean() }), result: z.object({}), needs: 'account' },
  /** A proposal was taken over, or is not wanted; it vanishes for all. Twice does no harm. */
  'speech.settle': { params: z.object({ roomId, proposalId: idSchema }), result: z.object({}), needs: 'account' },
} as const;
