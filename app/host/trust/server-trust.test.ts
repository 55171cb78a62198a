import { createHash, X509Certificate } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Refusal } from '../../../sfu-server/protocol/errors.ts';
import { silentLog } from '../../bridge/log.ts';
import { makeAuthority, type TestAuthority } from '../testing/test-authority.ts';
import { normalFingerprint } from './pin-file.ts';
import { ServerTrust } from './server-trust.ts';

const LOOPBACK = [{ type: 'ip' as const, value: '127.0.0.1' }];
let county: TestAuthority;
let stranger: TestAuthority;
let folder: string;
let pinPath: string;
const servers: Server[] = [];

beforeAll(async () => {
  [county, stranger] = await Promise.all([makeAuthority('county'), makeAuthority('stranger')]);
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shilian-trust-'));
  pinPath = join(folder, 'trust', 'pin.json');
});
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});

async function serve(certificate: { key: string; cert: string }, port = 0): Promise<Server & { port: number }> {
  const server = createServer(certificate);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return Object.assign(server, { port: (server.address() as AddressInfo).port });
}

function trustFor(port: number, caFingerprint?: string): ServerTrust {
  return new ServerTrust({ url: new URL(`https://127.0.0.1:${port}`), pinPath, caFingerprint, log: silentLog });
}

function fingerprint({ pem }: TestAuthority): string {
  return new X509Certificate(pem).fingerprint256;
}

/** Connects as the link does; gives the error or null. */
function attempt(port: number, ca: string | undefined): Promise<Error | null> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, ...(ca === undefined ? {} : { ca }) }, () => {
      socket.destroy();
      resolve(null);
    });
    socket.on('error', resolve);
  });
}

async function refusal(promise: Promise<unknown>): Promise<Refusal> {
  const error = await promise.then(
    () => new Error('it was not refused'),
    (reason: unknown) => reason,
  );
  if (error instanceof Refusal) return error;
  throw error;
}

describe('trust in the server', () => {
  it('takes the authority of the first connection and keeps it for its user alone', async () => {
    const { port } = await serve(await county.issue(LOOPBACK));
    const { ca } = await trustFor(port).resolve();
    expect(new X509Certificate(ca ?? '').fingerprint256).toBe(fingerprint(county));
    expect(JSON.parse(readFileSync(pinPath, 'utf8'))).toMatchObject({ fingerprint: normalFingerprint(fingerprint(county)) });
    expect(statSync(pinPath).mode & 0o777).toBe(0o600);
    expect(await attempt(port, ca)).toBeNull();
  });

  it('refuses another authority from then on, and says so', async () => {
    const first = await serve(await county.issue(LOOPBACK));
    const { port } = first;
    await trustFor(port).resolve();
    await new Promise((resolve) => servers.splice(0)[0]?.close(resolve));
    await serve(await stranger.issue(LOOPBACK), port);
    const trust = trustFor(port);
    const error = await attempt(port, (await trust.resolve()).ca);
    expect(trust.refusalFor(error)).toMatchObject({ code: 'line.untrusted', message: expect.stringContaining('another authority') });
  });

  it('accepts a new certificate of the same authority', async () => {
    const { port } = await serve(await county.issue(LOOPBACK));
    await trustFor(port).resolve();
    await new Promise((resolve) => servers.splice(0)[0]?.close(resolve));
    await serve(await county.issue(LOOPBACK), port);
    expect(await attempt(port, (await trustFor(port).resolve()).ca)).toBeNull();
  });

  it('keeps no authority whose certificate is made out to another name', async () => {
    const { port } = await serve(await county.issue([{ type: 'dns', value: 'elsewhere' }]));
    expect(await refusal(trustFor(port).resolve())).toMatchObject({
      code: 'line.untrusted',
      message: expect.stringContaining('another name'),
    });
    expect(existsSync(pinPath)).toBe(false);
  });

  it('keeps no authority that did not issue the certificate it comes with', async () => {
    const { key, cert } = await county.issue(LOOPBACK);
    const leaf = cert.slice(0, cert.indexOf('-----END CERTIFICATE-----') + 25);
    const { port } = await serve({ key, cert: `${leaf}\n${stranger.pem}\n` });
    expect((await refusal(trustFor(port).resolve())).code).toBe('line.untrusted');
    expect(existsSync(pinPath)).toBe(false);
  });

  it('takes only the authority whose fingerprint was given', async () => {
    const { port } = await serve(await county.issue(LOOPBACK));
    expect((await refusal(trustFor(port, fingerprint(stranger)).resolve())).code).toBe('line.untrusted');
    expect(existsSync(pinPath)).toBe(false);
    await expect(trustFor(port, `SHA256:${fingerprint(county).toLowerCase()}`).resolve()).resolves.toHaveProperty('ca');
    expect((await refusal(trustFor(port, fingerprint(stranger)).resolve())).code).toBe('line.untrusted');
  });

  it('says that a certificate has run out', async () => {
    const { port } = await serve(await county.issue(LOOPBACK));
    const trust = trustFor(port);
    const { ca } = await trust.resolve();
    await new Promise((resolve) => servers.splice(0)[0]?.close(resolve));
    await serve(await county.issue(LOOPBACK, -1), port);
    expect(trust.refusalFor(await attempt(port, ca))).toMatchObject({
      code: 'line.untrusted',
      message: expect.stringContaining('not valid today'),
    });
  });

  it('calls a server that is not there offline, not untrusted', async () => {
    const server = await serve(await county.issue(LOOPBACK));
    const { port } = server;
    await new Promise((resolve) => servers.splice(0)[0]?.close(resolve));
    expect((await refusal(trustFor(port).resolve())).code).toBe('line.offline');
  });

  it('writes fingerprints one way however they are copied', () => {
    const hex = createHash('sha256').update('x').digest('hex');
    const colons = (hex.match(/../g) ?? []).join(':').toUpperCase();
    for (const text of [hex, colons, `sha256:${hex}`, ` SHA-256=${colons} `]) expect(normalFingerprint(text)).toBe(hex);
  });
});
