import { X509Certificate } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';

const pinSchema = z.object({
  /** Host and port that it is for. */
  server: z.string(),
  fingerprint: z.string(),
  /** The authority's certificate. */
  pem: z.string(),
  pinnedAt: z.number(),
});
export type Pin = z.infer<typeof pinSchema>;

/** Null where nothing is pinned yet. Throws where the file is there but is not what it should be: guessing here would be trusting. */
export function readPin(path: string): Pin | null {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  const pin = pinSchema.parse(JSON.parse(text));
  if (fingerprintOf(new X509Certificate(pin.pem)) !== pin.fingerprint)
    throw new Error(`${path} holds a certificate other than the one it names.`);
  return pin;
}

export function writePin(path: string, pin: Pin): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(path, `${JSON.stringify(pin, null, 2)}\n`, { mode: 0o600 });
}

/** SHA-256 of a certificate: 64 hex digits without colons. */
export function fingerprintOf(certificate: X509Certificate): string {
  return normalFingerprint(certificate.fingerprint256);
}

/** Takes what people copy: with or without colons, any case, with or without `sha256:` before it. */
export function normalFingerprint(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/^sha-?256[:=/]/, '')
    .replaceAll(':', '');
}

/** Where the authority of a console's server is kept. */
export function pinPath(dataDir: string, url: URL): string {
  return join(dataDir, 'trust', `${url.hostname.replace(/[^\w.-]/g, '_')}-${url.port || '443'}.json`);
}
