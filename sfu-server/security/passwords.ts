import { hash, type Options, verify } from '@node-rs/argon2';

/**
 * Argon2id (the library's default algorithm) with 19 MiB, 2 passes, 1 lane:
 * OWASP Password Storage Cheat Sheet, the recommended configuration.
 */
const PARAMETERS: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export function hashPassword(password: string): Promise<string> {
  return hash(password, PARAMETERS);
}

let nobody: Promise<string> | undefined;

/**
 * Whether a password is the one of a hash. Without a hash (no such account) it takes the same time and says no, so that
 * the time tells nobody which names exist.
 */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  nobody ??= hashPassword('nobody has this account');
  const right = await verify(stored ?? (await nobody), password, PARAMETERS);
  return right && stored !== null;
}
