import { z } from 'zod';
import { organisationSchema } from './entities/organisation.ts';
import { idSchema, timestampSchema } from './primitives.ts';
import { roleSchema } from './roles.ts';

/** Who is signed in. */
export const accountSchema = z.object({
  id: idSchema,
  username: z.string(),
  name: z.string(),
  role: roleSchema,
  organisation: organisationSchema,
});
export type Account = z.infer<typeof accountSchema>;

/** A short-lived token for requests and a longer one, used once, to get the next pair. */
export const tokensSchema = z.object({
  accessToken: z.string(),
  accessExpiresAt: timestampSchema,
  refreshToken: z.string(),
  refreshExpiresAt: timestampSchema,
});
export type Tokens = z.infer<typeof tokensSchema>;

export const signedInSchema = z.object({ account: accountSchema, tokens: tokensSchema });
export type SignedIn = z.infer<typeof signedInSchema>;
