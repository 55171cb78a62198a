import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RowChange } from '../protocol/entities/index.ts';
import { rowChangeSchema } from '../protocol/entities/index.ts';
import type { RequestResult } from '../protocol/requests/index.ts';
import type { Account } from '../protocol/session.ts';
import { MAX_MESSAGE_BYTES, SCHEMA_VERSION } from '../protocol/version.ts';
import { appendChanges, demandSnapshots, headVersion, trimLog } from '../store/change-log.ts';
import { openSmallCounty, type SmallCounty } from '../testing/small-county.ts';
import { DataCore } from './data-core.ts';
import { Feed } from './feed.ts';

let county: SmallCounty;
let core: DataCore;
let feed: Feed;
let now: number;
let duty: Account;
let township: Account;
let clientId: string;
let lastNumber: number;

beforeEach(async () => {
  county = await openSmallCounty();
  now = 1_790_000_000_000;
  core = new DataCore(county.db, () => now);
  feed = new Feed(county.db);
  duty = await county.account('duty', 'duty', county.orgs.county);
  township = await county.account('township', 'operator', county.orgs.first);
  clientId = uuidv7();
  lastNumber = 0;
});
afterEach(() => county.db.destroy());

async function report(where: 'first' | 'second', detail = ''): Promise<string> {
  const id = uuidv7();
  lastNumber += 1;
  const orgId = county.orgs[`${where}Village`];
  const args = {
    id,
    orgId,
    gridId: null,
    title: '井盖缺失',
    detail,
    kind: 'safety',
    level: 2,
    position: { lat: 32, lng: 112 },
    reportedAt: 1,
  };
  const [result] = await core.push(clientId, [{ number: lastNumber, name: 'event.report', args, createdAt: 1 }], duty);
  expect(result?.status).toBe('applied');
  return id;
}

async function note(id: string): Promise<void> {
  lastNumber += 1;
  await core.push(clientId, [{ number: lastNumber, name: 'event.note', args: { id, noteId: uuidv7(), text: '记' }, createdAt: 1 }], duty);
}

function pull(account: Account, cursor: number, limit = 100, client = uuidv7(), schemaVersion = SCHEMA_VERSION) {
  return feed.pull({ clientId: client, schemaVersion, cursor, limit }, account);
}

async function changes(account: Account, cursor: number, limit?: number, client?: string) {
  const answer = await pull(account, cursor, limit, client);
  if (answer.kind !== 'changes') throw new Error(`A snapshot is required: ${answer.reason}.`);
  return answer;
}

async function wholeSnapshot(account: Account, limit: number, between: () => Promise<void> = async () => {}) {
  const pages: RequestResult<'sync.snapshot'>[] = [];
  let after: RequestResult<'sync.snapshot'>['next'] = null;
  do {
    const page: RequestResult<'sync.snapshot'> = await feed.snapshot({ schemaVersion: SCHEMA_VERSION, after, limit }, account);
    pages.push(page);
    after = page.next;
    await between();
  } while (after !== null);
  return { pages, rows: pages.flatMap((page) => page.rows) };
}

/** What a console has after these changes. */
function applied(rows: readonly RowChange[]): Map<string, unknown> {
  const cache = new Map<string, unknown>();
  for (const change of rows) {
    if (change.op === 'delete') cache.delete(`${change.entity}/${change.id}`);
    else cache.set(`${change.entity}/${change.row.id}`, change.row);
  }
  return cache;
}

const idsOf = (rows: readonly RowChange[]) => rows.map((change) => (change.op === 'delete' ? `-${change.id}` : change.row.id));

