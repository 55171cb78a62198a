import { z } from 'zod';
import { speakerSchema, timeMarkSchema } from './entities/record.ts';
import { idSchema, timestampSchema } from './primitives.ts';

/**
 * Whether this server can write down what is said: `noModule` where the engine is not installed, `noModel` where no model lies in its
 * folder, `unknownModel` where the one that lies there is of no known family, `failed` where it could not be loaded, or ended.
 */
export const speechAvailabilitySchema = z.enum(['ready', 'noModule', 'noModel', 'unknownModel', 'failed']);
export type SpeechAvailability = z.infer<typeof speechAvailabilitySchema>;

/** Proposals that wait; of more the oldest are forgotten. */
export const MOST_PROPOSALS = 100;

/** What was said without a pause, as the engine understood it: a recorder takes it over, or does not. It is in no record by itself. */
export const speechProposalSchema = z.object({
  id: idSchema,
  speaker: speakerSchema,
  /** The seat's name. */
  name: z.string(),
  text: z.string(),
  /** When it began. */
  at: timestampSchema,
  mark: timeMarkSchema.nullable(),
});
export type SpeechProposal = z.infer<typeof speechProposalSchema>;

/** What those who write the record of a room see of it. */
export const roomSpeechSchema = z.object({
  availability: speechAvailabilitySchema,
  /** `starting` while the model is being loaded. */
  state: z.enum(['off', 'starting', 'on']),
  /** Oldest first. */
  proposals: z.array(speechProposalSchema).max(MOST_PROPOSALS),
  /** Sentences for which the machine was too slow. */
  lost: z.number().int().nonnegative(),
});
export type RoomSpeech = z.infer<typeof roomSpeechSchema>;
