import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from './config.ts';
import { startServer } from './server.ts';
import { StartupFailure } from './startup-failure.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'shilian-start-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** Starts as `main.ts` does, within this process. */
async function start(options: readonly string[], env: Record<string, string> = {}) {
  const all = ['--port', '0', '--rtc-port', '0', '--workers', '1', '--data-dir', dir, ...options];
  return startServer(readConfig(all, env), pino({ level: 'silent' }));
}

async function refusal(options: readonly string[], env?: Record<string, string>): Promise<string> {
  const error = await start(options, env).then(
    (server) => server.close().then(() => new Error('It started.')),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(StartupFailure);
  return error instanceof Error ? error.message : '';
}

describe('the server refuses to start', () => {
  it.each([
    ['with an option that does not exist', ['--explode'], {}, /unknown option '--explode'/],
    ['on a port that is none', ['--port', '99999'], {}, /"port" is not usable/],
    ['at a scale that is none', ['--scale', 'planet'], {}, /"scale" is not usable/],
    ['on another kind of database', ['--database', 'postgres://u:geheim@h/d'], {}, /only sqlite:PATH/],
    ['in a folder that cannot be made', ['--data-dir', '/dev/null/x'], {}, /data folder .* cannot be written/],
    ['on an address of another machine', ['--host', '203.0.113.7'], {}, /203\.0\.113\.7|media workers cannot be started/],
    ['with a certificate without its key', ['--tls-cert', 'x.pem'], {}, /needs both/],
    ['with a certificate that is not there', ['--tls-cert', 'x.pem', '--tls-key', 'y.pem'], {}, /no file x\.pem/],
    ['with a secret that is too short', [], { SHILIAN_TOKEN_SECRET: 'short' }, /SHILIAN_TOKEN_SECRET is shorter than 32/],
    [
      'with a secret that everybody knows',
      [],
      { SHILIAN_TOKEN_SECRET: 'please-changeme-0123456789abcdefgh' },
      /well-known word "changeme"/,
    ],
    ['with a secret that is one letter', [], { SHILIAN_TOKEN_SECRET: 'a'.repeat(64) }, /repeats a few characters/],
    ['with a list of cameras that is none', ['--demo'], { SHILIAN_DEMO_CAMERAS: 'cam1' }, /SHILIAN_DEMO_CAMERAS/],
    ['with a camera that is no RTSP address', ['--demo'], { SHILIAN_DEMO_CAMERAS: '["http://x/"]' }, /"demoCameras.0" is not usable/],
  ])('%s, and says so in one sentence', async (_what, options, env, sentence) => {
    const message = await refusal(options, env);
    expect(message).toMatch(sentence);
    expect(message).toMatch(/^[A-Za-z][^\n]*\.$/);
  });

  it('on a port that is taken, and names it', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    try {
      expect(await refusal(['--port', String(port)])).toMatch(new RegExp(`Port ${port} on 127.0.0.1 is taken`));
    } finally {
      other.close();
    }
  });

  it('without --demo in a folder with the demo accounts, and with another --scale', async () => {
    await (await start(['--demo'])).close();
    expect(await refusal([])).toMatch(/holds the demo accounts/);
    expect(await refusal(['--demo', '--scale', 'city'])).toMatch(/--scale county/);
    await (await start(['--demo'])).close();
  });

  it('with --demo in the folder of a real county', async () => {
    await (await start([])).close();
    expect(await refusal(['--demo'])).toMatch(/holds a real county/);
  });

  it('on a file that is no database', async () => {
    writeFileSync(join(dir, 'shilian.sqlite'), 'this is no database, but it is longer than a header of one would be. '.repeat(20));
    expect(await refusal([])).toMatch(/cannot be opened|cannot be brought up to date/);
  });
});

describe('options', () => {
  it('come from the command line before the environment, and are the defaults of the contract else', () => {
    expect(readConfig([], {})).toMatchObject({ host: '127.0.0.1', port: 7443, demo: false, scale: 'county' });
    const env = { SHILIAN_PORT: '1', SHILIAN_HOST: '10.0.0.1', SHILIAN_DEMO: '1', SHILIAN_DATA_DIR: '/data' };
    expect(readConfig(['--port', '2'], env)).toMatchObject({ port: 2, host: '10.0.0.1', demo: true, dataDir: '/data' });
  });

  it('name a TURN relay only together with its secret, which no command line may hold', () => {
    const secret = { SHILIAN_TURN_SECRET: 'sixteen letters and more' };
    const turn = 'turn:10.0.0.9:3478, turns:10.0.0.9:5349?transport=tcp';
    const urls = ['turn:10.0.0.9:3478', 'turns:10.0.0.9:5349?transport=tcp'];
    expect(readConfig(['--turn', turn], secret)).toMatchObject({ turn: urls, turnSecret: secret.SHILIAN_TURN_SECRET });
    expect(readConfig([], secret).turn).toEqual([]);
    expect(() => readConfig(['--turn', turn], {})).toThrow(/SHILIAN_TURN_SECRET/);
    expect(() => readConfig(['--turn', 'http://10.0.0.9'], secret)).toThrow(/turn/);
    expect(() => readConfig(['--turn', turn], { SHILIAN_TURN_SECRET: 'short' })).toThrow(/turnSecret/);
  });

  it.each(['0', 'false', ''])('take SHILIAN_DEMO=%j for no', (value) => {
    expect(readConfig([], { SHILIAN_DEMO: value }).demo).toBe(false);
    expect(readConfig(['--demo'], { SHILIAN_DEMO: value }).demo).toBe(true);
  });
});
