import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LinkSession } from '../bridge/link/session.ts';
import { silentLog } from '../bridge/log.ts';
import { RemoteBridge } from '../bridge/remote-bridge.ts';
import { eventually } from '../host/testing/eventually.ts';
import { ListeningServer } from '../host/testing/listening-server.ts';
import type { FromHost } from './channels.ts';
import { HostService, type PagePort } from './host-service.ts';
import { pageResponse } from './page-response.ts';
import { isOwnPage, mayUse } from './permissions.ts';
import { type SafeStorage, SessionVault } from './session-vault.ts';
import { windowOptions } from './window-options.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shilian-main-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('permissions in Electron', () => {
  it('are given to our own page for what the console needs, and for nothing else', () => {
    for (const permission of ['media', 'display-capture', 'local-network', 'local-network-access', 'loopback-network']) {
      expect(mayUse(permission, 'shilian://console/')).toBe(true);
    }
    for (const permission of ['midi', 'hid', 'serial', 'usb', 'openExternal', 'clipboard-read']) {
      expect(mayUse(permission, 'shilian://console/')).toBe(false);
    }
  });

  it('are given to no other page', () => {
    for (const url of [
      undefined,
      '',
      'https://console/',
      'shilian://consolex/',
      'shilian://evil/',
      'file:///etc/passwd',
      'shilian://console.evil/',
    ]) {
      expect(mayUse('media', url)).toBe(false);
    }
    expect(isOwnPage('shilian://console/index.html#/map')).toBe(true);
  });

  it('keep Node away from the page', () => {
    expect(windowOptions('/preload.cjs').webPreferences).toMatchObject({ contextIsolation: true, sandbox: true, nodeIntegration: false });
  });
});

describe('the page in Electron', () => {
  it('comes from its folder only, with a strict policy', async () => {
    const pageDir = join(folder, 'page');
    mkdirSync(pageDir);
    writeFileSync(join(pageDir, 'index.html'), '<html></html>');
    writeFileSync(join(folder, 'secret'), 'x');
    const page = await pageResponse(pageDir, 'shilian://console/');
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(page.headers.get('content-type')).toMatch(/^text\/html/);
    for (const path of ['../secret', '%2e%2e/secret', '..%2fsecret', '%2e%2e%2fsecret', '%00', '%', 'nothing']) {
      expect((await pageResponse(pageDir, `shilian://console/${path}`)).status).toBe(404);
    }
    expect((await pageResponse(pageDir, 'shilian://evil/index.html')).status).toBe(404);
  });
});

describe('the session vault', () => {
  const session: LinkSession = {
    account: {
      id: uuidv7(),
      username: 'duty',
      name: 'duty',
      role: 'duty',
      organisation: { id: uuidv7(), parentId: null, level: 'county', name: 'x', code: '991100', path: '991100/' },
    },
    tokens: { accessToken: 'secret-access', accessExpiresAt: 1, refreshToken: 'secret-refresh', refreshExpiresAt: 2 },
  };
  /** Not encryption, but it shows whether the text went through the store. */
  const storage: SafeStorage = {
    isEncryptionAvailable: () => true,
    encryptString: (text) => Buffer.from(text).reverse(),
    decryptString: (bytes) => Buffer.from(bytes).reverse().toString(),
  };

  it('gives back what it was given, for its user alone, and forgets it', () => {
    const path = join(folder, 'sub', 'session.bin');
    const vault = new SessionVault(path, storage, silentLog);
    vault.save(session);
    expect(readFileSync(path, 'utf8')).not.toContain('secret');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(vault.load()).toEqual(session);
    vault.save(null);
    expect(vault.load()).toBeNull();
  });

  it('writes nothing where the system has no key store', () => {
    const path = join(folder, 'session.bin');
    for (const weak of [
      { ...storage, isEncryptionAvailable: () => false },
      { ...storage, getSelectedStorageBackend: () => 'basic_text' },
    ]) {
      const vault = new SessionVault(path, weak, silentLog);
      vault.save(session);
      expect(() => statSync(path)).toThrow();
      expect(vault.load()).toBeNull();
    }
  });

  it('takes a file that it cannot read for none', () => {
    const path = join(folder, 'session.bin');
    writeFileSync(path, 'garbage');
    expect(new SessionVault(path, storage, silentLog).load()).toBeNull();
  });
});

describe("the host's process", () => {
  it('serves a page over its port, keeps the session and lets go when the port closes', async () => {
    const server = await ListeningServer.start(null);
    const told: FromHost[] = [];
    const service = new HostService((message) => told.push(message), silentLog);
    const { port1, port2 } = new MessageChannel();
    // Electron's ports give an event with `data`; Node's give the data itself.
    const pagePort: PagePort = {
      postMessage: (message) => port1.postMessage(message),
      on: (event: string, listener: (event: { data: unknown }) => void) => port1.on(event, (data: unknown) => listener({ data })),
      start: () => port1.start(),
    };
    const bridge = new RemoteBridge((message) => port2.postMessage(message));
    port2.on('message', (message) => bridge.receive(message));

    service.receive({ type: 'start', serverUrl: server.url, dataDir: folder, session: null }, []);
    service.receive({ type: 'page', pageId: 'one' }, [pagePort]);
    const session = await bridge.call('session.signIn', { username: 'duty', password: 'right' });
    expect(session).toMatchObject({ host: 'electron', account: { username: 'duty' } });
    expect(told.at(-1)).toMatchObject({ type: 'keepSession', session: { account: { username: 'duty' } } });
    await expect(bridge.call('data.mutate', { name: 'nothing.such', args: {} })).rejects.toMatchObject({ code: 'mutation.unknown' });
    service.receive({ type: 'nonsense' }, []);

    port2.close();
    await eventually('the server hears that the page is gone', () => server.behaviour.seen.some(({ type }) => type === 'page.close'));
    service.receive({ type: 'stop' }, []);
    await eventually('the host has stopped', () => told.at(-1)?.type === 'stopped');
    await server.close();
  });

  it('says in a sentence why it cannot start', async () => {
    const told: FromHost[] = [];
    const service = new HostService((message) => told.push(message), silentLog);
    service.receive({ type: 'start', serverUrl: 'ftp://server', dataDir: folder, session: null }, []);
    await eventually('it says so', () => told.length === 1);
    expect(told).toEqual([{ type: 'failed', message: expect.stringContaining('https://') }]);
  });
});
