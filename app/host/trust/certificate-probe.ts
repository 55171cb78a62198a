import { X509Certificate } from 'node:crypto';
import { connect, type DetailedPeerCertificate, type TLSSocket } from 'node:tls';

const TIMEOUT_MS = 5_000;

/** What a server shows of itself before anything is sent to it. */
export interface ShownCertificates {
  /** Whether the system's own authorities vouch for it, name and all. */
  readonly publiclyTrusted: boolean;
  readonly leaf: X509Certificate;
  /** The self-signed authority at the end of the chain that it sent; null where it sent none. */
  readonly authority: X509Certificate | null;
}

/** Shakes hands once and hangs up. Rejects with the socket's error. */
export function probeCertificates(host: string, port: number): Promise<ShownCertificates> {
  return new Promise((resolve, reject) => {
    // Nothing is sent over this connection, and what it shows is judged by the caller.
    const socket = connect({ host, port, rejectUnauthorized: false, ...serverName(host) });
    socket.setTimeout(TIMEOUT_MS, () => socket.destroy(new Error('The server did not finish the TLS handshake.')));
    socket.once('error', reject);
    socket.once('secureConnect', () => {
      try {
        resolve(readChain(socket));
      } catch (error) {
        reject(error);
      } finally {
        socket.destroy();
      }
    });
  });
}

/** SNI names hosts, never addresses (RFC 6066 §3). */
export function serverName(host: string): { servername?: string } {
  return /^[\d.]+$/.test(host) || host.includes(':') ? {} : { servername: host };
}

function readChain(socket: TLSSocket): ShownCertificates {
  const shown = socket.getPeerCertificate(true);
  const leaf = new X509Certificate(shown.raw);
  let last: DetailedPeerCertificate = shown;
  // A self-signed certificate names itself as its issuer.
  for (let depth = 0; depth < 8 && last.issuerCertificate !== undefined && last.issuerCertificate !== last; depth += 1) {
    last = last.issuerCertificate;
  }
  const end = new X509Certificate(last.raw);
  const authority = end.ca && end.checkIssued(end) && end.verify(end.publicKey) ? end : null;
  return { publiclyTrusted: socket.authorized, leaf, authority };
}
