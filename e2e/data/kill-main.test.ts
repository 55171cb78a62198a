import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../../app/bridge/log.ts';
import { eventually } from '../../app/host/testing/eventually.ts';
import { ServerTrust } from '../../app/host/trust/server-trust.ts';
import type { Program } from '../../scripts/programs/program.ts';
import { startServer } from '../../scripts/programs/server.ts';
import { AuditStore } from '../../sfu-server/security/audit/audit-store.ts';
import { HeadFile } from '../../sfu-server/security/audit/head-file.ts';
import { verifyTrail } from '../../sfu-server/security/audit/verify.ts';
import { openSmallCounty, type SmallCounty } from '../../sfu-server/testing/small-county.ts';
import { WireClient } from '../../sfu-server/testing/wire-client.ts';
import { Chance } from '../simulation/chance.ts';
import { childrenOf, isRunning } from './processes/children.ts';
import { Writer } from './writer.ts';

/** `SHILIAN_MAIN_KILLS=N` for a longer run. */
const KILLS = Number(process.env.SHILIAN_MAIN_KILLS ?? 20);
/** Between a kill and the next acknowledged change, on a machine that is busy with other tests. */
const PATIENCE_MS = 60_000;
const USERNAMES = ['duty', 'leader', 'operator'] as const;

let dir: string;
let county: Pick<SmallCounty, 'orgs'>;
let server: Program | null = null;
const writers: Writer[] = [];

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'shilian-kill-main-'));
  const opened = await openSmallCounty(`sqlite:${join(dir, 'shilian.sqlite')}`);
  county = opened;
  for (const username of USERNAMES) await opened.account(username, 'duty', opened.orgs.county);
  await opened.db.destroy();
});
afterEach(async () => {
  for (const writer of writers.splice(0)) writer.close();
  await server?.kill();
  server = null;
  rmSync(dir, { recursive: true, force: true });
});

function start(port: number): Promise<Program> {
  const args = ['--port', String(port), '--rtc-port', '0', '--workers', '1', '--data-dir', dir];
  return startServer({ args, log: { file: join(dir, 'server.log') } });
}

/** Signs in and opens a room with somebody in it, so that the media worker has something to hold. */
async function sitDown(url: string): Promise<WireClient> {
  const client = await WireClient.open(url, readFileSync(join(dir, 'secrets/ca.pem'), 'utf8'));
  await client.request('auth.signIn', { username: 'duty', password: 'duty' });
  const { rooms } = await client.request('room.list', {});
  const { id } =
    rooms[0] ?? (await client.request('room.create', { kind: 'conference', title: '防汛会商', access: 'line', invitedOrgIds: [] })).room;
  const joined = await client.request('room.join', { roomId: id, seat: null, freshTransports: false });
  expect(joined.state).toBe('joined');
  return client;
}

/** Both databases' own checks, and the chain of the audit trail, as the killed server has left them. */
async function expectSound(): Promise<void> {
  for (const file of ['shilian.sqlite', 'audit.sqlite']) {
    const database = new SqliteDatabase(join(dir, file));
    try {
      expect(database.pragma('integrity_check', { simple: true }), file).toBe('ok');
    } finally {
      database.close();
    }
  }
  await expectChain();
}

async function expectChain(): Promise<void> {
  // Before the database: a server that runs may be adding to it.
  const head = new HeadFile(dir).read();
  const store = AuditStore.open(dir, 'read');
  try {
    expect((await verifyTrail(store, head)).broken).toBeNull();
  } finally {
    store.close();
  }
}

describe.skipIf(!existsSync('/proc/self/task'))('the whole server, killed with people at work (skipped without /proc)', () => {
  it(`loses nothing that it has acknowledged, keeps its audit chain and leaves no worker behind, ${KILLS} times over`, async () => {
    const chance = new Chance(11);
    server = await start(0);
    const { url, caFingerprint } = server.listening;
    const port = Number(new URL(url).port);
    for (const username of USERNAMES) {
      const trust = new ServerTrust({ url: new URL(url), pinPath: join(dir, `pin-${username}.json`), caFingerprint, log: silentLog });
      const writer = new Writer(url, county.orgs.firstVillage, trust);
      writers.push(writer);
      await writer.signIn(username);
      writer.begin();
    }
    const acknowledged = () => writers.reduce((sum, writer) => sum + writer.acknowledged, 0);

    for (let kill = 1; kill <= KILLS; kill += 1) {
      const running: Program = server;
      const seated = await sitDown(url);
      const goal = acknowledged() + chance.between(1, 60);
      await eventually(`${goal} changes are acknowledged`, () => acknowledged() >= goal, PATIENCE_MS);
      const workers = childrenOf(running.pid);
      expect(workers.length).toBeGreaterThan(0);
      await running.kill();
      await seated.closed;
      await eventually('the media workers have ended by themselves', () => !workers.some(isRunning));
      await expectSound();
      server = await start(port);
      await expectChain();
      for (const writer of writers) writer.wake();
    }
    for (const writer of writers) writer.end();
    await eventually('everything has been sent', () => writers.every((writer) => writer.waiting === 0), PATIENCE_MS);
    await server.kill();
    await expectSound();

    expect(writers.flatMap((writer) => writer.refused)).toEqual([]);
    const database = new SqliteDatabase(join(dir, 'shilian.sqlite'));
    try {
      expect(database.pragma('foreign_key_check')).toEqual([]);
      const made = writers.flatMap((writer) => writer.made);
      expect(made.length).toBeGreaterThan(KILLS);
      const events = database.prepare('select id from events').pluck().all();
      const notes = database.prepare('select id from event_notes').pluck().all();
      expect([...events, ...notes].sort()).toEqual(made.toSorted());
      expect(database.prepare('select count(*) from mutations').pluck().get()).toBe(made.length);
      // The room of the first start is the room of the last.
      expect(database.prepare('select count(*) from rooms where ended_at is null').pluck().get()).toBe(1);
    } finally {
      database.close();
    }
  }, 86_400_000);
});
