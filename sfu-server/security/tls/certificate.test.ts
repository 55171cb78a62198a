import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, createServer } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { givenCertificate, ownCertificate, type ServerCertificate, serverNames } from './certificate.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'shilian-tls-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** Shakes hands for real and gives what the client made of it. */
function handshake(certificate: ServerCertificate, servername: string, ca: string): Promise<{ authorized: boolean; issuer: string }> {
  return new Promise((resolve, reject) => {
    const server = createServer({ cert: certificate.chain, key: certificate.key });
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') throw new Error('No address.');
      const socket = connect({ host: '127.0.0.1', port: address.port, ca, servername, rejectUnauthorized: false }, () => {
        const issuer = socket.getPeerCertificate(true).issuerCertificate.fingerprint256;
        resolve({ authorized: socket.authorized, issuer });
        socket.destroy();
        server.close();
      });
      socket.on('error', reject);
    });
  });
}

describe('the server certificate', () => {
  it('is trusted by whoever trusts the authority, which is sent along', async () => {
    const certificate = await ownCertificate(dir, serverNames('127.0.0.1', undefined));
    expect(await handshake(certificate, 'localhost', certificate.authority)).toEqual({ authorized: true, issuer: certificate.fingerprint });
  });

  it('is not trusted by whoever trusts another authority', async () => {
    const certificate = await ownCertificate(join(dir, 'a'), serverNames('127.0.0.1', undefined));
    const other = await ownCertificate(join(dir, 'b'), serverNames('127.0.0.1', undefined));
    expect((await handshake(certificate, 'localhost', other.authority)).authorized).toBe(false);
  });

  it('names this machine, the address to listen on and the announced one, but no wildcard', async () => {
    const certificate = await ownCertificate(dir, serverNames('0.0.0.0', '10.20.30.40'));
    const leaf = new X509Certificate(certificate.chain);
    for (const ip of ['127.0.0.1', '::1', '10.20.30.40']) expect(leaf.checkIP(ip), ip).toBe(ip);
    for (const host of ['localhost', hostname()]) expect(leaf.checkHost(host), host).toBe(host);
    expect(leaf.checkIP('0.0.0.0')).toBeUndefined();
  });

  it('stays the same from start to start', async () => {
    const names = serverNames('127.0.0.1', undefined);
    expect(await ownCertificate(dir, names)).toEqual(await ownCertificate(dir, names));
  });

  it('is made anew for a new address, under the same authority', async () => {
    const before = await ownCertificate(dir, serverNames('127.0.0.1', undefined));
    const after = await ownCertificate(dir, serverNames('127.0.0.1', 'video.example.test'));
    expect(after.fingerprint).toBe(before.fingerprint);
    expect(after.chain).not.toBe(before.chain);
    expect(new X509Certificate(after.chain).checkHost('video.example.test')).toBe('video.example.test');
  });

  it('is made anew thirty days before its end, and is valid for no longer than browsers accept', async () => {
    const names = serverNames('127.0.0.1', undefined);
    const now = Date.now();
    const first = await ownCertificate(dir, names, now);
    expect(first.expiresAt - now).toBeLessThanOrEqual(398 * DAY_MS);
    expect((await ownCertificate(dir, names, first.expiresAt - 31 * DAY_MS)).chain).toBe(first.chain);
    const renewed = await ownCertificate(dir, names, first.expiresAt - 29 * DAY_MS);
    expect(renewed.expiresAt).toBeGreaterThan(first.expiresAt);
    expect(renewed.fingerprint).toBe(first.fingerprint);
  });

  it('is made anew when a crash has left a key that is not its own', async () => {
    const names = serverNames('127.0.0.1', undefined);
    const before = await ownCertificate(dir, names);
    writeFileSync(join(dir, 'server.key'), readFileSync(join(dir, 'ca.key')));
    const after = await ownCertificate(dir, names);
    expect(after.fingerprint).toBe(before.fingerprint);
    expect((await handshake(after, 'localhost', before.authority)).authorized).toBe(true);
  });

  it('keeps its keys from everybody else', async () => {
    await ownCertificate(dir, serverNames('127.0.0.1', undefined));
    for (const file of ['ca.key', 'server.key']) expect(statSync(join(dir, file)).mode & 0o777, file).toBe(0o600);
    expect(statSync(dir).mode & 0o777).toBe(0o700);
  });
});

describe('a given certificate', () => {
  it('is taken as it is, and its chain ends in what is pinned', async () => {
    const own = await ownCertificate(dir, serverNames('127.0.0.1', undefined));
    writeFileSync(join(dir, 'chain.pem'), own.chain);
    expect(givenCertificate(join(dir, 'chain.pem'), join(dir, 'server.key'))).toEqual(own);
  });

  it('is refused with a key that is not its own, without a file, and when it is none', async () => {
    await ownCertificate(dir, serverNames('127.0.0.1', undefined));
    const at = (name: string) => join(dir, name);
    expect(() => givenCertificate(at('server.pem'), at('ca.key'))).toThrow(/does not belong/);
    expect(() => givenCertificate(at('missing.pem'), at('ca.key'))).toThrow(/no file/);
    expect(() => givenCertificate(at('ca.key'), at('ca.key'))).toThrow(/no PEM certificate/);
  });
});
