import { z } from 'zod';
import { idSchema } from '../primitives.ts';

const roomId = idSchema;
const participantId = idSchema;
const nothing = z.object({});
/** Longest time that is given at once, minutes. */
const minutes = z.number().int().min(1).max(240);

/** The order of speakers (发言): for host and cohosts. The hand itself goes up and down by `room.hand`. */
export const floorRequests = {
  /** Gives the word, for so many minutes or without a limit; whoever had it has it no longer. */
  'floor.give': { params: z.object({ roomId, participantId, minutes: minutes.nullable() }), result: nothing, needs: 'account' },
  /** So many minutes more: from the end as it was, or from now where that has passed. */
  'floor.extend': { params: z.object({ roomId, minutes }), result: nothing, needs: 'account' },
  'floor.end': { params: z.object({ roomId }), result: nothing, needs: 'account' },
  /** Asks somebody to get ready; null: nobody. */
  'floor.prepare': { params: z.object({ roomId, participantId: participantId.nullable() }), result: nothing, needs: 'account' },
  'floor.lowerHand': { params: z.object({ roomId, participantId }), result: nothing, needs: 'account' },
  /** Moves a hand before another one in the queue; null: to its end. */
  'floor.move': { params: z.object({ roomId, participantId, before: participantId.nullable() }), result: nothing, needs: 'account' },
} as const;
