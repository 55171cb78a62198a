import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHttpsServer } from '../http/https-server.ts';
import { ownCertificate, type ServerCertificate } from '../security/tls/certificate.ts';
import { WireClient } from '../testing/wire-client.ts';
import { RequestAudit } from './audit/request-audit.ts';
import { Gateway } from './gateway.ts';
import type { HandlerTable } from './handler.ts';
import { Sessions } from './sessions.ts';

const PING_INTERVAL_MS = 50;
const log = pino({ level: 'silent' });
let dir: string;
let certificate: ServerCertificate;
let sessions: Sessions;
let gateway: Gateway;
let app: ReturnType<typeof createHttpsServer>['app'];
let url: string;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'shilian-liveness-'));
  certificate = await ownCertificate(dir, ['127.0.0.1']);
  const https = createHttpsServer(certificate, log);
  app = https.app;
  sessions = new Sessions(() => {});
  // Nothing is asked here: the table may be empty.
  const handlers = {} as HandlerTable;
  const welcome = () => ({ serverVersion: '0', protocolVersion: 1, serverTime: 0, demo: false, rtpCapabilities: {} });
  const audit = new RequestAudit({ record: async () => {}, mustHaveRoom: () => {} });
  gateway = new Gateway({ server: https.server, sessions, handlers, welcome, audit, log, pingIntervalMs: PING_INTERVAL_MS });
  url = await app.listen({ host: '127.0.0.1', port: 0 });
});
afterEach(async () => {
  await gateway.close();
  await app.close();
  rmSync(dir, { recursive: true, force: true });
});

describe('the gateway', () => {
  it('lets go of a socket that says it is open and does not answer', async () => {
    const [asleep, awake] = [await WireClient.open(url, certificate.authority), await WireClient.open(url, certificate.authority)];
    expect(sessions.size).toBe(2);
    asleep.fallAsleep();
    await expect.poll(() => sessions.size).toBe(1);
    // The other one has answered its pings all the while.
    await new Promise((resolve) => setTimeout(resolve, PING_INTERVAL_MS * 5));
    expect(sessions.size).toBe(1);
    awake.close();
    asleep.close();
    await expect.poll(() => sessions.size).toBe(0);
  });

  it('says good-bye with 1001 when it goes down, and does not wait for who is asleep', async () => {
    const [asleep, awake] = [await WireClient.open(url, certificate.authority), await WireClient.open(url, certificate.authority)];
    asleep.fallAsleep();
    const started = performance.now();
    await gateway.close();
    expect(performance.now() - started).toBeLessThan(2000);
    expect(await awake.closed).toBe(1001);
    expect(sessions.size).toBe(0);
    asleep.close();
  });

  it('does not open a socket at another address', async () => {
    await expect(WireClient.open(`${url}/other`, certificate.authority)).rejects.toThrow(/closed/);
  });
});
