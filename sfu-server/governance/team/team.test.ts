import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MutationArgs, MutationName } from '../../protocol/mutations.ts';
import type { Account } from '../../protocol/session.ts';
import { SCHEMA_VERSION } from '../../protocol/version.ts';
import { headVersion } from '../../store/change-log.ts';
import { readMediators, readStudios } from '../../store/team-rows.ts';
import { openSmallCounty, type SmallCounty } from '../../testing/small-county.ts';
import { DataCore } from '../data-core.ts';
import { Feed } from '../feed.ts';
import { candidatesFor } from '../mediation/candidates.ts';
import { accountsToLink } from './accounts.ts';
import { teamFigures } from './figures.ts';

/** A Wednesday, 10:00 in the county. */
const NOW = Date.UTC(2026, 8, 23, 2);
const DAY_MS = 86_400_000;

let county: SmallCounty;
let core: DataCore;
let town: Account;
let leader: Account;
let mediator: Account;
let village: Account;
/** When something was last said of somebody, UTC ms. */
let ratedAt: number;

beforeEach(async () => {
  county = await openSmallCounty();
  core = new DataCore(county.db, () => NOW);
  ratedAt = NOW;
  const { first, firstVillage } = county.orgs;
  town = await county.account('town', 'operator', first);
  leader = await county.account('leader', 'leader', first);
  mediator = await county.account('mediator', 'mediator', first);
  village = await county.account('village', 'operator', firstVillage);
});
afterEach(() => county.db.destroy());

async function make<N extends MutationName>(name: N, args: MutationArgs<N>, account: Account = town): Promise<string> {
  const [result] = await core.push(uuidv7(), [{ number: 1, name, args, createdAt: 1 }], account);
  return result?.status === 'refused' ? result.error.code : 'ok';
}

type Add = MutationArgs<'mediator.add'>;
function profile(changes: Partial<Add> = {}): Add {
  const nothing = { accountId: null, studioId: null, committee: null, certificate: null, phone: null, words: '' };
  const lists = { fields: [], duty: [], languages: [] };
  return { id: uuidv7(), orgId: county.orgs.first, name: '梁文山', kind: 'elder', active: true, ...nothing, ...lists, ...changes };
}
async function added(changes: Partial<Add> = {}): Promise<string> {
  const args = profile(changes);
  expect(await make('mediator.add', args)).toBe('ok');
  return args.id;
}
async function founded(changes: Partial<MutationArgs<'studio.add'>> = {}): Promise<string> {
  const args = { id: uuidv7(), orgId: county.orgs.first, name: '评理堂', leaderId: null, fields: [], words: '', active: true, ...changes };
  expect(await make('studio.add', args)).toBe('ok');
  return args.id;
}
const read = async (id: string) => (await readMediators(county.db, [id]))[0];

