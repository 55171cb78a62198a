import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, it } from 'vitest';
import { ROOT } from '../scripts/setup/paths.mjs';

/** Status of an address whose authority is the server's own. */
function statusOf(url: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(url, { rejectUnauthorized: false }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .once('error', reject)
      .end();
  });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Starts the whole demo as npm start does, and collects what it says until it is ready. */
async function startDemo(dataDir: string, args: readonly string[] = []) {
  const child = spawn(process.execPath, ['scripts/start.ts', '--no-open', '--port', '0', '--data-dir', dataDir, ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  let said = '';
  for await (const line of createInterface({ input: child.stdout })) {
    said += `${line}\n`;
    if (line.includes('Ctrl-C')) break;
  }
  return { child, exited, said };
}

describe('npm start', () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'shilian-start-'));
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

  it('brings up server, cameras and console, says who can sign in, and ends all of it when asked', async () => {
    const { child, exited, said } = await startDemo(dataDir);
    const server = /server\s+(https:\S+)/.exec(said)?.[1];
    const console = /console\s+(http\S+)/.exec(said)?.[1];
    expect(said).toContain('Demo-2026');
    expect(said).toContain('mediator');
    expect(await statusOf(`${server}/healthz`)).toBe(200);
    expect((await fetch(String(console))).status).toBe(200);
    child.kill('SIGINT');
    expect(await exited).toBe(0);
    await expect(statusOf(`${server}/healthz`)).rejects.toThrow();
    await expect(fetch(String(console))).rejects.toThrow();
    expect(isAlive(Number(child.pid))).toBe(false);
  });
});
