import { createHash, randomBytes } from 'node:crypto';
import type { Credentials } from './address.ts';

/** What a camera asks for (RFC 7616, RFC 7617). */
export type Challenge =
  | { readonly scheme: 'basic' }
  | {
      readonly scheme: 'digest';
      readonly realm: string;
      readonly nonce: string;
      readonly opaque: string | null;
      readonly algorithm: 'MD5' | 'SHA-256';
      /** True where the camera takes `qop=auth`. */
      readonly qop: boolean;
    };

/** The strongest of a camera's `WWW-Authenticate` headers that we can answer; null where there is none. */
export function chooseChallenge(headers: readonly string[]): Challenge | null {
  const challenges = headers.map(parseChallenge).filter((challenge) => challenge !== null);
  return [...challenges].sort((a, b) => strength(b) - strength(a))[0] ?? null;
}

function strength(challenge: Challenge): number {
  if (challenge.scheme === 'basic') return 0;
  return challenge.algorithm === 'MD5' ? 1 : 2;
}

function parseChallenge(header: string): Challenge | null {
  const scheme = header.split(/\s/, 1)[0]?.toLowerCase();
  if (scheme === 'basic') return { scheme };
  if (scheme !== 'digest') return null;
  const fields = new Map<string, string>();
  for (const [, name = '', quoted, bare] of header.slice('digest'.length).matchAll(/([a-z]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,]+))/gi)) {
    fields.set(name.toLowerCase(), quoted === undefined ? (bare ?? '') : quoted.replace(/\\(.)/g, '$1'));
  }
  const nonce = fields.get('nonce');
  const algorithm = (fields.get('algorithm') ?? 'MD5').toUpperCase();
  if (nonce === undefined || (algorithm !== 'MD5' && algorithm !== 'SHA-256')) return null;
  return {
    scheme,
    realm: fields.get('realm') ?? '',
    nonce,
    opaque: fields.get('opaque') ?? null,
    algorithm,
    qop: (fields.get('qop') ?? '').split(',').some((value) => value.trim() === 'auth'),
  };
}

/** Answers one camera's challenge, counting its uses of the nonce. */
export class Authorizer {
  readonly #challenge: Challenge;
  readonly #credentials: Credentials;
  readonly #clientNonce: string;
  #uses = 0;

  constructor(challenge: Challenge, credentials: Credentials, clientNonce = randomBytes(8).toString('hex')) {
    this.#challenge = challenge;
    this.#credentials = credentials;
    this.#clientNonce = clientNonce;
  }

  /** The `Authorization` header for a request. */
  header(method: string, url: string): string {
    const { username, password } = this.#credentials;
    const challenge = this.#challenge;
    if (challenge.scheme === 'basic') return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
    const hash = (text: string) =>
      createHash(challenge.algorithm === 'MD5' ? 'md5' : 'sha256')
        .update(text)
        .digest('hex');
    const ha1 = hash(`${username}:${challenge.realm}:${password}`);
    const ha2 = hash(`${method}:${url}`);
    const fields = [quoted('username', username), quoted('realm', challenge.realm), quoted('nonce', challenge.nonce), quoted('uri', url)];
    if (challenge.qop) {
      this.#uses += 1;
      const count = this.#uses.toString(16).padStart(8, '0');
      const response = hash(`${ha1}:${challenge.nonce}:${count}:${this.#clientNonce}:auth:${ha2}`);
      fields.push(quoted('response', response), 'qop=auth', `nc=${count}`, quoted('cnonce', this.#clientNonce));
    } else {
      fields.push(quoted('response', hash(`${ha1}:${challenge.nonce}:${ha2}`)));
    }
    // Only named where it is not the default: old cameras stumble over it.
    if (challenge.algorithm !== 'MD5') fields.push(`algorithm=${challenge.algorithm}`);
    if (challenge.opaque !== null) fields.push(quoted('opaque', challenge.opaque));
    return `Digest ${fields.join(', ')}`;
  }
}

function quoted(name: string, value: string): string {
  return `${name}="${value.replace(/[\\"]/g, '\\$&')}"`;
}