describe('a mediator’s profile', () => {
  it('is kept as it was written, and set right field by field', async () => {
    const words = { name: '梁𡐓山', fields: ['land', 'family'] as Add['fields'], duty: [{ day: 3, from: 540, to: 720 }] as Add['duty'] };
    const id = await added({ ...words, languages: ['普通话'], certificate: 'J1' });
    expect(await read(id)).toMatchObject({ ...words, languages: ['普通话'], certificate: 'J1', photoId: null });
    expect(await make('mediator.edit', { id, change: { kind: 'police' } })).toBe('ok');
    expect(await make('mediator.edit', { id, change: { active: false } })).toBe('ok');
    expect(await read(id)).toMatchObject({ ...words, kind: 'police', active: false });
  });

  it('is refused malformed, and changes nothing', async () => {
    const id = await added();
    const before = await read(id);
    const wrong = [
      { fields: ['land', 'land'] },
      { fields: ['wages'] },
      { duty: [{ day: 3, from: 720, to: 540 }] },
      { languages: ['普通话', '普通话'] },
      { kind: 'king' },
      { name: '\u0000' },
      {},
    ];
    for (const change of wrong) {
      expect(await make('mediator.edit', { id, change: change as MutationArgs<'mediator.edit'>['change'] })).toBe('mutation.malformed');
    }
    expect(await make('mediator.add', { ...profile(), id })).toBe('state.conflict');
    expect(await read(id)).toEqual(before);
  });

  it('belongs to one account, of its organisation or below it', async () => {
    await added({ accountId: mediator.id });
    expect(await make('mediator.add', profile({ accountId: mediator.id }))).toBe('team.account_taken');
    expect(await make('mediator.add', profile({ accountId: village.id }))).toBe('ok');
    const above = await county.account('above', 'mediator', county.orgs.county);
    for (const accountId of [above.id, uuidv7()]) expect(await make('mediator.add', profile({ accountId }))).toBe('account.unknown');
  });

  it('proposes accounts that could mediate and have no profile, to whoever keeps the team there', async () => {
    await county.account('admin', 'admin', county.orgs.first);
    await county.account('clerk', 'clerk', county.orgs.first);
    const mediatorId = await added({ accountId: mediator.id });
    const { first: orgId } = county.orgs;
    const names = async (of: string | null) => (await accountsToLink(county.db, town, { orgId, mediatorId: of })).map(({ name }) => name);
    expect(await names(null)).toEqual(['leader', 'town', 'village']);
    expect(await names(mediatorId)).toEqual(['leader', 'mediator', 'town', 'village']);
    await expect(accountsToLink(county.db, village, { orgId, mediatorId: null })).rejects.toMatchObject({ code: 'right.missing' });
    await expect(accountsToLink(county.db, town, { orgId: uuidv7(), mediatorId: null })).rejects.toMatchObject({ code: 'row.unknown' });
  });

  it('shows a picture of its own, and nobody else’s file', async () => {
    const id = await added();
    const other = await added();
    const file = (ownerId: string, mediaType: 'image/jpeg' | 'application/pdf', name: string) => {
      const args = { id: uuidv7(), ownerEntity: 'mediator' as const, ownerId, name, mediaType, size: 3, sha256: 'a'.repeat(64) };
      return args;
    };
    const [own, paper, others] = [
      file(id, 'image/jpeg', '照.jpg'),
      file(id, 'application/pdf', '证.pdf'),
      file(other, 'image/jpeg', '照.jpg'),
    ];
    for (const one of [own, paper, others]) expect(await make('attachment.add', one)).toBe('ok');
    for (const { id: photoId } of [paper, others]) expect(await make('mediator.edit', { id, change: { photoId } })).toBe('row.unknown');
    expect(await make('mediator.edit', { id, change: { photoId: own.id } })).toBe('ok');
    expect((await read(id))?.photoId).toBe(own.id);
    expect(await make('mediator.edit', { id, change: { photoId: null } })).toBe('ok');
    expect((await read(id))?.photoId).toBeNull();
    await make('mediator.edit', { id, change: { photoId: own.id } });
    await county.db.updateTable('attachments').set({ complete: 1 }).execute();
    expect(await make('attachment.drop', { id: own.id }, village)).toBe('right.missing');
    // Also when it is there, and by whoever keeps the profile.
    expect(await make('attachment.drop', { id: own.id }, mediator)).toBe('ok');
    expect((await read(id))?.photoId).toBeNull();
    expect(await county.db.selectFrom('attachments').select('id').where('id', '=', own.id).execute()).toEqual([]);
  });

  it('is seen with its files by the branch and by those below, and written on by neither of the latter', async () => {
    const id = await added();
    const photo = { id: uuidv7(), ownerEntity: 'mediator' as const, ownerId: id, name: '照.jpg', mediaType: 'image/jpeg' as const };
    await make('attachment.add', { ...photo, size: 3, sha256: 'a'.repeat(64) });
    const above = await county.account('above', 'operator', county.orgs.county);
    const elsewhere = await county.account('elsewhere', 'operator', county.orgs.second);
    const feed = new Feed(county.db);
    const all = { schemaVersion: SCHEMA_VERSION, after: null, limit: 1000 };
    const seen = async (account: Account) => {
      const { rows } = await feed.snapshot(all, account);
      return rows.flatMap((one) => (one.op === 'put' && [id, photo.id].includes(one.row.id) ? [one.entity] : []));
    };
    const pulled = async (account: Account) => {
      const head = await headVersion(county.db);
      const answer = await feed.pull({ clientId: uuidv7(), schemaVersion: SCHEMA_VERSION, cursor: head - 2, limit: 10 }, account);
      return answer.kind === 'changes' ? answer.changes.flatMap((one) => (one.op === 'put' ? [one.entity] : [])) : [answer.kind];
    };
    for (const account of [above, town, village]) {
      expect(await seen(account), account.name).toEqual(['mediator', 'attachment']);
      expect(await pulled(account), account.name).toEqual(['mediator', 'attachment']);
    }
    expect(await seen(elsewhere)).toEqual([]);
    expect(await pulled(elsewhere)).toEqual([]);
    expect(await make('mediator.edit', { id, change: { words: '改' } }, village)).toBe('right.missing');
    expect(await make('mediator.edit', { id, change: { words: '改' } }, elsewhere)).toBe('row.unknown');
  });
});

