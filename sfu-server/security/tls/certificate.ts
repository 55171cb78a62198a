import { createPrivateKey, X509Certificate } from 'node:crypto';
import { chmodSync, mkdirSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { readIfPresent, writePrivateFile } from '../private-file.ts';
import { createAuthority, createLeaf, type KeyedCertificate } from './issue.ts';

/** A leaf this near its end is made anew, ms. */
const RENEW_BEFORE_MS = 30 * 24 * 60 * 60 * 1000;

/** What the TLS server needs, and what its clients pin. */
export interface ServerCertificate {
  /** Leaf first, then the authority, so that a console can pin the authority at its first connection. */
  readonly chain: string;
  readonly key: string;
  /** Certificate of the authority, PEM. */
  readonly authority: string;
  /** SHA-256 of the authority's certificate, as `AB:CD:…`. */
  readonly fingerprint: string;
  /** UTC ms. */
  readonly expiresAt: number;
}

/** Every name under which the server on this machine may be called. */
export function serverNames(host: string, announcedAddress: string | undefined): string[] {
  const names = new Set(['localhost', '127.0.0.1', '::1', hostname().toLowerCase(), host, announcedAddress ?? host]);
  // "Any address" is no name that a client could call.
  for (const any of ['0.0.0.0', '::', '']) names.delete(any);
  return [...names];
}

/**
 * The server's certificate from its own authority, both made on the first start and kept in `dir`. The leaf is made
 * anew when it nears its end or when it lacks one of `names`; the authority stays, because consoles have pinned it.
 */
export async function ownCertificate(dir: string, names: readonly string[], now: number = Date.now()): Promise<ServerCertificate> {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  chmodSync(dir, 0o700);
  const authority = await keptOrMade(
    dir,
    'ca',
    () => true,
    () => createAuthority(now),
  );
  const leaf = await keptOrMade(
    dir,
    'server',
    (kept) => serves(kept, authority, names, now),
    () => createLeaf(authority, names, now),
  );
  return describe(`${leaf.cert.trimEnd()}\n${authority.cert.trimEnd()}\n`, leaf.key, authority.cert);
}

/**
 * A certificate that somebody else has issued.
 * @throws where a file cannot be read, is no certificate, or the key belongs to another one
 */
export function givenCertificate(certFile: string, keyFile: string): ServerCertificate {
  const chain = readIfPresent(certFile);
  const key = readIfPresent(keyFile);
  if (chain === null || key === null) throw new Error(`there is no file ${chain === null ? certFile : keyFile}`);
  const blocks = chain.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
  const last = blocks.at(-1);
  if (last === undefined) throw new Error(`${certFile} holds no PEM certificate`);
  if (!matches({ cert: chain, key })) throw new Error(`the key ${keyFile} does not belong to the certificate ${certFile}`);
  return describe(chain, key, last);
}

function describe(chain: string, key: string, authority: string): ServerCertificate {
  return {
    chain,
    key,
    authority,
    fingerprint: new X509Certificate(authority).fingerprint256,
    expiresAt: new X509Certificate(chain).validToDate.getTime(),
  };
}

async function keptOrMade(
  dir: string,
  name: string,
  good: (kept: KeyedCertificate) => boolean,
  make: () => Promise<KeyedCertificate>,
): Promise<KeyedCertificate> {
  const certFile = join(dir, `${name}.pem`);
  const keyFile = join(dir, `${name}.key`);
  const cert = readIfPresent(certFile);
  const key = readIfPresent(keyFile);
  if (cert !== null && key !== null && good({ cert, key })) return { cert, key };
  const made = await make();
  writePrivateFile(keyFile, made.key);
  writePrivateFile(certFile, made.cert);
  return made;
}

function serves(leaf: KeyedCertificate, authority: KeyedCertificate, names: readonly string[], now: number): boolean {
  const cert = new X509Certificate(leaf.cert);
  return (
    matches(leaf) &&
    cert.validToDate.getTime() - now > RENEW_BEFORE_MS &&
    cert.verify(new X509Certificate(authority.cert).publicKey) &&
    names.every((name) => (/^[\d.]+$|:/.test(name) ? cert.checkIP(name) : cert.checkHost(name)) !== undefined)
  );
}

/** Whether the key is the certificate's: not so after a crash between the writing of the two. */
function matches({ cert, key }: KeyedCertificate): boolean {
  return new X509Certificate(cert).checkPrivateKey(createPrivateKey(key));
}
