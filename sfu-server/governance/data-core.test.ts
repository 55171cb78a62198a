import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MutationEnvelope } from '../protocol/mutations.ts';
import type { Account } from '../protocol/session.ts';
import { AccountRepository } from '../store/accounts.ts';
import { headVersion } from '../store/change-log.ts';
import { openSmallCounty, type SmallCounty } from '../testing/small-county.ts';
import { type Committed, DataCore } from './data-core.ts';

const NOW = Date.UTC(2026, 10, 22, 4);
let county: SmallCounty;
let core: DataCore;
let now: number;
let committed: Committed[];
let duty: Account;
let worker: Account;
let township: Account;
let clientId: string;

beforeEach(async () => {
  county = await openSmallCounty();
  now = NOW;
  core = new DataCore(county.db, () => now);
  committed = [];
  core.onCommitted((one) => {
    committed.push(one);
  });
  duty = await county.account('duty', 'duty', county.orgs.county);
  worker = await county.account('worker', 'gridWorker', county.orgs.firstVillage);
  township = await county.account('township', 'operator', county.orgs.first);
  clientId = uuidv7();
});
afterEach(() => county.db.destroy());

function report(number: number, changes: Record<string, unknown> = {}): MutationEnvelope {
  const args = {
    id: uuidv7(),
    orgId: county.orgs.firstVillage,
    gridId: county.grids.first,
    title: '涵洞积水',
    detail: '',
    kind: 'flood',
    level: 1,
    position: { lat: 32.03, lng: 112.03 },
    reportedAt: NOW - 60_000,
    ...changes,
  };
  return { number, name: 'event.report', args, createdAt: NOW - 60_000 };
}

function advance(number: number, id: string, to: string): MutationEnvelope {
  return { number, name: 'event.advance', args: { id, to, noteId: uuidv7(), note: '办理' }, createdAt: NOW };
}

/** Has an insert fail as a fault of the server does: not by a rule that the row breaks. */
async function breakOn(when: string, table: 'events' | 'event_notes'): Promise<void> {
  await sql.raw(`create trigger broken before insert on ${table} when ${when} begin select json('{' || new.id); end`).execute(county.db);
}

async function everything() {
  const tables = ['events', 'event_notes', 'change_log', 'mutations', 'number_series'] as const;
  return Promise.all(tables.map((table) => county.db.selectFrom(table).selectAll().execute()));
}

const idOf = (mutation: MutationEnvelope) => (mutation.args as { id: string }).id;
const numbers = async () => (await county.db.selectFrom('events').select('number').orderBy('number').execute()).map(({ number }) => number);

