import type { X509Certificate } from 'node:crypto';
import type { PeerCertificate } from 'node:tls';
import { checkServerIdentity } from 'node:tls';
import { Refusal } from '../../../sfu-server/protocol/errors.ts';
import type { Log } from '../../bridge/log.ts';
import { probeCertificates } from './certificate-probe.ts';
import { fingerprintOf, normalFingerprint, readPin, writePin } from './pin-file.ts';

/** What a TLS connection to the server has to be made with. */
export interface TlsTrust {
  /** The only authority that is accepted; the system's own where it is left out. */
  readonly ca?: string;
}

export interface ServerTrustOptions {
  /** `https:` address of the server. */
  url: URL;
  pinPath: string;
  /** SHA-256 of the authority that has to be met from the start. */
  caFingerprint?: string | undefined;
  log: Log;
  now?: () => number;
}

/**
 * Whom we take for our server. A county's server is its own authority: the first connection takes that authority from
 * the TLS chain and keeps it, and from then on no other is accepted. A certificate that the system vouches for needs no pin.
 */
export class ServerTrust {
  readonly #options: ServerTrustOptions;
  readonly #host: string;
  readonly #port: number;
  readonly #expected: string | null;

  constructor(options: ServerTrustOptions) {
    this.#options = options;
    this.#host = options.url.hostname.replace(/^\[|\]$/g, '');
    this.#port = Number(options.url.port || 443);
    this.#expected = options.caFingerprint === undefined ? null : normalFingerprint(options.caFingerprint);
  }

  /** Rejects with `line.untrusted`, or `line.offline` where the server could not be asked. */
  async resolve(): Promise<TlsTrust> {
    const pin = this.#readPin();
    if (pin !== null) return { ca: pin.pem };
    const shown = await this.#probe();
    if (shown.publiclyTrusted && this.#expected === null) return {};
    return { ca: this.#pinNow(shown.leaf, shown.authority) };
  }

  /** What a failed connection means: `line.untrusted` where it was the certificate, null where it was not. */
  refusalFor(error: unknown): Refusal | null {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') {
      return untrusted(`The certificate of ${this.#where} is not valid today; check the clocks of both machines.`, error);
    }
    if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return untrusted(`The certificate of ${this.#where} is made out to another name.`, error);
    if (!CERTIFICATE_ERRORS.has(code)) return null;
    return untrusted(
      `${this.#where} shows a certificate of another authority than the one known here. If the server was set up anew, delete ${this.#options.pinPath}.`,
      error,
    );
  }

  get #where(): string {
    return this.#options.url.host;
  }

  #readPin() {
    const { pinPath } = this.#options;
    let pin: ReturnType<typeof readPin>;
    try {
      pin = readPin(pinPath);
    } catch (error) {
      throw untrusted(`The authority kept in ${pinPath} cannot be read; delete the file to take it from the server anew.`, error);
    }
    if (pin !== null && this.#expected !== null && pin.fingerprint !== this.#expected) {
      throw untrusted(`The authority kept in ${pinPath} is not the one whose fingerprint was given.`);
    }
    return pin;
  }

  async #probe() {
    try {
      return await probeCertificates(this.#host, this.#port);
    } catch (error) {
      throw new Refusal('line.offline', `${this.#where} cannot be reached.`, { cause: error });
    }
  }

  #pinNow(leaf: X509Certificate, authority: X509Certificate | null): string {
    const { pinPath, log, now = Date.now, url } = this.#options;
    if (authority === null) throw untrusted(`${this.#where} does not show the authority of its certificate.`);
    if (!leaf.checkIssued(authority) || !leaf.verify(authority.publicKey)) {
      throw untrusted(`The certificate of ${this.#where} is not from the authority that it shows.`);
    }
    const wrongName = checkServerIdentity(this.#host, leaf.toLegacyObject() as PeerCertificate);
    if (wrongName !== undefined) throw untrusted(`The certificate of ${this.#where} is made out to another name.`, wrongName);
    const fingerprint = fingerprintOf(authority);
    if (this.#expected !== null && fingerprint !== this.#expected) {
      throw untrusted(`${this.#where} is not the server whose authority's fingerprint was given.`);
    }
    const pem = authority.toString();
    writePin(pinPath, { server: url.host, fingerprint, pem, pinnedAt: now() });
    log('info', 'the authority of the server is kept from now on', { server: url.host, fingerprint });
    return pem;
  }
}

const CERTIFICATE_ERRORS: ReadonlySet<string> = new Set([
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_SIGNATURE_FAILURE',
  'CERT_UNTRUSTED',
  'CERT_CHAIN_TOO_LONG',
  'INVALID_CA',
]);

function untrusted(message: string, cause?: unknown): Refusal {
  return new Refusal('line.untrusted', message, { cause });
}
