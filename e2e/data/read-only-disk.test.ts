import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Replica } from '../../app/bridge/replica/replica.ts';
import { openAccountCache } from '../../app/host/cache/account-cache.ts';
import { ROOT } from '../../scripts/setup/paths.mjs';
import { testAccount } from '../../sfu-server/security/fixture.ts';
import { openDatabase } from '../../sfu-server/store/database.ts';
import { SmallDisk } from '../harness/small-disk.ts';

const probe = SmallDisk.mount(64);
probe?.[Symbol.dispose]();

let disk: SmallDisk;
let folder: string;

/** Runs a program of ours to its end. */
async function run(script: string, args: readonly string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [script, ...args], { cwd: ROOT });
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].on('data', (chunk) => {
      said[stream] += String(chunk);
    });
  }
  // A program that starts after all would never end by itself.
  const tooLong = setTimeout(() => child.kill('SIGKILL'), 20_000);
  const [code] = (await once(child, 'close')) as [number | null];
  clearTimeout(tooLong);
  return { code, ...said };
}

const startServer = () => run('sfu-server/main.ts', ['--port', '0', '--rtc-port', '0', '--workers', '1', '--data-dir', folder]);

describe.skipIf(probe === null)('a disk that is mounted read-only (skipped where tests may not mount one)', () => {
  beforeEach(() => {
    const mounted = SmallDisk.mount(16 * 1024);
    if (mounted === null) throw new Error('The disk could not be mounted.');
    disk = mounted;
    folder = join(disk.path, 'data');
    mkdirSync(folder);
  });
  afterEach(() => disk[Symbol.dispose]());

  it('keeps the server from starting, with one sentence that names the folder, and a status of 1', async () => {
    disk.remount('ro');
    const { code, stdout, stderr } = await startServer();
    expect(stderr).toBe(`The data folder ${folder} cannot be written (EROFS); choose another with --data-dir.\n`);
    expect(stdout).toBe('');
    expect(code).toBe(1);
  });

  it('keeps the server from starting on the data that it has, and leaves the data as it was', async () => {
    const url = `sqlite:${join(folder, 'shilian.sqlite')}`;
    const db = await openDatabase(url);
    await db.insertInto('meta').values({ key: 'kept', value: 'yes' }).execute();
    await db.destroy();
    disk.remount('ro');
    const { code, stderr } = await startServer();
    expect(stderr).toMatch(/cannot be written \(EROFS\); choose another with --data-dir\.\n$/);
    expect(code).toBe(1);
    disk.remount('rw');
    const again = await openDatabase(url);
    expect(await again.selectFrom('meta').select('value').where('key', '=', 'kept').executeTakeFirst()).toEqual({ value: 'yes' });
    await again.destroy();
  });

  it("keeps the console's host from starting, with one sentence that names the file, and a status of 1", async () => {
    disk.remount('ro');
    const args = ['--browser', '--server', 'https://127.0.0.1:9', '--data-dir', folder, '--port', '0'];
    const { code, stdout, stderr } = await run('app/browser-host/main.ts', args);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toContain(join(folder, 'seat.sqlite'));
    expect(stderr).toMatch(/read-only|EROFS/i);
    expect(stdout).toBe('');
    expect(code).toBe(1);
  });

  it("is told of a console's cache in words, and the outbox is there when the disk can be written again", () => {
    const account = testAccount('duty', 'county');
    const open = () => openAccountCache({ dataDir: folder, serverUrl: 'https://server', accountId: account.id, log: () => {} });
    const replica = new Replica(open(), account);
    const note = { id: uuidv7(), noteId: uuidv7(), text: '离线记录' };
    const number = replica.mutate('event.note', note, 1);
    replica.close();
    disk.remount('ro');
    expect(open).toThrow(expect.objectContaining({ code: 'cache.unavailable', message: expect.stringMatching(/cannot be used/) }));
    disk.remount('rw');
    const back = new Replica(open(), account);
    expect(back.outbox()).toMatchObject([{ number, name: 'event.note', args: note, state: 'waiting' }]);
    back.close();
  });
});
