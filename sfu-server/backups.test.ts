import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import SqliteDatabase from 'better-sqlite3';
import { pino } from 'pino';
import { create } from 'tar';
import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ContentFiles } from './attachments/content-files.ts';
import { backUp, restore } from './backups.ts';
import { Feed } from './governance/feed.ts';
import { countyYear } from './governance/number-series.ts';
import { SCHEMA_VERSION } from './protocol/version.ts';
import { AuditStore } from './security/audit/audit-store.ts';
import { AuditTrail } from './security/audit/audit-trail.ts';
import { entrySchema } from './security/audit/entry.ts';
import { HeadFile } from './security/audit/head-file.ts';
import { aRecord } from './security/audit/testing.ts';
import { verifyTrail } from './security/audit/verify.ts';
import { createFirstAdmin } from './security/first-accounts.ts';
import { SignInService } from './security/sign-in.ts';
import { tokenKey } from './security/token-secret.ts';
import { unpack } from './store/backup/archive.ts';
import { readManifest } from './store/backup/manifest.ts';
import { headVersion } from './store/change-log.ts';
import { type Db, openDatabase } from './store/database.ts';

const log = pino({ level: 'silent' });
let root: string;
let dataDir: string;
let archive: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'shilian-backup-'));
  dataDir = join(root, 'data');
  archive = join(root, 'kept', 'one.tar.gz');
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

/** A data folder as a first start leaves it, with an entry in its trail. */
async function aDataFolder(): Promise<{ db: Db; signIns: SignInService; password: string }> {
  mkdirSync(join(dataDir, 'secrets'), { recursive: true, mode: 0o700 });
  const db = await openDatabase(`sqlite:${join(dataDir, 'shilian.sqlite')}`);
  const file = await createFirstAdmin(db, dataDir, Date.now());
  const signIns = new SignInService(db, { key: tokenKey(join(dataDir, 'secrets'), undefined), ended: () => {} });
  const trail = AuditTrail.open({ dir: dataDir, log });
  void trail.record(aRecord());
  trail.close();
  return { db, signIns, password: readFileSync(file ?? '', 'utf8').trim() };
}

async function trailOf(dir: string) {
  const head = new HeadFile(dir).read();
  const store = AuditStore.open(dir, 'read');
  try {
    return {
      verdict: await verifyTrail(store, head),
      actions: entrySchema
        .array()
        .parse(store.page(0, 1000))
        .map(({ action }) => action),
    };
  } finally {
    store.close();
  }
}

