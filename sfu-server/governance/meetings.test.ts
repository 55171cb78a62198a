import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Meeting } from '../protocol/entities/meeting.ts';
import type { Task } from '../protocol/entities/task.ts';
import type { MutationArgs, MutationName } from '../protocol/mutations.ts';
import type { Account } from '../protocol/session.ts';
import { SCHEMA_VERSION } from '../protocol/version.ts';
import { headVersion } from '../store/change-log.ts';
import { openSmallCounty, type SmallCounty } from '../testing/small-county.ts';
import { DataCore } from './data-core.ts';
import { Feed } from './feed.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** 2026-11-23 09:00 in the county. */
const MONDAY = Date.UTC(2026, 10, 23, 1);

let county: SmallCounty;
let core: DataCore;
let feed: Feed;
let now: number;
let host: Account;
let first: Account;
let second: Account;
let village: Account;

beforeEach(async () => {
  county = await openSmallCounty();
  now = MONDAY - DAY_MS;
  core = new DataCore(county.db, () => now);
  feed = new Feed(county.db);
  host = await county.account('host', 'leader', county.orgs.county);
  first = await county.account('first', 'operator', county.orgs.first);
  second = await county.account('second', 'operator', county.orgs.second);
  village = await county.account('village', 'operator', county.orgs.secondVillage);
});
afterEach(() => county.db.destroy());

/** @returns `ok`, or the code of the refusal */
async function make<N extends MutationName>(account: Account, name: N, args: MutationArgs<N>): Promise<string> {
  const [result] = await core.push(uuidv7(), [{ number: 1, name, args, createdAt: 1 }], account);
  return result?.status === 'refused' ? result.error.code : 'ok';
}

type Plan = Partial<MutationArgs<'meeting.plan'>>;
function planOf(change: Plan = {}): MutationArgs<'meeting.plan'> {
  const agenda = [{ title: '通报情况', minutes: 20, speaker: '陈立民' }];
  const words = { title: '防汛调度会', kind: 'dispatch' as const, durationMin: 60, agenda, people: [], series: null };
  const when = { startsAt: MONDAY, plannedAt: now };
  return { id: uuidv7(), orgId: county.orgs.county, orgIds: [county.orgs.first], ...words, ...when, ...change };
}

async function planned(change: Plan = {}): Promise<string> {
  const args = planOf(change);
  expect(await make(host, 'meeting.plan', args)).toBe('ok');
  return args.id;
}

async function rowsOf(account: Account): Promise<{ meetings: Meeting[]; tasks: Task[] }> {
  const { rows } = await feed.snapshot({ schemaVersion: SCHEMA_VERSION, after: null, limit: 1000 }, account);
  const meetings = rows.flatMap((change) => (change.op === 'put' && change.entity === 'meeting' ? [change.row] : []));
  const tasks = rows.flatMap((change) => (change.op === 'put' && change.entity === 'task' ? [change.row] : []));
  return { meetings: meetings.sort((a, b) => a.startsAt - b.startsAt), tasks };
}

async function told(account: Account, cursor: number): Promise<string[]> {
  const pulled = await feed.pull({ clientId: uuidv7(), schemaVersion: SCHEMA_VERSION, cursor, limit: 100 }, account);
  if (pulled.kind !== 'changes') throw new Error(pulled.reason);
  return pulled.changes.map((change) => (change.op === 'delete' ? `gone ${change.id}` : `${change.entity} ${change.row.id}`));
}

const decision = (id: string, change: Partial<MutationArgs<'meeting.decide'>> = {}): MutationArgs<'meeting.decide'> => {
  const words = { title: '排查涵洞', detail: '', personName: '赵国安', dueAt: MONDAY + 5 * DAY_MS, decidedAt: now };
  return { id, taskId: uuidv7(), ownerOrgId: county.orgs.first, ...words, ...change };
};