describe('a studio', () => {
  it('has a leader and members who are there and to be seen', async () => {
    const id = await added();
    const studioId = await founded({ leaderId: id });
    expect(await make('mediator.edit', { id, change: { studioId } })).toBe('ok');
    expect(await make('mediator.edit', { id, change: { studioId: uuidv7() } })).toBe('row.unknown');
    expect(await make('studio.edit', { id: studioId, change: { leaderId: uuidv7() } })).toBe('row.unknown');
    const elsewhere = await county.account('elsewhere', 'operator', county.orgs.second);
    const foreign = profile({ orgId: county.orgs.second, studioId });
    expect(await make('mediator.add', foreign, elsewhere)).toBe('row.unknown');
    expect((await readStudios(county.db, [studioId]))[0]).toMatchObject({ leaderId: id, active: true });
  });

  it('takes in whom its keepers put there; from below it is only left', async () => {
    const studioId = await founded();
    const own = profile({ orgId: county.orgs.firstVillage });
    expect(await make('mediator.add', { ...own, studioId }, village)).toBe('right.missing');
    expect(await make('mediator.add', own, village)).toBe('ok');
    expect(await make('mediator.edit', { id: own.id, change: { studioId } }, village)).toBe('right.missing');
    expect((await read(own.id))?.studioId).toBeNull();
    expect(await make('mediator.edit', { id: own.id, change: { studioId } })).toBe('ok');
    expect(await make('mediator.edit', { id: own.id, change: { studioId: null } }, village)).toBe('ok');
  });
});

/** A dispute in the first township, taken in and given to somebody. */
async function mediated(by: Account, field: 'land' | 'family' = 'land'): Promise<string> {
  const id = uuidv7();
  const people = { applicantName: '王桂兰', respondentName: null, phone: null, handlerName: null };
  const words = { title: '山林界址争议', facts: '', field, kind: 'mediation' as const };
  await make('case.register', { id, orgId: county.orgs.first, gridId: null, registeredAt: NOW, ...people, ...words });
  await make('case.advance', { id, to: 'accepted', noteId: uuidv7(), note: '' });
  await make('mediation.assign', { id, mediator: { accountId: by.id, name: by.name }, assistants: [] });
  return id;
}
/** Parties say so, each of another case, one after another. */
async function rated(by: Account, stars: readonly number[]): Promise<void> {
  for (const one of stars) {
    ratedAt += 1;
    const row = { case_id: await mediated(by), party_id: uuidv7(), mediator_id: by.id, stars: one, words: '谢谢', at: ratedAt };
    await county.db.insertInto('party_ratings').values(row).execute();
  }
}
const of = async (account: Account, id: string) => (await teamFigures(county.db, account, NOW)).mediators.find((one) => one.id === id);

