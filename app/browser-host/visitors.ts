import { randomBytes } from 'node:crypto';

/** Far more than the browsers of one seat; the oldest is forgotten beyond it. */
const MOST = 1_000;

/**
 * The browsers that have loaded our page, told apart by a random cookie, and as whom each has signed in here.
 * Another browser on the same machine reaches the same port, but not what the first has signed in to.
 */
export class Visitors {
  /** Cookie to account id; null until it has signed in. */
  readonly #accounts = new Map<string, string | null>();

  /** A new visitor's cookie: 256 random bits. */
  admit(): string {
    const cookie = randomBytes(32).toString('base64url');
    this.#accounts.set(cookie, null);
    const oldest = this.#accounts.keys().next();
    if (this.#accounts.size > MOST && oldest.done !== true) this.#accounts.delete(oldest.value);
    return cookie;
  }

  knows(cookie: string | undefined): cookie is string {
    return cookie !== undefined && this.#accounts.has(cookie);
  }

  signedIn(cookie: string, accountId: string): void {
    this.#accounts.set(cookie, accountId);
  }

  /** Whether this browser has signed in as the account that the seat has now. */
  mayUse(cookie: string, accountId: string | null): boolean {
    return accountId !== null && this.#accounts.get(cookie) === accountId;
  }

  /** Nobody is signed in any more: each has to do it anew. */
  forgetSignIns(): void {
    for (const cookie of this.#accounts.keys()) this.#accounts.set(cookie, null);
  }
}

/** The value of one cookie of a `Cookie` header (RFC 6265 §4.2). */
export function cookieValue(header: string | undefined, name: string): string | undefined {
  for (const part of header?.split(';') ?? []) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return undefined;
}
