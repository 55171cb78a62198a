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
  /** Present and true while the password is one that an administrator gave: it has to be changed first. */
  mustChangePassword: z.literal(true).optional(),
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
