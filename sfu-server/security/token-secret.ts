import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { readIfPresent, writePrivateFile } from './private-file.ts';

/** Shortest secret that is accepted: as long as the hash of HS256 (RFC 7518 §3.2). */
const SHORTEST = 32;

/** Words that stand in examples everywhere and in no safe secret. */
const WELL_KNOWN = ['secret', 'password', 'changeme', 'change-me', 'change_me', 'default', 'example', 'shilian', '12345678', 'demo-2026'];

/** What is wrong with a secret, as the end of a sentence; null where nothing is. */
export function weaknessOf(secret: string): string | null {
  if (secret.length < SHORTEST) return `is shorter than ${SHORTEST} characters`;
  if (new Set(secret).size < 8) return 'repeats a few characters';
  const lower = secret.toLowerCase();
  const word = WELL_KNOWN.find((known) => lower.includes(known));
  return word === undefined ? null : `contains the well-known word "${word}"`;
}

/** The key of the access tokens: the given one, or one made on the first start and kept in the folder. */
export function tokenKey(dir: string, given: string | undefined): Uint8Array {
  if (given !== undefined) return new TextEncoder().encode(given);
  const file = join(dir, 'token.key');
  const kept = readIfPresent(file)?.trim();
  if (kept !== undefined && kept.length >= SHORTEST) return new TextEncoder().encode(kept);
  const made = randomBytes(32).toString('base64url');
  writePrivateFile(file, `${made}\n`);
  return new TextEncoder().encode(made);
}