describe('a back-up', () => {
  test('of a running server holds databases, keys and passwords, for its owner alone, and leaves its trace', async () => {
    const { db } = await aDataFolder();
    const { manifest, warnings } = await backUp({ dataDir, out: archive, log });
    expect(warnings).toEqual([]);
    expect(manifest.files.map(({ path }) => path)).toEqual([
      'audit.head',
      'audit.sqlite',
      'first-admin-password.txt',
      'secrets/token.key',
      'shilian.sqlite',
    ]);
    expect(manifest.rows['shilian.sqlite']).toMatchObject({ accounts: 1, organisations: 1, events: 0 });
    expect(statSync(archive).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(root, 'kept'))).toEqual(['one.tar.gz']);
    expect((await trailOf(dataDir)).actions).toEqual(['camera.watch', 'backup.make']);
    await db.destroy();
  });

  test.each(['attachments', 'boards'])('holds the contents of %s, and not those that are only half there', async (folder) => {
    const { db } = await aDataFolder();
    const files = new ContentFiles(join(dataDir, folder));
    const sha256 = createHash('sha256').update('a picture').digest('hex');
    const ids = { whole: uuidv7(), half: uuidv7() };
    await files.append(ids.whole, Readable.from([Buffer.from('a picture')]), 100);
    await files.append(ids.half, Readable.from([Buffer.from('a pic')]), 100);
    await files.keep(ids.whole, sha256);
    await backUp({ dataDir, out: archive, log });
    const again = join(root, 'again');
    await restore({ from: archive, dataDir: again, force: false, log });
    const restored = new ContentFiles(join(again, folder));
    expect(readFileSync(restored.pathOf(sha256), 'utf8')).toBe('a picture');
    expect(await restored.parts()).toEqual([]);
    await db.destroy();
  });

  test('can be looked into with what every system has', async () => {
    const { db } = await aDataFolder();
    await backUp({ dataDir, out: archive, log });
    await db.destroy();
    const listed = spawnSync('tar', ['tzf', archive], { encoding: 'utf8' });
    expect(listed.stdout.split('\n')[0]).toBe('manifest.json');
    expect(listed.stdout).toContain('secrets/token.key');
  });

  test('made while another thread writes is of one moment', async () => {
    const { db } = await aDataFolder();
    const path = join(dataDir, 'shilian.sqlite');
    const sqlite = new SqliteDatabase(path);
    sqlite.exec('create table pair_a (n integer primary key) strict; create table pair_b (n integer primary key) strict');
    // Enough pages that a copy in small steps would be overtaken by the writer again and again.
    sqlite.exec(
      'create table ballast (t text); insert into ballast select hex(randomblob(2000)) from generate_series(1, 1)'.replace(
        ' from generate_series(1, 1)',
        '',
      ),
    );
    const fill = sqlite.prepare('insert into ballast values (hex(randomblob(2000)))');
    sqlite.transaction(() => {
      for (let row = 0; row < 1500; row += 1) fill.run();
    })();
    sqlite.close();
    using writer = writing(path);
    await writer.begun;
    for (let round = 0; round < 2; round += 1) {
      const out = join(root, `round-${round}.tar.gz`);
      const { manifest } = await backUp({ dataDir, out, log });
      const rows = manifest.rows['shilian.sqlite'];
      expect(rows?.pair_a).toBeGreaterThan(0);
      expect(rows?.pair_a).toBe(rows?.pair_b);
    }
    await db.destroy();
  });

  test('never takes the place of another, nor lies in the folder that it keeps', async () => {
    const { db } = await aDataFolder();
    mkdirSync(join(root, 'kept'));
    writeFileSync(archive, 'the only good one');
    await expect(backUp({ dataDir, out: archive, log })).rejects.toThrow(/is there already/);
    expect(readFileSync(archive, 'utf8')).toBe('the only good one');
    await expect(backUp({ dataDir, out: join(dataDir, 'one.tar.gz'), log })).rejects.toThrow(/data folder itself/);
    await db.destroy();
  });

  test('of a folder without a database, or with a damaged one, is none', async () => {
    mkdirSync(dataDir);
    await expect(backUp({ dataDir, out: archive, log })).rejects.toThrow(/no database/);
    const { db } = await aDataFolder();
    await db.destroy();
    damage(join(dataDir, 'shilian.sqlite'), 4096 * 3);
    await expect(backUp({ dataDir, out: archive, log })).rejects.toThrow(/damaged|cannot be copied/);
    expect(existsSync(archive)).toBe(false);
    expect(readdirSync(join(root, 'kept'))).toEqual([]);
  });

  test('with a broken audit trail is made all the same, and says so', async () => {
    const { db } = await aDataFolder();
    await db.destroy();
    const sqlite = new SqliteDatabase(join(dataDir, 'audit.sqlite'));
    sqlite.exec("drop trigger entries_are_not_changed; update entries set actor_name = '别人'");
    sqlite.close();
    const { warnings } = await backUp({ dataDir, out: archive, log });
    expect(warnings).toEqual([expect.stringMatching(/broken at entry 1/)]);
  });
});

