import { createPrivateKey, X509Certificate } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CryptoKeySigner } from '@libpdf/core';
import { z } from 'zod';
import { Refusal } from '../../protocol/errors.ts';
import { readIfPresent, writePrivateFile } from '../private-file.ts';
import type { KeyedCertificate } from '../tls/issue.ts';
import { createSealAuthority, createSealCertificate } from './issue.ts';

/** A seal this near its end is made anew, ms. */
const RENEW_BEFORE_MS = 30 * 24 * 60 * 60 * 1000;
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const idSchema = z.uuid();

export interface Sealer {
  readonly id: string;
  /** As the certificate names it: 晶泉县人民调解委员会. */
  readonly name: string;
}

/**
 * The certificates that centres seal with: one an organisation, issued by an authority of this server's own, both made when they are
 * first needed and kept in one folder for the owner's eyes. One that was replaced (a new name, its end) stays beside: papers carry it.
 */
export class SealKeys {
  readonly #dir: string;
  readonly #now: () => number;
  /** One after another: two papers sealed at once do not make two certificates. */
  #line: Promise<unknown> = Promise.resolve();

  /** @param dir of its own, within the data folder */
  constructor(dir: string, now: () => number = Date.now) {
    this.#dir = dir;
    this.#now = now;
  }

  /** What seals for an organisation. @throws Refusal `seal.unavailable` */
  signer(sealer: Sealer): Promise<CryptoKeySigner> {
    return this.#inLine(async () => {
      const authority = await this.#authority();
      const own = await this.#own(authority, sealer);
      const key = await crypto.subtle.importKey('pkcs8', der(own.key), ALGORITHM, false, ['sign']);
      return new CryptoKeySigner(key, der(own.cert), 'EC', 'ECDSA', [der(authority.cert)]);
    });
  }

  /** Certificate of the authority, PEM: with it anybody can verify the seals of this server. @throws Refusal `seal.unavailable` */
  authority(): Promise<string> {
    return this.#inLine(async () => (await this.#authority()).cert);
  }

  async #inLine<T>(work: () => Promise<T>): Promise<T> {
    const run = this.#line.then(work).catch((cause: unknown) => {
      throw new Refusal('seal.unavailable', 'The key of the seal cannot be read or written.', { cause });
    });
    this.#line = run.catch(() => undefined);
    return run;
  }

  async #authority(): Promise<KeyedCertificate> {
    mkdirSync(this.#dir, { recursive: true, mode: 0o700 });
    chmodSync(this.#dir, 0o700);
    const kept = this.#read('authority');
    if (kept !== null) return kept;
    // What it has issued, or its own half, lies here: a new authority would make every seal until now untrusted.
    if (readdirSync(this.#dir).some((file) => file.endsWith('.pem'))) throw new Error('The key or certificate of the authority is lost.');
    const made = await createSealAuthority(this.#now());
    this.#write('authority', made);
    return made;
  }

  async #own(authority: KeyedCertificate, { id, name }: Sealer): Promise<KeyedCertificate> {
    const file = idSchema.parse(id);
    const kept = this.#read(file);
    if (kept !== null && this.#seals(kept, authority, name)) return kept;
    if (kept !== null) writePrivateFile(join(this.#dir, `${file}.until-${this.#now()}.pem`), kept.cert);
    const made = await createSealCertificate(authority, name, this.#now());
    this.#write(file, made);
    return made;
  }

  #seals({ cert }: KeyedCertificate, authority: KeyedCertificate, name: string): boolean {
    const own = new X509Certificate(cert);
    return (
      own.verify(new X509Certificate(authority.cert).publicKey) &&
      own.validToDate.getTime() - this.#now() > RENEW_BEFORE_MS &&
      own.subject.split('\n').includes(`CN=${name}`)
    );
  }

  /** Both, where they belong together: a crash between the writing of the two leaves a key without its certificate, which has sealed nothing. */
  #read(name: string): KeyedCertificate | null {
    const cert = readIfPresent(join(this.#dir, `${name}.pem`));
    const key = readIfPresent(join(this.#dir, `${name}.key`));
    if (cert === null || key === null) return null;
    return new X509Certificate(cert).checkPrivateKey(createPrivateKey(key)) ? { cert, key } : null;
  }

  #write(name: string, { cert, key }: KeyedCertificate): void {
    writePrivateFile(join(this.#dir, `${name}.key`), key);
    writePrivateFile(join(this.#dir, `${name}.pem`), cert);
  }
}

function der(pem: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(pem.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64'));
}