describe('a pull', () => {
  it('gives what has changed in the own branch, and nothing of another township', async () => {
    const start = await headVersion(county.db);
    const mine = await report('first');
    const theirs = await report('second');
    expect(idsOf((await changes(duty, start)).changes)).toEqual([mine, theirs]);
    const seen = await changes(township, start);
    expect(idsOf(seen.changes)).toEqual([mine]);
    // The cursor goes on past what is not to be seen: it is not looked for again.
    expect(seen).toMatchObject({ cursor: await headVersion(county.db), more: false });
  });

  it('gives a row once, as it is now, however often it changed', async () => {
    const start = await headVersion(county.db);
    const id = await report('first');
    for (let i = 0; i < 5; i += 1) await note(id);
    const answer = await changes(duty, start);
    expect(answer.changes).toHaveLength(1);
    expect(answer.changes[0]).toMatchObject({ op: 'put', entity: 'event', row: { id, notes: { length: 5 } } });
  });

  it('page by page comes to the same as at once, and says which mutations are in it', async () => {
    const start = await headVersion(county.db);
    const ids: string[] = [];
    for (let i = 0; i < 7; i += 1) ids.push(await report('first'));
    await note(ids[0] ?? '');
    const received: RowChange[] = [];
    const confirmed: number[] = [];
    let cursor = start;
    for (let more = true; more; ) {
      const answer = await changes(duty, cursor, 3, clientId);
      received.push(...answer.changes);
      confirmed.push(answer.lastMutation);
      ({ cursor, more } = answer);
    }
    expect(applied(received)).toEqual(applied((await changes(duty, start)).changes));
    expect(confirmed).toEqual([3, 6, 8]);
    expect(cursor).toBe(await headVersion(county.db));
  });

  it('counts a refused mutation as confirmed only after those before it', async () => {
    const start = await headVersion(county.db);
    await report('first');
    await report('first');
    lastNumber += 1;
    await core.push(clientId, [{ number: lastNumber, name: 'nonsense', args: {}, createdAt: 1 }], duty);
    expect((await changes(duty, start, 1, clientId)).lastMutation).toBe(1);
    expect((await changes(duty, start, 9, clientId)).lastMutation).toBe(3);
  });

  it('says that a row is gone to whoever saw it where it was', async () => {
    const id = await report('first');
    const start = await headVersion(county.db);
    const before = '991100/991100101/991100101201/';
    const path = '991100/991100102/991100102201/';
    await county.db.updateTable('events').set({ org_id: county.orgs.secondVillage }).where('id', '=', id).execute();
    await appendChanges(county.db, [{ entity: 'event', id, path, pathBefore: before }], now);
    expect((await changes(township, start)).changes).toEqual([{ op: 'delete', entity: 'event', id }]);
    expect((await changes(duty, start)).changes).toMatchObject([{ op: 'put', row: { id, orgId: county.orgs.secondVillage } }]);
  });

  it.each([
    ['of another schema', 'schema', async (head: number) => pull(duty, head, 9, uuidv7(), SCHEMA_VERSION + 1)],
    ['ahead of the log, from a database since replaced', 'unknownCursor', async (head: number) => pull(duty, head + 1)],
    ['of an empty cache', 'logTrimmed', async () => pull(duty, 0)],
    [
      'from before what the log still has',
      'logTrimmed',
      async (head: number) => {
        await report('first');
        await report('first');
        await trimLog(county.db, now + 1);
        return pull(duty, head + 1);
      },
    ],
    [
      'from before a bulk load',
      'logTrimmed',
      async (head: number) => {
        await county.db.transaction().execute((trx) => demandSnapshots(trx, now));
        return pull(duty, head);
      },
    ],
  ])('with a cursor %s asks for a snapshot', async (_what, reason, ask) => {
    expect(await ask(await headVersion(county.db))).toEqual({ kind: 'snapshotRequired', reason });
  });

  it('at the end of a trimmed log goes on', async () => {
    await report('first');
    await trimLog(county.db, now + 1);
    const end = await headVersion(county.db);
    expect(await changes(duty, end)).toMatchObject({ changes: [], cursor: end });
    const id = await report('first');
    expect(idsOf((await changes(duty, end)).changes)).toEqual([id]);
  });

  it("of another account's client is refused", async () => {
    const start = await headVersion(county.db);
    await report('first');
    await expect(pull(township, start, 9, clientId)).rejects.toMatchObject({ code: 'right.missing' });
  });

  it('gives an officer, who may read nothing, nothing', async () => {
    const officer = await county.account('court', 'officer', county.orgs.county);
    const start = await headVersion(county.db);
    await report('first');
    expect(await changes(officer, start)).toMatchObject({ changes: [], more: false });
    expect((await wholeSnapshot(officer, 100)).pages).toMatchObject([{ rows: [], next: null, total: 0 }]);
  });
});

describe('a snapshot', () => {
  it('of a township has its branch, the organisations above it by name, and nothing else', async () => {
    const mine = await report('first');
    await report('second');
    const { pages, rows } = await wholeSnapshot(township, 100);
    expect(new Set(idsOf(rows))).toEqual(
      new Set([county.orgs.county, county.orgs.first, county.orgs.firstVillage, county.grids.first, mine]),
    );
    expect(pages[0]?.total).toBe(rows.length);
  });

  it('has rows of the shape that the protocol says', async () => {
    await note(await report('first'));
    for (const row of (await wholeSnapshot(duty, 100)).rows) expect(rowChangeSchema.parse(row)).toEqual(row);
  });

  it.each([1, 2, 3, 7])('in pages of %i has every row once, in the order of the entities', async (limit) => {
    for (let i = 0; i < 4; i += 1) await report(i % 2 === 0 ? 'first' : 'second');
    const { rows } = await wholeSnapshot(duty, limit);
    expect(idsOf(rows)).toEqual(idsOf((await wholeSnapshot(duty, 100)).rows));
    expect(new Set(idsOf(rows)).size).toBe(11);
  });

  it('while rows change comes, with the pull from its first page, to the same as one taken afterwards', async () => {
    const ids = [await report('first'), await report('second'), await report('first')];
    const { pages, rows } = await wholeSnapshot(duty, 2, async () => {
      // Grows slower than it is read, so that the snapshot comes to its end.
      if (ids.length < 8) ids.push(await report('first'));
      await note(ids[0] ?? '');
      await note(ids.at(-2) ?? '');
    });
    const later = await changes(duty, pages[0]?.cursor ?? 0, 1000);
    expect(applied([...rows, ...later.changes])).toEqual(applied((await wholeSnapshot(duty, 1000)).rows));
  });

  it('stays below what the socket carries, however long the texts', async () => {
    for (let i = 0; i < 1200; i += 1) await report('first', '水'.repeat(2000));
    const { pages, rows } = await wholeSnapshot(duty, 5000);
    expect(pages.length).toBeGreaterThan(1);
    for (const page of pages) expect(Buffer.byteLength(JSON.stringify(page))).toBeLessThan(MAX_MESSAGE_BYTES);
    expect(rows).toHaveLength(1207);
  });

  it('and a pull of long texts is cut the same way, and its pages come to the whole', async () => {
    const start = await headVersion(county.db);
    for (let i = 0; i < 1200; i += 1) await report('first', '水'.repeat(2000));
    const received: RowChange[] = [];
    let cursor = start;
    for (let more = true; more; ) {
      const answer = await changes(duty, cursor, 5000);
      expect(Buffer.byteLength(JSON.stringify(answer))).toBeLessThan(MAX_MESSAGE_BYTES);
      received.push(...answer.changes);
      ({ cursor, more } = answer);
    }
    expect(new Set(idsOf(received)).size).toBe(1200);
  });
});