describe('a restore', () => {
  test('brings everything back, in an empty or a new folder, and is recorded in the restored trail', async () => {
    const { db, password } = await aDataFolder();
    await backUp({ dataDir, out: archive, log });
    await db.destroy();
    const other = join(root, 'other');
    mkdirSync(other);
    const { setAside } = await restore({ from: archive, dataDir: other, force: false, log });
    expect(setAside).toBeNull();
    expect(readdirSync(other).sort()).toEqual(['audit.head', 'audit.sqlite', 'first-admin-password.txt', 'secrets', 'shilian.sqlite']);
    expect(readFileSync(join(other, 'secrets/token.key'))).toEqual(readFileSync(join(dataDir, 'secrets/token.key')));
    for (const file of ['audit.sqlite', 'shilian.sqlite', 'secrets/token.key'])
      expect(statSync(join(other, file)).mode & 0o777).toBe(0o600);
    expect(statSync(other).mode & 0o777).toBe(0o700);
    expect(await trailOf(other)).toMatchObject({ verdict: { broken: null }, actions: ['camera.watch', 'backup.restore'] });

    const restored = await openDatabase(`sqlite:${join(other, 'shilian.sqlite')}`);
    const signIns = new SignInService(restored, { key: tokenKey(join(other, 'secrets'), undefined), ended: () => {} });
    expect((await signIns.signIn('admin', password, '127.0.0.1')).account.username).toBe('admin');
    await restored.destroy();
    expect(readdirSync(root).sort()).toEqual(['data', 'kept', 'other']);
  });

  test('refuses a folder that is not empty; forced, it sets it aside', async () => {
    const { db } = await aDataFolder();
    await backUp({ dataDir, out: archive, log });
    await db.destroy();
    writeFileSync(join(dataDir, 'later.txt'), 'made after the back-up');
    await expect(restore({ from: archive, dataDir, force: false, log })).rejects.toThrow(/not empty/);
    const { setAside } = await restore({ from: archive, dataDir, force: true, log });
    expect(existsSync(join(dataDir, 'later.txt'))).toBe(false);
    expect(readFileSync(join(setAside ?? '', 'later.txt'), 'utf8')).toBe('made after the back-up');
  });

  test('refuses a folder in which a server is running, even when forced', async () => {
    const { db } = await aDataFolder();
    await backUp({ dataDir, out: archive, log });
    await expect(restore({ from: archive, dataDir, force: true, log })).rejects.toThrow(/server is running/);
    await db.destroy();
    await restore({ from: archive, dataDir, force: true, log });
  });

  test('ends every sign-in: a token that was used up after the back-up would be good again', async () => {
    const { db, signIns, password } = await aDataFolder();
    const { tokens } = await signIns.signIn('admin', password, '127.0.0.1');
    await backUp({ dataDir, out: archive, log });
    await signIns.refresh(tokens.refreshToken, null);
    await db.destroy();
    await restore({ from: archive, dataDir, force: true, log });
    const restored = await openDatabase(`sqlite:${join(dataDir, 'shilian.sqlite')}`);
    const after = new SignInService(restored, { key: tokenKey(join(dataDir, 'secrets'), undefined), ended: () => {} });
    await expect(after.refresh(tokens.refreshToken, null)).rejects.toMatchObject({ code: 'auth.revoked' });
    await expect(after.resume(tokens.accessToken)).rejects.toMatchObject({ code: 'auth.revoked' });
    await restored.destroy();
  });

  test('gives no number a second time that the lost database had given, and leaves out as many as it is told to', async () => {
    const { db } = await aDataFolder();
    const { id } = await db.selectFrom('organisations').select('id').executeTakeFirstOrThrow();
    const series = { org_id: id, series: 'event', year: 2026 };
    await db
      .insertInto('number_series')
      .values({ ...series, next: 8 })
      .execute();
    await backUp({ dataDir, out: archive, log });
    await db.updateTable('number_series').set({ next: 12 }).execute();
    await db
      .insertInto('number_series')
      .values({ ...series, year: 2025, next: 3 })
      .execute();
    await db.destroy();
    const known = await restore({ from: archive, dataDir, force: true, log });
    expect(known).toMatchObject({ numbersKnown: true });
    expect(known.gaps).toEqual([
      { orgId: id, series: 'event', year: 2026, from: 8, to: 11 },
      { orgId: id, series: 'event', year: 2025, from: 1, to: 2 },
    ]);
    // Where the lost database cannot be read.
    const elsewhere = join(root, 'elsewhere');
    const unknown = await restore({ from: archive, dataDir: elsewhere, force: false, skipNumbers: 50, log });
    expect(unknown.numbersKnown).toBe(false);
    expect(unknown.gaps).toContainEqual({ orgId: id, series: 'event', year: 2026, from: 8, to: 57 });
    // It may have begun since the back-up, in a year of which nothing was in it.
    expect(unknown.gaps).toContainEqual({ orgId: id, series: 'mediation', year: countyYear(Date.now()), from: 1, to: 50 });
    const restored = await openDatabase(`sqlite:${join(elsewhere, 'shilian.sqlite')}`);
    const events = restored.selectFrom('number_series').select('next').where('series', '=', 'event').where('year', '=', 2026);
    expect(await events.execute()).toEqual([{ next: 58 }]);
    await restored.destroy();
    const store = AuditStore.open(elsewhere, 'read');
    expect(JSON.stringify(store.page(0, 1000))).toContain('event 2026: 8-57');
    store.close();
  });

  test('has every console take a snapshot, those too that know of versions which were lost', async () => {
    const { db, signIns, password } = await aDataFolder();
    const { account } = await signIns.signIn('admin', password, '127.0.0.1');
    const before = await headVersion(db);
    await backUp({ dataDir, out: archive, log });
    await db.destroy();
    await restore({ from: archive, dataDir, force: true, log, now: () => Date.now() + 60_000 });
    const restored = await openDatabase(`sqlite:${join(dataDir, 'shilian.sqlite')}`);
    const feed = new Feed(restored);
    const pull = (cursor: number) =>
      feed.pull({ clientId: '0190c000-0000-7000-8000-0000000000c1', schemaVersion: SCHEMA_VERSION, cursor, limit: 100 }, account);
    // `before + 1000` stands for changes made after the back-up, which the restored server has never seen.
    for (const cursor of [before, before + 1, before + 1000])
      expect(await pull(cursor)).toMatchObject({ kind: 'snapshotRequired', reason: 'logTrimmed' });
    const { cursor } = await feed.snapshot({ schemaVersion: SCHEMA_VERSION, after: null, limit: 100 }, account);
    expect(await pull(cursor)).toMatchObject({ kind: 'changes', changes: [], cursor });
    await restored.destroy();
  });
});

