import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readOutbox } from '../../app/host/cache/sqlite-store.ts';
import { testAccount } from '../../sfu-server/security/fixture.ts';
import { Chance } from '../simulation/chance.ts';
import { bundle } from './processes/bundle.ts';
import { Mortal } from './processes/mortal.ts';

/** `SHILIAN_KILLS=N` for a longer run. */
const KILLS = Number(process.env.SHILIAN_KILLS ?? 200);
const CHECK_EVERY = 20;

let dataDir: string;
const children: Mortal[] = [];
let program: string;
beforeAll(async () => {
  program = await bundle('console.ts');
});
afterAll(() => rmSync(program, { recursive: true }));
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'shilian-kill-console-'));
});
afterEach(async () => {
  for (const child of children.splice(0)) await child.kill();
  rmSync(dataDir, { recursive: true });
});

function standBy(): Mortal {
  const child = new Mortal(program);
  children.push(child);
  return child;
}

/** The numbers and notes in the outbox, as the file has them; the file's own check must be clean. */
function outbox(): string[] {
  const folder = join(dataDir, 'cache');
  const file = readdirSync(folder).find((name) => name.endsWith('.sqlite')) ?? '';
  const database = new SqliteDatabase(join(folder, file));
  try {
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
    const argsSchema = z.object({ noteId: z.string() });
    return readOutbox(database).map(({ number, args }) => `${number} ${argsSchema.parse(args).noteId}`);
  } finally {
    database.close();
  }
}

describe("a console's host that is killed while it takes in changes", () => {
  it(`has every change that it has promised to keep in its outbox, once and in order, ${KILLS} times over`, async () => {
    const chance = new Chance(5);
    const tokens = { accessToken: 'a', accessExpiresAt: 1, refreshToken: 'r', refreshExpiresAt: Date.now() + 86_400_000 };
    const work = JSON.stringify({ dataDir, session: { account: testAccount('duty', 'county'), tokens } });
    const promised: string[] = [];
    let next = standBy();
    for (let kill = 1; kill <= KILLS; kill += 1) {
      const child = next;
      await child.says(1);
      next = standBy();
      child.begin(work);
      // Some die while they open the cache.
      if (kill % CHECK_EVERY !== 1) await child.says(2 + chance.between(0, 8));
      else await new Promise((resolve) => setTimeout(resolve, chance.between(0, 60)));
      await child.kill();
      expect(child.errors).toBe('');
      promised.push(...child.heard.slice(2));
      if (kill % CHECK_EVERY === 0) expect(outbox()).toEqual(expect.arrayContaining(promised));
    }
    const kept = outbox();
    expect(promised.length).toBeGreaterThan(KILLS);
    expect(kept.filter((entry) => promised.includes(entry))).toEqual(promised);
    // What was kept but not promised any more when the kill came: at most one for each.
    expect(kept.length - promised.length).toBeLessThanOrEqual(KILLS);
    expect(kept.map((entry) => Number(entry.split(' ')[0]))).toEqual(kept.map((_, index) => index + 1));
  }, 86_400_000);
});
