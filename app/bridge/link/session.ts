import type { z } from 'zod';
import { signedInSchema } from '../../../sfu-server/protocol/session.ts';

/** What makes a new socket somebody's again: the account as last known and its tokens. */
export const linkSessionSchema = signedInSchema;
export type LinkSession = z.infer<typeof linkSessionSchema>;

/** What a guest gave; there is no token, so the same is given again on a new socket. */
export interface GuestPass {
  readonly code: string;
  readonly name: string;
}
