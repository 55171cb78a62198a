import { errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { Refusal } from '../protocol/errors.ts';
import { idSchema } from '../protocol/primitives.ts';

/** How long an access token is good, ms. Short, because between two refreshes nobody asks whether the account still stands. */
export const ACCESS_VALID_MS = 10 * 60 * 1000;
const ISSUER = 'shilian';

const claimsSchema = z.object({ sub: idSchema, sid: idSchema, exp: z.number() });

export interface AccessClaims {
  readonly accountId: string;
  readonly signInId: string;
  /** UTC ms. */
  readonly expiresAt: number;
}

/** Short-lived proof of a sign-in: a JWT, HS256. */
export class AccessTokens {
  readonly #key: Uint8Array;
  readonly #now: () => number;

  constructor(key: Uint8Array, now: () => number = Date.now) {
    this.#key = key;
    this.#now = now;
  }

  async issue(accountId: string, signInId: string): Promise<{ token: string; expiresAt: number }> {
    // JWT counts in whole seconds.
    const expiresAt = Math.floor((this.#now() + ACCESS_VALID_MS) / 1000) * 1000;
    const token = await new SignJWT({ sid: signInId })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer(ISSUER)
      .setSubject(accountId)
      .setExpirationTime(expiresAt / 1000)
      .sign(this.#key);
    return { token, expiresAt };
  }

  /** @throws Refusal `auth.expired`, or `auth.required` for what is no token of ours */
  async verify(token: string): Promise<AccessClaims> {
    try {
      const { payload } = await jwtVerify(token, this.#key, {
        algorithms: ['HS256'],
        issuer: ISSUER,
        currentDate: new Date(this.#now()),
      });
      const claims = claimsSchema.parse(payload);
      return { accountId: claims.sub, signInId: claims.sid, expiresAt: claims.exp * 1000 };
    } catch (error) {
      if (error instanceof errors.JWTExpired) throw new Refusal('auth.expired', 'The access token has expired.', { cause: error });
      throw new Refusal('auth.required', 'The access token is not valid.', { cause: error });
    }
  }
}
