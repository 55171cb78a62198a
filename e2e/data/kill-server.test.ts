import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../../app/host/testing/eventually.ts';
import { openSmallCounty, type SmallCounty } from '../../sfu-server/testing/small-county.ts';
import { Chance } from '../simulation/chance.ts';
import { bundle } from './processes/bundle.ts';
import { Mortal } from './processes/mortal.ts';
import { Writer } from './writer.ts';

/** `SHILIAN_KILLS=N` for a longer run. */
const KILLS = Number(process.env.SHILIAN_KILLS ?? 200);
const CHECK_EVERY = 20;
/** Between a kill and the next acknowledged change, on a machine that is busy with other tests. */
const PATIENCE_MS = 60_000;

let dir: string;
let county: Pick<SmallCounty, 'orgs'>;
const writers: Writer[] = [];
const children: Mortal[] = [];

let program: string;
beforeAll(async () => {
  program = await bundle('server.ts');
});
afterAll(() => rmSync(program, { recursive: true }));
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'shilian-kill-'));
  const opened = await openSmallCounty(`sqlite:${join(dir, 'shilian.sqlite')}`);
  county = opened;
  for (const username of ['duty', 'leader', 'operator']) await opened.account(username, 'duty', opened.orgs.county);
  await opened.db.destroy();
});
afterEach(async () => {
  for (const writer of writers.splice(0)) writer.close();
  for (const child of children.splice(0)) await child.kill();
  rmSync(dir, { recursive: true });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function standBy(): Mortal {
  const child = new Mortal(program);
  children.push(child);
  return child;
}

function query<T>(read: (database: SqliteDatabase.Database) => T): T {
  const database = new SqliteDatabase(join(dir, 'shilian.sqlite'));
  try {
    return read(database);
  } finally {
    database.close();
  }
}

describe('a server that is killed while changes stream in', () => {
  it(`loses none that it has acknowledged and doubles none, ${KILLS} times over`, async () => {
    const chance = new Chance(9);
    const port = await freePort();
    let server = standBy();
    let next = standBy();
    server.begin(`${dir} ${port}`);
    await server.says(2);
    for (const username of ['duty', 'leader', 'operator']) {
      const writer = new Writer(`http://127.0.0.1:${port}`, county.orgs.firstVillage);
      writers.push(writer);
      await writer.signIn(username);
      writer.begin();
    }
    const acknowledged = () => writers.reduce((sum, writer) => sum + writer.acknowledged, 0);

    for (let kill = 1; kill <= KILLS; kill += 1) {
      const goal = acknowledged() + chance.between(1, 60);
      await eventually(`${goal} changes are acknowledged`, () => acknowledged() >= goal, PATIENCE_MS);
      await server.kill();
      expect(server.errors).toBe('');
      if (kill % CHECK_EVERY === 0) expect(query((database) => database.pragma('integrity_check', { simple: true }))).toBe('ok');
      server = next;
      next = standBy();
      await server.says(1);
      server.begin(`${dir} ${port}`);
      if (kill % CHECK_EVERY === 1) {
        // Killed also while it opens its database.
        await new Promise((resolve) => setTimeout(resolve, chance.between(0, 40)));
        await server.kill();
        server = next;
        next = standBy();
        server.begin(`${dir} ${port}`);
      }
      await server.says(2);
      for (const writer of writers) writer.wake();
    }
    for (const writer of writers) writer.end();
    await eventually('everything has been sent', () => writers.every((writer) => writer.waiting === 0), PATIENCE_MS);
    await server.kill();

    expect(writers.flatMap((writer) => writer.refused)).toEqual([]);
    query((database) => {
      expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
      expect(database.pragma('foreign_key_check')).toEqual([]);
      const made = writers.flatMap((writer) => writer.made);
      expect(made.length).toBeGreaterThan(KILLS);
      const events = database.prepare('select id from events').pluck().all();
      const notes = database.prepare('select id from event_notes').pluck().all();
      expect([...events, ...notes].sort()).toEqual(made.toSorted());
      // One result and one entry of the log for each: nothing was done twice, not even to no effect.
      expect(database.prepare('select count(*) from mutations').pluck().get()).toBe(made.length);
      expect(database.prepare('select count(*) from change_log').pluck().get()).toBe(made.length);
      const gaps = 'select client_id from mutations group by client_id having count(*) <> max(number)';
      expect(database.prepare(gaps).all()).toEqual([]);
    });
  }, 86_400_000);
});