describe('a push', () => {
  it('applies a mutation, gives the event its number and says who has to know', async () => {
    const mutation = report(1);
    const before = await headVersion(county.db);
    const [result] = await core.push(clientId, [mutation], worker);
    expect(result).toEqual({ status: 'applied', number: 1, version: await headVersion(county.db) });
    expect(await county.db.selectFrom('events').selectAll().executeTakeFirst()).toMatchObject({
      number: '晶泉事〔2026〕1号',
      state: 'reported',
      reported_by_id: worker.id,
      reported_at: NOW - 60_000,
      received_at: NOW,
    });
    const path = '991100/991100101/991100101201/';
    expect(committed).toEqual([
      { from: before, version: await headVersion(county.db), touched: [{ entity: 'event', id: idOf(mutation), path, pathBefore: null }] },
    ]);
  });

  it('sent again is answered from memory and changes nothing', async () => {
    const mutations = [report(1), report(2, { orgId: uuidv7(), gridId: null }), report(3)];
    const first = await core.push(clientId, mutations, worker);
    const before = await everything();
    expect(await core.push(clientId, mutations, worker)).toEqual(first);
    expect(await core.push(clientId, mutations.slice(1), worker)).toEqual(first.slice(1));
    expect(await everything()).toEqual(before);
    expect(committed).toHaveLength(1);
  });

  it('sent twice at the same time is applied once', async () => {
    const mutation = report(1);
    const [a, b] = await Promise.all([core.push(clientId, [mutation], worker), core.push(clientId, [mutation], worker)]);
    expect(a).toEqual(b);
    expect(await numbers()).toHaveLength(1);
  });

  it('with a gap is refused; what came before the gap is applied and answered', async () => {
    await expect(core.push(clientId, [report(2)], worker)).rejects.toMatchObject({ code: 'mutation.gap' });
    expect(await numbers()).toEqual([]);
    expect(await core.push(clientId, [report(1), report(3)], worker)).toMatchObject([{ status: 'applied', number: 1 }]);
    expect(await numbers()).toHaveLength(1);
    await expect(core.push(clientId, [report(3)], worker)).rejects.toMatchObject({ code: 'mutation.gap' });
    expect(await core.push(clientId, [report(2)], worker)).toMatchObject([{ status: 'applied', number: 2 }]);
  });

  it('of what is malformed or unknown uses up its number, is remembered and holds up nothing', async () => {
    const bad: MutationEnvelope[] = [
      { number: 1, name: 'event.explode', args: {}, createdAt: NOW },
      { number: 2, name: 'constructor', args: {}, createdAt: NOW },
      { number: 3, name: 'event.report', args: 'x', createdAt: NOW },
      report(4, { position: { lat: 91, lng: 0 } }),
      report(5, { title: '甲\u0000乙' }),
      { number: 6, name: 'event.report', args: null, createdAt: NOW },
    ];
    const results = await core.push(clientId, [...bad, report(7)], worker);
    expect(results.map((result) => (result.status === 'refused' ? result.error.code : result.status))).toEqual([
      'mutation.unknown',
      'mutation.unknown',
      'mutation.malformed',
      'mutation.malformed',
      'mutation.malformed',
      'mutation.malformed',
      'applied',
    ]);
    expect(await core.push(clientId, bad, worker)).toEqual(results.slice(0, 6));
    expect(await numbers()).toHaveLength(1);
  });

  it('of clients that take turns keeps each one its own count', async () => {
    const other = uuidv7();
    for (let number = 1; number <= 5; number += 1) {
      const [a, b] = await Promise.all([core.push(clientId, [report(number)], worker), core.push(other, [report(number)], duty)]);
      expect([...a, ...b]).toMatchObject([
        { status: 'applied', number },
        { status: 'applied', number },
      ]);
    }
    expect(await numbers()).toHaveLength(10);
  });

  it('of which the last part fails is answered with what was committed before, and the rest with the failure when it comes again', async () => {
    const many = Array.from({ length: 66 }, (_, index) => report(index + 1));
    const last = many[65] ?? report(66);
    await breakOn(`new.id = '${idOf(last)}'`, 'events');
    const results = await core.push(clientId, many, worker);
    expect(results.map(({ number }) => number)).toEqual(many.slice(0, 64).map(({ number }) => number));
    expect(await numbers()).toHaveLength(64);
    await expect(core.push(clientId, many.slice(64), worker)).rejects.toThrow('malformed JSON');
    await sql`drop trigger broken`.execute(county.db);
    expect(await core.push(clientId, many.slice(64), worker)).toHaveLength(2);
  });

  it('of what the database itself forbids is refused and remembered, reported to the log, and holds up nothing', async () => {
    const told: unknown[] = [];
    core = new DataCore(
      county.db,
      () => now,
      (error, mutation) => told.push([error instanceof Error ? error.message : error, mutation]),
    );
    const rule = sql`create trigger rule before update on events begin select raise(abort, 'Kept as it is.'); end`;
    await rule.execute(county.db);
    const mutation = report(1);
    const forbidden = advance(2, idOf(mutation), 'accepted');
    const results = await core.push(clientId, [mutation, forbidden, report(3)], duty);
    expect(results).toMatchObject([{ status: 'applied' }, { status: 'refused', error: { code: 'state.conflict' } }, { status: 'applied' }]);
    expect(await county.db.selectFrom('event_notes').selectAll().execute()).toEqual([]);
    expect(told).toEqual([['Kept as it is.', { name: 'event.advance', number: 2, clientId }]]);
    await sql`drop trigger rule`.execute(county.db);
    expect(await core.push(clientId, [forbidden], duty)).toEqual(results.slice(1, 2));
  });

  it.each([
    ['disabled', () => ({ disabled: true })],
    ['moved', () => ({ orgId: county.orgs.second })],
    ['given another role', () => ({ role: 'officer' as const })],
  ])('that waited while its account was %s changes nothing', async (_what, change) => {
    const pushed = core.push(clientId, [report(1)], worker);
    await new AccountRepository(county.db).change(worker.id, change());
    await expect(pushed).rejects.toMatchObject({ code: 'auth.changed' });
    expect(await numbers()).toEqual([]);
    expect(await core.push(uuidv7(), [report(1)], duty)).toMatchObject([{ status: 'applied' }]);
  });

  it("of another account's client is refused and leaves that client as it was", async () => {
    await core.push(clientId, [report(1)], worker);
    const before = await everything();
    await expect(core.push(clientId, [report(2)], duty)).rejects.toMatchObject({ code: 'right.missing' });
    await expect(core.push(clientId, [report(1)], duty)).rejects.toMatchObject({ code: 'right.missing' });
    expect(await everything()).toEqual(before);
  });
});