describe('an archive that is not as it was is refused, and nothing is changed', () => {
  async function anArchive(): Promise<void> {
    const { db } = await aDataFolder();
    await backUp({ dataDir, out: archive, log });
    await db.destroy();
  }

  async function refused(reason: RegExp): Promise<void> {
    const other = join(root, 'other');
    await expect(restore({ from: archive, dataDir: other, force: false, log })).rejects.toThrow(reason);
    expect(readdirSync(root).filter((name) => name.startsWith('other'))).toEqual([]);
  }

  /** Packs it again after `work` on what is in it. */
  async function rework(work: (dir: string) => void): Promise<void> {
    const dir = join(root, 'rework');
    mkdirSync(dir);
    await unpack(archive, dir);
    work(dir);
    await create({ file: archive, cwd: dir, gzip: true }, readdirSync(dir));
  }

  test('a missing one', () => refused(/no archive/));

  test('a byte changed', async () => {
    await anArchive();
    damage(archive, Math.floor(statSync(archive).size / 2));
    await refused(/damaged/);
  });

  test('cut short', async () => {
    await anArchive();
    truncateSync(archive, statSync(archive).size - 100);
    await refused(/damaged|lacks/);
  });

  test('no archive at all', async () => {
    mkdirSync(join(root, 'kept'));
    writeFileSync(archive, 'a letter');
    await refused(/damaged|no manifest/);
  });

  test('a file changed', async () => {
    await anArchive();
    await rework((dir) => {
      chmodSync(join(dir, 'secrets/token.key'), 0o600);
      writeFileSync(join(dir, 'secrets/token.key'), 'another key');
    });
    await refused(/secrets\/token.key in the archive is damaged/);
  });

  test('a file taken out', async () => {
    await anArchive();
    await rework((dir) => rmSync(join(dir, 'audit.sqlite')));
    await refused(/lacks audit.sqlite/);
  });

  test('a file put in', async () => {
    await anArchive();
    await rework((dir) => writeFileSync(join(dir, 'secrets/more.key'), 'x'));
    await refused(/secrets\/more.key, of which its manifest knows nothing/);
  });

  test('a link put in', async () => {
    await anArchive();
    await rework((dir) => symlinkSync('/etc', join(dir, 'link')));
    await refused(/link, which is neither a file nor a folder/);
  });

  test('a manifest that leads out of the folder', async () => {
    await anArchive();
    await rework((dir) => {
      const text = readFileSync(join(dir, 'manifest.json'), 'utf8');
      writeFileSync(join(dir, 'manifest.json'), text.replace('"audit.head"', '"../audit.head"'));
    });
    await refused(/manifest of the archive is damaged/);
  });

  test('made by a newer version', async () => {
    const { db } = await aDataFolder();
    await db.destroy();
    const sqlite = new SqliteDatabase(join(dataDir, 'shilian.sqlite'));
    sqlite.exec("insert into kysely_migration values ('9999-from-the-future', '2030-01-01')");
    sqlite.close();
    await expect(backUp({ dataDir, out: archive, log })).rejects.toThrow(/newer version/);
  });

  test('its manifest tells how many rows there were', async () => {
    await anArchive();
    const dir = join(root, 'look');
    mkdirSync(dir);
    await unpack(archive, dir);
    const { rows } = await readManifest(dir);
    expect(rows['audit.sqlite']).toEqual({ entries: 1 });
  });
});