describe('a meeting', () => {
  it('is seen where it is planned and wherever somebody is invited from, and by nobody else', async () => {
    const id = await planned({ people: [{ accountId: village.id, name: '乱写', orgId: county.orgs.county }] });
    for (const account of [host, first, village, second]) {
      expect(
        (await rowsOf(account)).meetings.map((one) => one.id),
        account.name,
      ).toEqual([id]);
    }
    // By name and place as the server knows them.
    expect((await rowsOf(host)).meetings[0]?.people).toEqual([
      { accountId: village.id, name: 'village', orgId: county.orgs.secondVillage },
    ]);
    const unseen = await planned({ orgIds: [] });
    expect((await rowsOf(first)).meetings.map((one) => one.id)).not.toContain(unseen);
  });

  it('comes to those who are invited later, leaves those who are not any more, and tells both', async () => {
    const id = await planned();
    const before = await headVersion(county.db);
    const change = { orgIds: [county.orgs.second] };
    expect(await make(host, 'meeting.edit', { id, scope: 'this', change })).toBe('ok');
    expect(await told(first, before)).toEqual([`gone ${id}`]);
    expect(await told(second, before)).toEqual([`meeting ${id}`]);
  });

  it('of a series stands at each of its days, at the same hour; months without that day have their last one', async () => {
    await planned({ startsAt: Date.UTC(2026, 0, 31, 1), series: { every: 'monthly', until: Date.UTC(2026, 3, 30, 23) } });
    const days = (await rowsOf(first)).meetings.map(({ startsAt }) => new Date(startsAt).toISOString().slice(0, 13));
    expect(days).toEqual(['2026-01-31T01', '2026-02-28T01', '2026-03-31T01', '2026-04-30T01']);
  });

  it('of a series without an end in sight is refused, and leaves nothing', async () => {
    const series = { every: 'daily' as const, until: MONDAY + 300 * DAY_MS };
    expect(await make(host, 'meeting.plan', planOf({ series }))).toBe('mutation.malformed');
    expect(await make(host, 'meeting.plan', planOf({ series: { ...series, until: MONDAY - 1 } }))).toBe('mutation.malformed');
    expect((await rowsOf(host)).meetings).toEqual([]);
  });

  it('of a series that would invite more than one change can tell is refused, planned so or changed so, and leaves nothing', async () => {
    const series = { every: 'daily' as const, until: MONDAY + 59 * DAY_MS };
    const people = Array.from({ length: 90 }, () => ({ accountId: uuidv7(), name: '', orgId: county.orgs.county }));
    const orgIds = Array.from({ length: 11 }, () => uuidv7());
    expect(await make(host, 'meeting.plan', planOf({ series, people, orgIds }))).toBe('mutation.malformed');
    expect((await rowsOf(host)).meetings).toEqual([]);
    const id = await planned({ series });
    const many = Array.from({ length: 101 }, () => uuidv7());
    expect(await make(host, 'meeting.edit', { id, scope: 'following', change: { orgIds: many } })).toBe('mutation.malformed');
    expect((await rowsOf(first)).meetings).toHaveLength(60);
  });

  it('invites organisations that exist, or nobody at all', async () => {
    expect(await make(host, 'meeting.plan', planOf({ orgIds: [county.orgs.first, uuidv7()] }))).toBe('row.unknown');
    expect((await rowsOf(host)).meetings).toEqual([]);
  });

  it('and all that follow are moved together, but for those that were changed or cancelled alone', async () => {
    await planned({ series: { every: 'weekly', until: MONDAY + 35 * DAY_MS } });
    const ids = (await rowsOf(host)).meetings.map(({ id }) => id);
    const at = (index: number) => ids[index] ?? '';
    expect(await make(host, 'meeting.edit', { id: at(2), scope: 'this', change: { title: '扩大会' } })).toBe('ok');
    expect(await make(host, 'meeting.cancel', { id: at(3), scope: 'this', reason: '放假' })).toBe('ok');
    const change = { startsAt: MONDAY + 7 * DAY_MS + 3_600_000, title: '例会' };
    expect(await make(host, 'meeting.edit', { id: at(1), scope: 'following', change })).toBe('ok');
    const rows = (await rowsOf(first)).meetings;
    const seen = ids
      .map((id) => rows.find((row) => row.id === id))
      .map((row) => [row?.title, ((row?.startsAt ?? 0) - MONDAY) / 3_600_000, row?.state]);
    expect(seen).toEqual([
      ['防汛调度会', 0, 'planned'],
      ['例会', 169, 'planned'],
      ['扩大会', 336, 'planned'],
      ['防汛调度会', 504, 'cancelled'],
      ['例会', 673, 'planned'],
      ['例会', 841, 'planned'],
    ]);
  });

  it('is answered by whoever is invited, as often as they change their mind, and by nobody else', async () => {
    const id = await planned();
    expect(await make(first, 'meeting.answer', { id, orgId: county.orgs.first, answer: 'attends', words: '赵国安' })).toBe('ok');
    expect(await make(first, 'meeting.answer', { id, orgId: county.orgs.first, answer: 'excused', words: '抢险' })).toBe('ok');
    expect((await rowsOf(host)).meetings[0]?.answers).toEqual([
      { orgId: county.orgs.first, answer: 'excused', words: '抢险', byName: 'first', at: now },
    ]);
    const other = { id, orgId: county.orgs.second, answer: 'attends' as const, words: '' };
    expect(await make(second, 'meeting.answer', other)).toBe('row.unknown');
    expect(await make(host, 'meeting.answer', other)).toBe('state.conflict');
    expect(await make(host, 'meeting.cancel', { id, scope: 'this', reason: '改期' })).toBe('ok');
    expect(await make(first, 'meeting.answer', { ...other, orgId: county.orgs.first })).toBe('state.conflict');
  });
});