describe('pushes that share a transaction', () => {
  /** All at once: they arrive in one turn. */
  const together = (pushes: readonly [Account, MutationEnvelope[]][]) =>
    Promise.allSettled(pushes.map(([account, mutations]) => core.push(uuidv7(), mutations, account)));

  it('are refused each for itself; the others are applied, and told together', async () => {
    const before = await headVersion(county.db);
    const [first, taken, last] = [report(1), report(1), report(1)];
    const outcomes = await together([
      [worker, [first]],
      [township, [taken, report(2, { id: idOf(taken) }), report(3, { orgId: county.orgs.second, gridId: null })]],
      [duty, [last]],
    ]);
    const results = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? outcome.value : [outcome.reason]));
    expect(results.map((result) => (result.status === 'applied' ? result.version : result.error.code))).toEqual([
      before + 1,
      before + 2,
      'state.conflict',
      'right.missing',
      before + 3,
    ]);
    expect(committed).toMatchObject([{ from: before, version: before + 3 }]);
    expect(committed[0]?.touched.map(({ id }) => id)).toEqual([idOf(first), idOf(taken), idOf(last)]);
    expect(await numbers()).toHaveLength(3);
    expect(await headVersion(county.db)).toBe(before + 3);
  });

  it('do not fall with one that breaks the server: it alone is answered with that error, and nothing of it is kept', async () => {
    await breakOn("new.text = 'break'", 'event_notes');
    const [first, bad, last] = [report(1), report(1), report(1)];
    const note = (text: string) => ({ number: 2, name: 'event.note', args: { id: idOf(bad), noteId: uuidv7(), text }, createdAt: NOW });
    const broken = uuidv7();
    const outcomes = await Promise.allSettled([
      core.push(uuidv7(), [first], worker),
      core.push(broken, [bad, note('break')], worker),
      core.push(uuidv7(), [last], duty),
    ]);
    expect(outcomes).toMatchObject([
      { status: 'fulfilled', value: [{ status: 'applied' }] },
      { status: 'rejected', reason: { message: 'malformed JSON' } },
      { status: 'fulfilled', value: [{ status: 'applied' }] },
    ]);
    const rows = await county.db.selectFrom('events').select(['id', 'number']).orderBy('number').execute();
    expect(rows.map(({ id }) => id)).toEqual([idOf(first), idOf(last)]);
    expect(rows.map(({ number }) => number)).toEqual(['晶泉事〔2026〕1号', '晶泉事〔2026〕2号']);
    // What was answered is what was told, and the client that failed may send the same again.
    expect(committed.flatMap(({ touched }) => touched.map(({ id }) => id))).toEqual([idOf(first), idOf(last)]);
    await sql`drop trigger broken`.execute(county.db);
    expect(await core.push(broken, [bad, note('mend')], worker)).toMatchObject([{ status: 'applied' }, { status: 'applied' }]);
  });

  it("do not fall with one of another account's client, or one with a gap", async () => {
    await core.push(clientId, [report(1)], worker);
    const [mine, others] = [report(1), report(1)];
    const outcomes = await Promise.allSettled([
      core.push(uuidv7(), [mine], worker),
      core.push(clientId, [report(2)], duty),
      core.push(uuidv7(), [report(2)], duty),
      core.push(uuidv7(), [others], duty),
    ]);
    expect(outcomes).toMatchObject([
      { status: 'fulfilled' },
      { status: 'rejected', reason: { code: 'right.missing' } },
      { status: 'rejected', reason: { code: 'mutation.gap' } },
      { status: 'fulfilled' },
    ]);
    expect(await numbers()).toHaveLength(3);
    // The first push, then all of these in one.
    expect(committed).toHaveLength(2);
  });

  it('of more than one transaction holds are answered in order and whole, whoever else is pushing', async () => {
    const many = Array.from({ length: 150 }, (_, index) => report(index + 1));
    const few = [report(1), report(2)];
    const [long, short] = await Promise.all([core.push(uuidv7(), many, worker), core.push(uuidv7(), few, duty)]);
    expect(long.map(({ number }) => number)).toEqual(many.map(({ number }) => number));
    expect(short.map(({ number }) => number)).toEqual([1, 2]);
    expect(committed.map(({ touched }) => touched.length)).toEqual([64, 64, 24]);
    expect(committed.slice(1).map(({ from }) => from)).toEqual(committed.slice(0, -1).map(({ version }) => version));
  });
});