describe('the load of the team', () => {
  it('counts open cases, and the hearings of this week that are not called off', async () => {
    const id = await added({ accountId: mediator.id });
    const outsider = await added();
    const caseId = await mediated(mediator);
    await mediated(town);
    const done = await mediated(mediator);
    await make('case.advance', { id: done, to: 'withdrawn', noteId: uuidv7(), note: '' });
    const days = [-3, 0, 4, 5];
    for (const day of days) {
      const hearing = { sessionId: uuidv7(), startsAt: NOW + day * DAY_MS, durationMin: 60, place: null };
      expect(await make('mediation.planSession', { id: caseId, ...hearing })).toBe('ok');
      if (day === 0) await make('mediation.cancelSession', { id: caseId, sessionId: hearing.sessionId, reason: '改期' });
    }
    // Of these only the one on Sunday is left: the others are last week, called off, next week.
    expect(await of(village, id)).toEqual({ id, open: 1, hearings: 1, rating: null });
    expect(await of(village, outsider)).toBeUndefined();
  });
});

describe('what parties have said', () => {
  it('is shown as an average of whole groups of three, to oneself and to offices', async () => {
    const id = await added({ accountId: mediator.id });
    await rated(mediator, [5, 4]);
    for (const account of [mediator, town, leader]) expect((await of(account, id))?.rating).toEqual({ count: 0, average: null });
    await rated(mediator, [4]);
    for (const account of [mediator, town, leader]) expect((await of(account, id))?.rating).toEqual({ count: 3, average: 4.3 });
    await rated(mediator, [1]);
    expect((await of(mediator, id))?.rating).toEqual({ count: 3, average: 4.3 });
    const colleague = await county.account('colleague', 'mediator', county.orgs.first);
    const duty = await county.account('duty', 'duty', county.orgs.first);
    for (const account of [colleague, duty, village]) expect((await of(account, id))?.rating).toBeNull();
    const worker = await county.account('worker', 'gridWorker', county.orgs.first);
    await expect(teamFigures(county.db, worker, NOW)).rejects.toMatchObject({ code: 'right.missing' });
  });

  it('adds up in a studio to no more than is shown of its people, for offices and not for its leader', async () => {
    const id = await added({ accountId: mediator.id });
    const studioId = await founded({ leaderId: id });
    await make('mediator.edit', { id, change: { studioId } });
    const colleague = await county.account('colleague', 'mediator', county.orgs.first);
    await added({ accountId: colleague.id, studioId });
    await rated(mediator, [5, 5, 4]);
    await rated(colleague, [1, 1]);
    const figures = async (account: Account) => (await teamFigures(county.db, account, NOW)).studios.find((one) => one.id === studioId);
    expect(await figures(town)).toEqual({ id: studioId, open: 5, hearings: 0, rating: { count: 3, average: 4.7 } });
    for (const account of [mediator, colleague]) expect((await figures(account))?.rating).toBeNull();
    await rated(colleague, [1]);
    expect((await figures(town))?.rating).toEqual({ count: 6, average: 2.8 });
    expect((await figures(mediator))?.rating).toBeNull();
  });
});

describe('who is proposed for a case', () => {
  it('knows about it before who is on duty now, and that before who has less to do; who mediates no more is not there', async () => {
    const hours = [{ day: 3 as const, from: 540, to: 720 }];
    await added({ accountId: leader.id, duty: hours });
    await added({ accountId: mediator.id, duty: [{ day: 3, from: 840, to: 1000 }] });
    await mediated(leader);
    const expert = await added({ accountId: town.id, fields: ['land'] });
    const gone = await county.account('gone', 'mediator', county.orgs.first);
    await added({ accountId: gone.id, fields: ['land'], active: false });
    await mediated(town);
    const id = await mediated(town);
    const names = async () =>
      (await candidatesFor(county.db, town, id, NOW)).map(({ name, matches, load, duty }) => `${name} ${matches} ${load} ${duty}`);
    expect(await names()).toEqual(['town true 2 null', 'leader false 1 now', 'mediator false 0 later']);
    await make('mediator.edit', { id: expert, change: { fields: [] } });
    expect(await names()).toEqual(['leader false 1 now', 'mediator false 0 later', 'town false 2 null']);
  });
});