describe('the minutes', () => {
  it('are written field by field, signed once with a number, and stay as they were signed', async () => {
    const id = await planned();
    expect(await make(host, 'meeting.minutes', { id, change: { body: '会议听取了汇报。' } })).toBe('ok');
    expect(await make(host, 'meeting.minutes', { id, change: { chair: '陈立民' } })).toBe('ok');
    expect(await make(host, 'meeting.signMinutes', { id })).toBe('state.conflict');
    now = MONDAY + 1;
    expect(await make(host, 'meeting.signMinutes', { id })).toBe('ok');
    expect((await rowsOf(first)).meetings[0]).toMatchObject({
      minutes: { body: '会议听取了汇报。', chair: '陈立民' },
      minutesNumber: '晶泉纪〔2026〕1号',
      signedByName: 'host',
      signedAt: now,
    });
    for (const again of [
      make(host, 'meeting.minutes', { id, change: { body: '改' } }),
      make(host, 'meeting.signMinutes', { id }),
      make(host, 'meeting.decide', decision(id)),
    ]) {
      expect(await again).toBe('state.conflict');
    }
    const rewrite = county.db.updateTable('meetings').set({ minutes_body: '改' }).where('id', '=', id).execute();
    await expect(rewrite).rejects.toThrow(/Signed minutes/);
  });

  it('once signed keep the plan of a meeting that was held without a room, and its place in the series is passed over', async () => {
    const start = await planned({ startsAt: now + 1, series: { every: 'daily', until: now + 2 * DAY_MS + 1 } });
    const second = (await rowsOf(host)).meetings[1]?.id ?? '';
    now += DAY_MS + 2;
    expect(await make(host, 'meeting.minutes', { id: second, change: { body: '会议听取了汇报。' } })).toBe('ok');
    expect(await make(host, 'meeting.signMinutes', { id: second })).toBe('ok');
    const before = (await rowsOf(host)).meetings.find(({ id }) => id === second);
    for (const change of [{ title: '改' }, { startsAt: now }, { agenda: [] }, { durationMin: 5 }, { orgIds: [] }, { people: [] }]) {
      expect(await make(host, 'meeting.edit', { id: second, scope: 'this', change }), JSON.stringify(change)).toBe('state.conflict');
    }
    expect(await make(host, 'meeting.cancel', { id: second, scope: 'this', reason: '改期' })).toBe('state.conflict');
    const change = { title: '例会', durationMin: 30 };
    expect(await make(host, 'meeting.edit', { id: start, scope: 'following', change })).toBe('ok');
    expect((await rowsOf(host)).meetings.map(({ title }) => title)).toEqual(['例会', '防汛调度会', '例会']);
    expect(await make(host, 'meeting.cancel', { id: start, scope: 'following', reason: '改期' })).toBe('ok');
    expect((await rowsOf(host)).meetings.map(({ state }) => state)).toEqual(['cancelled', 'planned', 'cancelled']);
    expect((await rowsOf(host)).meetings.find(({ id }) => id === second)).toEqual(before);
  });

  it('are not signed while nothing is written, nor written by whom the meeting only invites', async () => {
    const id = await planned({ startsAt: now - 1 });
    expect(await make(host, 'meeting.signMinutes', { id })).toBe('state.conflict');
    expect(await make(first, 'meeting.minutes', { id, change: { body: '改' } })).toBe('right.missing');
  });
});

