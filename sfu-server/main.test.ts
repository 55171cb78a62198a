import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { WireClient } from './testing/wire-client.ts';

const MAIN = join(import.meta.dirname, 'main.ts');
const lineSchema = z.strictObject({
  event: z.literal('listening'),
  url: z.url(),
  caFingerprint: z.string().regex(/^([\dA-F]{2}:){31}[\dA-F]{2}$/),
});

let dir: string;
const children: ChildProcess[] = [];
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'shilian-main-'));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(dir, { recursive: true, force: true });
});

/** Starts the server as a person would. */
function start(options: readonly string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [MAIN, '--port', '0', '--rtc-port', '0', '--workers', '1', '--data-dir', dir, ...options], {
    env: { PATH: process.env.PATH, MEDIASOUP_WORKER_BIN: process.env.MEDIASOUP_WORKER_BIN, ...env },
  });
  children.push(child);
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => {
    output.stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    output.stderr += chunk;
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  const listening = new Promise<z.output<typeof lineSchema>>((resolve, reject) => {
    child.stdout.on('data', () => {
      if (output.stdout.includes('\n')) resolve(lineSchema.parse(JSON.parse(output.stdout)));
    });
    void ended.then((code) => reject(new Error(`ended with ${code}: ${output.stderr}`)));
  });
  listening.catch(() => {});
  return { child, output, ended, listening };
}

async function signIn(url: string, username: string, password: string): Promise<string> {
  const client = await WireClient.open(url, readFileSync(join(dir, 'secrets', 'ca.pem'), 'utf8'));
  try {
    return (await client.request('auth.signIn', { username, password })).account.username;
  } finally {
    client.close();
  }
}

describe('the server program', () => {
  it('prints one line when it listens, keeps its log on standard error, and ends cleanly on SIGTERM', async () => {
    const { child, output, ended, listening } = start(['--demo'], { SHILIAN_DEMO_CAMERAS: '["rtsp://127.0.0.1:9/a"]' });
    const { url } = await listening;
    expect(await signIn(url, 'duty', 'Demo-2026')).toBe('duty');
    const started = performance.now();
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(performance.now() - started).toBeLessThan(5000);
    expect(output.stdout.trim().split('\n')).toHaveLength(1);
    for (const line of output.stderr.trim().split('\n')) expect(() => JSON.parse(line), line).not.toThrow();
    expect(output.stderr).not.toMatch(/"level":(50|60)/);
  });

  it('makes the first administrator of an empty production server, and tells the password to the folder only', async () => {
    const first = start([]);
    const { url } = await first.listening;
    const file = join(dir, 'first-admin-password.txt');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const password = readFileSync(file, 'utf8').trim();
    expect(await signIn(url, 'admin', password)).toBe('admin');
    expect(first.output.stderr).toContain('first-admin-password.txt');
    expect(first.output.stderr + first.output.stdout).not.toContain(password);
    first.child.kill('SIGINT');
    expect(await first.ended).toBe(0);

    rmSync(file);
    const second = start([]);
    expect(await signIn((await second.listening).url, 'admin', password)).toBe('admin');
    expect(existsSync(file)).toBe(false);
  });

  it('keeps its keys for itself', async () => {
    await start([]).listening;
    for (const file of ['ca.key', 'server.key', 'token.key']) expect(statSync(join(dir, 'secrets', file)).mode & 0o777, file).toBe(0o600);
  });
});

describe('a start that cannot be', () => {
  it('says so in one plain sentence on standard error and ends with 1', async () => {
    const { ended, output } = start(['--database', 'postgres://u:geheim@h/d']);
    expect(await ended).toBe(1);
    expect(output.stdout).toBe('');
    expect(output.stderr).toMatch(/^The database address "postgres:.*" is not supported: only sqlite:PATH is, for now\.\n$/);
    expect(output.stderr).not.toContain('geheim');
  });
});
