import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, watch } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import type { Program } from '../../scripts/programs/program.ts';
import { startServer } from '../../scripts/programs/server.ts';
import { PaperFiles, sha256Of } from '../../sfu-server/governance/case-papers/paper-files.ts';
import { DossierWorld } from '../../sfu-server/governance/dossier/fixture.ts';
import { Refusal } from '../../sfu-server/protocol/errors.ts';
import { openDatabase } from '../../sfu-server/store/database.ts';
import { DossierRepository } from '../../sfu-server/store/dossiers.ts';
import { WireClient } from '../../sfu-server/testing/wire-client.ts';
import { Chance } from '../simulation/chance.ts';

/** `SHILIAN_FILING_KILLS=N` for a longer run. */
const KILLS = Number(process.env.SHILIAN_FILING_KILLS ?? 6);
/** Signs of life in the folder of dossiers while one is filed: each file is begun, written and named. */
const MOST_SIGNS = 24;
const DAY_MS = 86_400_000;

let dir: string;
let uploads: string;
let cases: string[];
let server: Program | null = null;
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'shilian-kill-filing-'));
  uploads = join(dir, 'dossiers', 'uploads');
  mkdirSync(join(dir, 'secrets'), { mode: 0o700 });
  const world = await DossierWorld.open(dir, `sqlite:${join(dir, 'shilian.sqlite')}`);
  cases = [await world.settled(), await world.settled(), await world.settled()];
  await world.printer.close();
  await world.county.db.destroy();
}, 120_000);
afterEach(async () => {
  await server?.kill();
  server = null;
  rmSync(dir, { recursive: true, force: true });
});

async function start(): Promise<{ program: Program; client: WireClient }> {
  const args = ['--port', '0', '--rtc-port', '0', '--workers', '1', '--data-dir', dir];
  server = await startServer({ args, log: { file: join(dir, 'server.log') } });
  const client = await WireClient.open(server.listening.url, readFileSync(join(dir, 'secrets/ca.pem'), 'utf8'));
  await client.request('auth.signIn', { username: 'mediator-one', password: 'mediator-one' });
  return { program: server, client };
}

const rowSchema = z.object({ case_id: z.string(), number: z.number(), sha256: z.string(), files: z.string() });
const filesSchema = z.array(z.object({ sha256: z.string() }));

/** Numbers without a gap, each with its whole dossier and every file of it; the next number is the next. @returns cases that are filed */
function filed(): string[] {
  const database = new SqliteDatabase(join(dir, 'shilian.sqlite'));
  try {
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
    const rows = z.array(rowSchema).parse(database.prepare('select case_id, number, sha256, files from dossiers order by number').all());
    expect(rows.map(({ number }) => number)).toEqual(rows.map((_, index) => index + 1));
    const next = database.prepare("select next from number_series where series = 'dossier'").pluck().get();
    expect(next ?? 1).toBe(rows.length + 1);
    for (const { sha256, files } of rows) {
      for (const hash of [sha256, ...filesSchema.parse(JSON.parse(files)).map((file) => file.sha256)]) {
        expect(sha256Of(readFileSync(join(dir, 'dossiers', hash.slice(0, 2), hash)))).toBe(hash);
      }
    }
    return rows.map(({ case_id }) => case_id);
  } finally {
    database.close();
  }
}

/** Fulfilled at that many signs of life in the folder of dossiers. */
function signs(count: number): { seen: Promise<void>; stop(): void } {
  let left = count;
  let watcher: ReturnType<typeof watch> | null = null;
  const seen = new Promise<void>((resolve) => {
    watcher = watch(uploads, () => {
      left -= 1;
      if (left === 0) resolve();
    });
  });
  return { seen, stop: () => watcher?.close() };
}

it(`a server that is killed while it files and exports leaves whole dossiers with numbers that run on, ${KILLS} times over`, async () => {
  const chance = new Chance(29);
  const filing = { keep: 'long', checkedByName: null, remark: null } as const;
  for (let kill = 1; kill <= KILLS; kill += 1) {
    const { program, client } = await start();
    const open = cases.find((id) => !filed().includes(id));
    const told = signs(chance.between(1, MOST_SIGNS));
    const asked =
      open === undefined
        ? client.request('dossier.list', { search: '', year: null, due: false, skip: 0 }).then(async ({ dossiers }) => {
            const dossierId = dossiers[0]?.id ?? '';
            await client.request('dossier.open', { dossierId, kind: 'folder', side: null, reason: '移送法院' });
          })
        : client.request('dossier.file', { caseId: open, ...filing });
    asked.catch(() => {});
    // While it exports nothing is written there: then it is killed at the answer, with the register just written.
    await Promise.race([told.seen, asked.then(() => {})]);
    told.stop();
    await program.kill();
    await client.closed;
    filed();
  }
  const { program, client } = await start();
  for (const caseId of cases) {
    if (filed().includes(caseId)) continue;
    await client.request('dossier.file', { caseId, ...filing });
  }
  expect(filed().toSorted()).toEqual(cases.toSorted());
  await expect(client.request('dossier.file', { caseId: cases[0] ?? '', ...filing })).rejects.toBeInstanceOf(Refusal);
  await program.kill();

  // What was cut off is taken away a day later, and nothing that a dossier names.
  const db = await openDatabase(`sqlite:${join(dir, 'shilian.sqlite')}`);
  try {
    const files = new PaperFiles(join(dir, 'dossiers'));
    const dossiers = new DossierRepository(db);
    const later = Date.now() + 2 * DAY_MS;
    await files.sweepParts(later);
    await files.sweep((sha256) => dossiers.names(sha256), later);
    expect(readdirSync(uploads)).toEqual([]);
    const left = readdirSync(join(dir, 'dossiers'), { recursive: true, encoding: 'utf8' }).filter((path) => path.length > 64);
    for (const path of left) expect(await dossiers.names(path.slice(-64)), path).toBe(true);
  } finally {
    await db.destroy();
  }
  filed();
}, 600_000);