describe('papers of a meeting', () => {
  const paper = (ownerId: string, change: Partial<MutationArgs<'attachment.add'>> = {}): MutationArgs<'attachment.add'> => {
    const about = { name: '议题材料.pdf', mediaType: 'application/pdf' as const, size: 3, sha256: 'a'.repeat(64) };
    return { id: uuidv7(), ownerEntity: 'meeting', ownerId, ...about, ...change };
  };
  const papersOf = async (account: Account) => {
    const { rows } = await feed.snapshot({ schemaVersion: SCHEMA_VERSION, after: null, limit: 1000 }, account);
    return rows.flatMap((change) => (change.op === 'put' && change.entity === 'attachment' ? [change.row.id] : []));
  };
  const come = (id: string) => county.db.updateTable('attachments').set({ complete: 1 }).where('id', '=', id).execute();

  it('come from whoever runs it, and are read by the organisations and people invited, by nobody else', async () => {
    const id = await planned({ people: [{ accountId: village.id, name: '', orgId: county.orgs.secondVillage }] });
    const args = paper(id);
    const before = await headVersion(county.db);
    expect(await make(first, 'attachment.add', args)).toBe('right.missing');
    expect(await make(host, 'attachment.add', args)).toBe('ok');
    for (const account of [host, first, village]) expect(await papersOf(account), account.name).toEqual([args.id]);
    expect(await told(first, before)).toEqual([`attachment ${args.id}`]);
    const unseen = await planned({ orgIds: [] });
    expect(await make(host, 'attachment.add', paper(unseen))).toBe('ok');
    expect(await make(first, 'attachment.add', paper(unseen))).toBe('row.unknown');
    expect(await papersOf(first)).toEqual([args.id]);
  });

  it('come to whom is invited later and leave whom is not any more, without a word to the others', async () => {
    const id = await planned({ orgIds: [county.orgs.first, county.orgs.firstVillage] });
    const args = paper(id);
    expect(await make(host, 'attachment.add', args)).toBe('ok');
    const before = await headVersion(county.db);
    const change = { orgIds: [county.orgs.second, county.orgs.firstVillage] };
    expect(await make(host, 'meeting.edit', { id, scope: 'this', change })).toBe('ok');
    // The township sees it still, since its village is invited; the other township sees it from now on.
    expect(await papersOf(first)).toEqual([args.id]);
    expect((await told(second, before)).sort()).toEqual([`attachment ${args.id}`, `meeting ${id}`]);
    const next = await headVersion(county.db);
    expect(await make(host, 'meeting.edit', { id, scope: 'this', change: { orgIds: [county.orgs.second] } })).toBe('ok');
    expect((await told(first, next)).sort()).toEqual([`gone ${id}`, `gone ${args.id}`]);
    expect(await told(second, next)).toEqual([`meeting ${id}`]);
    expect(await papersOf(first)).toEqual([]);
  });

  it('are signed with the minutes once all have come, and from then on none comes or goes, whatever a program tries', async () => {
    const id = await planned({ startsAt: now - 1 });
    const [kept, late] = [paper(id), paper(id)];
    expect(await make(host, 'meeting.minutes', { id, change: { body: '会议听取了汇报。' } })).toBe('ok');
    for (const one of [kept, late]) expect(await make(host, 'attachment.add', one)).toBe('ok');
    await come(kept.id);
    expect(await make(host, 'meeting.signMinutes', { id })).toBe('state.conflict');
    // Somebody else who runs the meeting need not wait for it either.
    const deputy = await county.account('deputy', 'duty', county.orgs.county);
    expect(await make(first, 'attachment.drop', { id: late.id })).toBe('right.missing');
    expect(await make(deputy, 'attachment.drop', { id: late.id })).toBe('ok');
    expect(await make(host, 'meeting.signMinutes', { id })).toBe('ok');
    expect(await make(host, 'attachment.add', paper(id))).toBe('state.conflict');
    expect(await make(host, 'attachment.drop', { id: kept.id })).toBe('state.conflict');
    const { db } = county;
    const row = await db.selectFrom('attachments').selectAll().where('id', '=', kept.id).executeTakeFirstOrThrow();
    const other = await planned();
    for (const attempt of [
      db.deleteFrom('attachments').where('id', '=', kept.id).execute(),
      db
        .updateTable('attachments')
        .set({ sha256: 'b'.repeat(64) })
        .where('id', '=', kept.id)
        .execute(),
      db.updateTable('attachments').set({ owner_id: other }).where('id', '=', kept.id).execute(),
      db
        .insertInto('attachments')
        .values({ ...row, id: uuidv7() })
        .execute(),
    ]) {
      await expect(attempt).rejects.toThrow(/Papers of signed minutes/);
    }
    expect(await papersOf(first)).toEqual([kept.id]);
  });

  it('are not added to a meeting that is cancelled, nor more than can be told at once', async () => {
    const id = await planned();
    const added: string[] = [];
    for (let n = 0; n < 31; n++) added.push(await make(host, 'attachment.add', paper(id)));
    expect(added.filter((result) => result === 'ok')).toHaveLength(30);
    expect(added.at(-1)).toBe('attachment.too_many');
    expect(await make(host, 'meeting.cancel', { id, scope: 'this', reason: '改期' })).toBe('ok');
    expect(await make(host, 'attachment.drop', { id: uuidv7() })).toBe('row.unknown');
    const cancelled = await planned();
    expect(await make(host, 'meeting.cancel', { id: cancelled, scope: 'this', reason: '改期' })).toBe('ok');
    expect(await make(host, 'attachment.add', paper(cancelled))).toBe('state.conflict');
  });
});