describe('rights and places', () => {
  it.each([
    ['a place outside of the own branch', () => ({ orgId: county.orgs.secondVillage, gridId: county.grids.second }), 'right.missing'],
    ['a place that does not exist', () => ({ orgId: uuidv7(), gridId: null }), 'row.unknown'],
    ['a grid that does not exist', () => ({ gridId: uuidv7() }), 'row.unknown'],
    ['a grid of another village', () => ({ gridId: county.grids.second }), 'state.conflict'],
  ])('refuse a report for %s', async (_what, changes, code) => {
    expect(await core.push(clientId, [report(1, changes())], worker)).toMatchObject([{ status: 'refused', error: { code } }]);
    expect(await numbers()).toEqual([]);
  });

  it('refuse an id that is taken, and leave the event that has it as it was', async () => {
    const mutation = report(1);
    await core.push(clientId, [mutation], worker);
    const before = await county.db.selectFrom('events').selectAll().execute();
    const again = report(1, { id: idOf(mutation), title: '另一件' });
    expect(await core.push(uuidv7(), [again], duty)).toMatchObject([{ status: 'refused', error: { code: 'state.conflict' } }]);
    expect(await county.db.selectFrom('events').selectAll().execute()).toEqual(before);
  });

  it('let a grid worker remark on an event, not advance it', async () => {
    const mutation = report(1);
    const note: MutationEnvelope = {
      number: 2,
      name: 'event.note',
      args: { id: idOf(mutation), noteId: uuidv7(), text: '水退了' },
      createdAt: NOW,
    };
    expect(await core.push(clientId, [mutation, note, advance(3, idOf(mutation), 'accepted')], worker)).toMatchObject([
      { status: 'applied' },
      { status: 'applied' },
      { status: 'refused', error: { code: 'right.missing' } },
    ]);
  });

  it('do not tell a township whether an event of another one exists', async () => {
    const mutation = report(1, { orgId: county.orgs.secondVillage, gridId: county.grids.second });
    await core.push(clientId, [mutation], duty);
    const results = await core.push(uuidv7(), [advance(1, idOf(mutation), 'accepted'), advance(2, uuidv7(), 'accepted')], township);
    expect(results).toMatchObject([{ error: { code: 'row.unknown' } }, { error: { code: 'row.unknown' } }]);
    const [a, b] = results.map((result) => (result.status === 'refused' ? result.error.message : ''));
    expect(a).toBe(b);
  });
});

describe('the steps of an event', () => {
  it('follow the table, each with its note; the limit starts with the acceptance', async () => {
    const mutation = report(1);
    const id = idOf(mutation);
    await core.push(clientId, [mutation], worker);
    const ways = ['accepted', 'dispatched', 'acknowledged', 'handling', 'reportedBack', 'verified', 'closed'];
    const results = await core.push(
      uuidv7(),
      ways.map((to, index) => advance(index + 1, id, to)),
      duty,
    );
    expect(results.every(({ status }) => status === 'applied')).toBe(true);
    expect(await county.db.selectFrom('events').select(['state', 'due_at']).executeTakeFirst()).toEqual({
      state: 'closed',
      due_at: NOW + 24 * 60 * 60 * 1000,
    });
    expect((await county.db.selectFrom('event_notes').select('state').orderBy('id').execute()).map(({ state }) => state)).toEqual(ways);
  });

  it('refuse what two seats did at once, for the second of them', async () => {
    const mutation = report(1);
    await core.push(clientId, [mutation], worker);
    const both = await Promise.all([duty, township].map((seat) => core.push(uuidv7(), [advance(1, idOf(mutation), 'accepted')], seat)));
    expect(both.flat()).toMatchObject([{ status: 'applied' }, { status: 'refused', error: { code: 'state.conflict' } }]);
    expect(await county.db.selectFrom('event_notes').selectAll().execute()).toHaveLength(1);
  });
});

describe('event numbers', () => {
  it('have no gaps when many report at once and some are refused after theirs was taken', async () => {
    const id = uuidv7();
    const pushes = Array.from({ length: 30 }, (_, index) => {
      // Every third has a fault that is found at different depths.
      const changes = index % 3 === 1 ? { gridId: county.grids.second } : index % 3 === 2 ? { id } : {};
      return core.push(uuidv7(), [report(1, changes)], worker);
    });
    const applied = (await Promise.all(pushes)).flat().filter(({ status }) => status === 'applied').length;
    expect(applied).toBe(11);
    const given = (await numbers()).map((number) => Number(/〕(\d+)号/.exec(number)?.[1])).sort((a, b) => a - b);
    expect(given).toEqual(Array.from({ length: applied }, (_, index) => index + 1));
  });

  it('start again with the new year of the county, eight hours before that of UTC', async () => {
    now = Date.UTC(2026, 11, 31, 15, 59);
    await core.push(clientId, [report(1)], worker);
    now = Date.UTC(2026, 11, 31, 16, 0);
    await core.push(clientId, [report(2)], worker);
    expect(await numbers()).toEqual(['晶泉事〔2026〕1号', '晶泉事〔2027〕1号']);
  });
});
