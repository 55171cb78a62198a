import { z } from 'zod';
import { idSchema } from '../primitives.ts';

/**
 * What parties have said of somebody, in whole groups of RATINGS_OF_A_GROUP in the order in which they came: neither from an average nor from
 * how it changes can be told what one party has said.
 */
export const ratingSummarySchema = z.object({
  /** How many are in the average. */
  count: z.number().int().nonnegative(),
  /** Of 1 to 5 stars, to one decimal; null while there are too few. */
  average: z.number().min(1).max(5).nullable(),
});
export type RatingSummary = z.infer<typeof ratingSummarySchema>;
export const RATINGS_OF_A_GROUP = 3;

export const teamFiguresSchema = z.object({
  /** Open cases that they mediate. */
  open: z.number().int().nonnegative(),
  /** Hearings of this week, Monday to Sunday, that are not called off. */
  hearings: z.number().int().nonnegative(),
  /** Null where this account may not see it. */
  rating: ratingSummarySchema.nullable(),
});
export type TeamFigures = z.infer<typeof teamFiguresSchema>;

/** More than an organisation has; a county with hundreds of villages sees the first. */
export const MOST_ACCOUNTS = 500;

const ofOne = z.object({ id: idSchema, ...teamFiguresSchema.shape });

/** What of the team needs the server at once; all else are mutations (see ../mutations.ts). */
export const teamRequests = {
  /**
   * How much the mediators and studios that one sees have to do, those with an account alone; of a studio the sum of its people. Ratings:
   * one's own, and with `team.ratings` those of the own branch; of a studio with that alone.
   */
  'team.figures': {
    params: z.object({}),
    result: z.object({ mediators: z.array(ofOne), studios: z.array(ofOne) }),
    needs: 'account',
  },
  /** Accounts at an organisation and below it that could mediate and have no profile yet, or that one. Whoever may write profiles there. */
  'team.accounts': {
    params: z.object({ orgId: idSchema, mediatorId: idSchema.nullable() }),
    result: z.object({ accounts: z.array(z.object({ accountId: idSchema, name: z.string(), orgName: z.string() })).max(MOST_ACCOUNTS) }),
    needs: 'account',
  },
} as const;