describe('a decision', () => {
  it('becomes a task of the township, which takes it on and reports back; the county finds it good', async () => {
    const id = await planned();
    const args = decision(id);
    expect(await make(host, 'meeting.decide', args)).toBe('ok');
    expect((await rowsOf(first)).tasks[0]).toMatchObject({ number: '晶泉督〔2026〕1号', state: 'assigned', meetingTitle: '防汛调度会' });
    expect((await rowsOf(second)).tasks).toEqual([]);
    const step = (account: Account, to: Task['state']) =>
      make(account, 'task.advance', { id: args.taskId, to, noteId: uuidv7(), note: `至${to}` });
    expect(await step(first, 'inProgress')).toBe('state.conflict');
    for (const to of ['accepted', 'inProgress', 'reported'] as const) expect(await step(first, to), to).toBe('ok');
    // Nobody finds their own work good.
    expect(await step(first, 'verified')).toBe('right.missing');
    expect(await step(host, 'returned')).toBe('ok');
    expect(await step(first, 'reported')).toBe('ok');
    expect(await step(second, 'reported')).toBe('row.unknown');
    for (const to of ['verified', 'closed'] as const) expect(await step(host, to), to).toBe('ok');
    const [task] = (await rowsOf(first)).tasks;
    expect(task?.state).toBe('closed');
    expect(task?.notes.map(({ state }) => state)).toEqual([
      'accepted',
      'inProgress',
      'reported',
      'returned',
      'reported',
      'verified',
      'closed',
    ]);
  });

  it('goes to nobody who is neither below nor invited, and its id is taken once', async () => {
    const own = planOf({ orgId: county.orgs.first, orgIds: [] });
    expect(await make(first, 'meeting.plan', own)).toBe('ok');
    expect(await make(first, 'meeting.decide', decision(own.id, { ownerOrgId: county.orgs.second }))).toBe('state.conflict');
    const args = decision(own.id, { ownerOrgId: county.orgs.firstVillage });
    expect(await make(first, 'meeting.decide', args)).toBe('ok');
    expect(await make(first, 'meeting.decide', args)).toBe('state.conflict');
  });
});