describe('the commands', () => {
  const run = (script: string, ...args: string[]) =>
    spawnSync(process.execPath, [join(import.meta.dirname, '../scripts', script), ...args], { encoding: 'utf8' });

  test('back up, restore, verify and export', async () => {
    const { db } = await aDataFolder();
    await db.destroy();
    const other = join(root, 'other');
    expect(run('backup.ts', '--data-dir', dataDir, '--out', archive)).toMatchObject({
      status: 0,
      stderr: expect.stringContaining('5 files'),
    });
    expect(run('restore.ts', '--from', archive, '--data-dir', other)).toMatchObject({ status: 0 });
    expect(run('audit.ts', 'verify', '--data-dir', other)).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^good: 2 entries, head 2:[0-9a-f]{64}\n$/),
    });
    const csv = join(root, 'trail.csv');
    expect(run('audit.ts', 'export', '--data-dir', other, '--from', '2020-01-01', '--out', csv)).toMatchObject({ status: 0 });
    const lines = readFileSync(csv, 'utf8').split('\r\n');
    expect(lines.map((line) => line.split(',')[8])).toEqual(['action', 'camera.watch', 'backup.restore', 'audit.export', undefined]);

    const sqlite = new SqliteDatabase(join(other, 'audit.sqlite'));
    sqlite.exec("drop trigger entries_are_not_changed; update entries set outcome = 'right.missing' where seq = 2");
    sqlite.close();
    expect(run('audit.ts', 'verify', '--data-dir', other)).toMatchObject({
      status: 1,
      stdout: expect.stringMatching(/^broken at entry 2: /),
    });
  }, 60_000);

  test('say in one sentence what is wrong', () => {
    for (const [script, ...args] of [
      ['backup.ts', '--data-dir', dataDir, '--out', archive],
      ['backup.ts', '--data-dir', dataDir],
      ['restore.ts', '--from', archive, '--data-dir', dataDir],
      ['audit.ts', 'verify', '--data-dir', dataDir],
      ['audit.ts', 'export', '--data-dir', dataDir, '--from', 'yesterday'],
    ] as const) {
      const { status, stderr, stdout } = run(script, ...args);
      expect({ args, status, stdout }).toEqual({ args, status: 1, stdout: '' });
      expect(stderr).toMatch(/^(?:\[setup\] [^\n]+\n){1,2}$/);
      expect(stderr).not.toContain('failed:');
    }
  }, 60_000);
});

function damage(path: string, at: number): void {
  const bytes = readFileSync(path);
  const copy = `${path}.copy`;
  copyFileSync(path, copy);
  for (let byte = at; byte < Math.min(at + 16, bytes.length); byte += 1) bytes[byte] = 255 - (bytes[byte] ?? 0);
  writeFileSync(path, bytes);
  rmSync(copy);
}

/** Another thread that writes a row into each of two tables in every transaction, without a pause. */
function writing(path: string): Disposable & { readonly begun: Promise<void> } {
  const source = `
    const { parentPort, workerData } = require('node:worker_threads');
    const sqlite = new (require(workerData.module))(workerData.path);
    sqlite.pragma('busy_timeout = 5000');
    const a = sqlite.prepare('insert into pair_a default values');
    const b = sqlite.prepare('insert into pair_b default values');
    const both = sqlite.transaction(() => { a.run(); b.run(); });
    const turn = () => { for (let i = 0; i < 20; i += 1) both(); setImmediate(turn); };
    turn();
    parentPort.postMessage('begun');
  `;
  const worker = new Worker(source, {
    eval: true,
    workerData: { path, module: join(import.meta.dirname, '../node_modules/better-sqlite3') },
  });
  const begun = new Promise<void>((resolve, reject) => {
    worker.once('message', (message) => {
      z.literal('begun').parse(message);
      resolve();
    });
    worker.once('error', reject);
  });
  return { begun, [Symbol.dispose]: () => void worker.terminate() };
}
