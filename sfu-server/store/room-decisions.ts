import { z } from 'zod';
import { roomSettingsSchema } from '../protocol/room.ts';
import { keptMediationSchema } from './kept-mediation.ts';

/** What those who run a room have decided, and neither an empty room nor a restart undoes. */
export const roomDecisionsSchema = z.object({
  settings: roomSettingsSchema,
  /** Accounts by id and guests by their invitation, who do not walk in again. */
  removed: z.array(z.string()),
  /** By account. */
  roles: z.record(z.string(), z.enum(['cohost', 'member'])),
  /** By person: who may open their own microphone whatever the settings say, and who may not. Rooms of an earlier version have none. */
  mayUnmute: z.record(z.string(), z.boolean()).default({}),
  /** Of a mediation room; others have none. */
  mediation: keptMediationSchema.nullable().default(null),
});
export type RoomDecisions = z.infer<typeof roomDecisionsSchema>;
