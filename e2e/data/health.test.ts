import { mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { eventually } from '../../app/host/testing/eventually.ts';
import { type Program, startProgram } from '../../scripts/programs/program.ts';
import { workerBinary } from '../../scripts/worker/location.mjs';
import { WireClient } from '../../sfu-server/testing/wire-client.ts';
import { SmallDisk } from '../harness/small-disk.ts';
import { childrenOf } from './processes/children.ts';

const PATIENCE_MS = 20_000;
const bodySchema = z.object({ status: z.string(), reason: z.string().optional() });

let dir: string;
let server: Program | null = null;
let disk: SmallDisk | null = null;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'shilian-health-'));
});
afterEach(async () => {
  await server?.kill();
  disk?.[Symbol.dispose]();
  rmSync(dir, { recursive: true, force: true });
  server = null;
  disk = null;
});

function start(dataDir: string, env: Readonly<Record<string, string>> = {}): Promise<Program> {
  const args = ['--port', '0', '--rtc-port', '0', '--workers', '1', '--data-dir', dataDir];
  return startProgram({ script: 'sfu-server/main.ts', args, env, log: { file: join(dir, 'server.log') } });
}

/** What `GET /healthz` answers, as `200 ok` or `503` and the reason. */
function health({ listening: { url } }: Program): Promise<string> {
  return new Promise((resolve, reject) => {
    request(`${url}/healthz`, { rejectUnauthorized: false, agent: false }, (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += String(chunk);
      });
      response.on('end', () => {
        const body = bodySchema.parse(JSON.parse(text));
        resolve(`${response.statusCode} ${body.reason ?? body.status}`);
      });
    })
      .once('error', reject)
      .end();
  });
}

async function expectHealth(program: Program, answer: string): Promise<void> {
  let last = '';
  await eventually(
    `/healthz answers "${answer}"`,
    async () => {
      last = await health(program);
      return last === answer;
    },
    PATIENCE_MS,
  ).catch((error: unknown) => {
    throw new Error(`${String(error)}; the last answer was "${last}"`);
  });
}

const probe = SmallDisk.mount(64);
probe?.[Symbol.dispose]();

describe('/healthz of the whole server', () => {
  it('is 503 while no media worker can be started, and 200 when one runs again', async () => {
    const binary = process.env.MEDIASOUP_WORKER_BIN ?? workerBinary();
    if (binary === undefined) throw new Error('There is no mediasoup worker here; run npm run setup.');
    const link = join(dir, 'worker');
    symlinkSync(binary, link);
    server = await start(join(dir, 'data'), { MEDIASOUP_WORKER_BIN: link });
    await expectHealth(server, '200 ok');
    renameSync(link, `${link}.away`);
    for (const worker of childrenOf(server.pid)) process.kill(worker, 'SIGKILL');
    await expectHealth(server, '503 No media worker is running.');
    renameSync(`${link}.away`, link);
    await expectHealth(server, '200 ok');
  });

  it('is 503 while it lets people go, before it is gone', async () => {
    const dataDir = join(dir, 'data');
    server = await start(dataDir);
    const { url } = server.listening;
    const sleeper = await WireClient.open(url, readFileSync(join(dataDir, 'secrets/ca.pem'), 'utf8'));
    // Does not say good-bye, so that the server waits for it as long as it waits for anybody.
    sleeper.fallAsleep();
    process.kill(server.pid, 'SIGTERM');
    await expectHealth(server, '503 The server is shutting down.');
    expect(await server.exited).toBe(0);
    await expect(health(server)).rejects.toThrow();
  });

  it.skipIf(probe === null)('is 503 while the disk is full, and 200 when there is room (skipped where tests may not mount)', async () => {
    disk = SmallDisk.mount(48 * 1024);
    if (disk === null) throw new Error('The disk could not be mounted.');
    server = await start(join(disk.path, 'data'));
    await expectHealth(server, '200 ok');
    disk.fill();
    await expectHealth(server, '503 The disk of the data folder is full.');
    disk.makeRoom();
    await expectHealth(server, '200 ok');
  });
});
