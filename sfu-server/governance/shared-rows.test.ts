import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MutationArgs, MutationName } from '../protocol/mutations.ts';
import type { Account } from '../protocol/session.ts';
import { SCHEMA_VERSION } from '../protocol/version.ts';
import { AccountRepository } from '../store/accounts.ts';
import { advanceVersion, headVersion } from '../store/change-log.ts';
import { openSmallCounty, type SmallCounty } from '../testing/small-county.ts';
import { DataCore } from './data-core.ts';
import { Feed } from './feed.ts';

let county: SmallCounty;
let core: DataCore;
let feed: Feed;
let duty: Account;
let first: Account;
let firstVillage: Account;
let second: Account;

beforeEach(async () => {
  county = await openSmallCounty();
  core = new DataCore(county.db, () => 1_790_000_000_000);
  feed = new Feed(county.db);
  duty = await county.account('duty', 'duty', county.orgs.county);
  first = await county.account('first', 'operator', county.orgs.first);
  firstVillage = await county.account('firstVillage', 'operator', county.orgs.firstVillage);
  second = await county.account('second', 'operator', county.orgs.second);
});
afterEach(() => county.db.destroy());

/** @returns `ok`, or the code of the refusal */
async function make<N extends MutationName>(account: Account, name: N, args: MutationArgs<N>): Promise<string> {
  const [result] = await core.push(uuidv7(), [{ number: 1, name, args, createdAt: 1 }], account);
  return result?.status === 'refused' ? result.error.code : 'ok';
}

async function issue(account: Account, sharedWith: string[] = []): Promise<string> {
  const id = uuidv7();
  const words = { title: '关于排查的通知', kind: 'notice' as const, body: '一、排查。' };
  expect(await make(account, 'document.issue', { id, orgId: account.organisation.id, ...words, sharedWith, issuedAt: 1 })).toBe('ok');
  return id;
}

/** What a console that starts with nothing is given of these. */
async function hydrated(account: Account): Promise<string[]> {
  const { rows } = await feed.snapshot({ schemaVersion: SCHEMA_VERSION, after: null, limit: 1000 }, account);
  return rows
    .flatMap((change) => (change.op === 'put' && ['document', 'attachment'].includes(change.entity) ? [change.row.id] : []))
    .sort();
}

/** What a console that has everything up to `cursor` is told: the row as it is now, or that it is gone. */
async function told(account: Account, cursor: number): Promise<Record<string, string>> {
  const pulled = await feed.pull({ clientId: uuidv7(), schemaVersion: SCHEMA_VERSION, cursor, limit: 100 }, account);
  if (pulled.kind !== 'changes') throw new Error(pulled.reason);
  return Object.fromEntries(
    pulled.changes.map((change) =>
      change.op === 'delete' ? [change.id, 'gone'] : [change.row.id, change.entity === 'document' ? change.row.title : change.entity],
    ),
  );
}

const head = () => headVersion(county.db);

describe('a document', () => {
  it('is in the first copy of its own branch and of the branches that it is shared with, once each', async () => {
    const id = await issue(first, [county.orgs.second, county.orgs.firstVillage]);
    expect(await hydrated(duty)).toEqual([id]);
    expect(await hydrated(first)).toEqual([id]);
    expect(await hydrated(firstVillage)).toEqual([id]);
    expect(await hydrated(second)).toEqual([id]);
    const { total } = await feed.snapshot({ schemaVersion: SCHEMA_VERSION, after: null, limit: 1 }, duty);
    const own = await issue(duty);
    expect(await hydrated(first)).not.toContain(own);
    expect((await feed.snapshot({ schemaVersion: SCHEMA_VERSION, after: null, limit: 1 }, duty)).total).toBe(total + 1);
  });

  it('comes to a branch when it is shared later, and every change of it from then on', async () => {
    const id = await issue(first);
    let before = await head();
    expect(await make(first, 'document.share', { id, orgId: county.orgs.second })).toBe('ok');
    expect(await told(second, before)).toEqual({ [id]: '关于排查的通知' });
    expect(await told(firstVillage, before)).toEqual({});
    before = await head();
    expect(await make(first, 'document.edit', { id, change: { title: '更正' } })).toBe('ok');
    for (const account of [duty, first, second]) expect(await told(account, before), account.name).toEqual({ [id]: '更正' });
  });

  it('leaves a branch, with its files, when the share is taken back, and stays elsewhere', async () => {
    const id = await issue(duty, [county.orgs.first, county.orgs.second]);
    const file = uuidv7();
    const about = { name: '附表.pdf', mediaType: 'application/pdf', size: 3, sha256: 'a'.repeat(64) } as const;
    expect(await make(duty, 'attachment.add', { id: file, ownerEntity: 'document', ownerId: id, ...about })).toBe('ok');
    expect(await hydrated(second)).toEqual([file, id].sort());
    let before = await head();
    expect(await make(duty, 'document.unshare', { id, orgId: county.orgs.second })).toBe('ok');
    expect(await told(second, before)).toEqual({ [id]: 'gone', [file]: 'gone' });
    expect(await told(first, before)).toEqual({ [id]: '关于排查的通知' });
    expect(await hydrated(second)).toEqual([]);
    before = await head();
    expect(await make(duty, 'document.edit', { id, change: { title: '更正' } })).toBe('ok');
    expect(await told(second, before)).toEqual({});
    expect(await make(duty, 'document.share', { id, orgId: county.orgs.second })).toBe('ok');
    expect(await told(second, before)).toEqual({ [id]: '更正', [file]: 'attachment' });
  });

  it('that is shared with a township and a village of it stays with the village while one of the two holds', async () => {
    const id = await issue(duty, [county.orgs.first, county.orgs.firstVillage]);
    const before = await head();
    expect(await make(duty, 'document.unshare', { id, orgId: county.orgs.firstVillage })).toBe('ok');
    // The village's account sees what stands at its own place or below, not what stands at its township.
    expect(await told(firstVillage, before)).toEqual({ [id]: 'gone' });
    expect(await told(first, before)).toEqual({ [id]: '关于排查的通知' });
  });

  it('shared twice, or unshared where it is not shared, changes nothing', async () => {
    const id = await issue(duty, [county.orgs.first]);
    const before = await head();
    expect(await make(duty, 'document.share', { id, orgId: county.orgs.first })).toBe('ok');
    expect(await make(duty, 'document.unshare', { id, orgId: county.orgs.second })).toBe('ok');
    expect(await head()).toBe(before);
  });

  it('may be read and not changed by whom it is shared with, and is not shared with those who see it anyway', async () => {
    const id = await issue(first, [county.orgs.second]);
    expect(await make(second, 'document.edit', { id, change: { title: '他人改' } })).toBe('right.missing');
    expect(await make(second, 'document.unshare', { id, orgId: county.orgs.second })).toBe('right.missing');
    expect(await make(first, 'document.share', { id, orgId: county.orgs.county })).toBe('state.conflict');
    expect(await make(first, 'document.share', { id, orgId: uuidv7() })).toBe('row.unknown');
  });

  it('has its number from its own organisation, without gaps', async () => {
    const ids = [await issue(first), await issue(duty), await issue(first)];
    const rows = await county.db.selectFrom('documents').select(['id', 'number']).execute();
    expect(ids.map((id) => rows.find((row) => row.id === id)?.number)).toEqual([
      '双湖镇综治〔2026〕1号',
      '晶泉综治〔2026〕1号',
      '双湖镇综治〔2026〕2号',
    ]);
  });
});

it('an account that is moved to another organisation takes what is shared there, and loses what was shared where it was', async () => {
  const left = await issue(duty, [county.orgs.first]);
  const joined = await issue(duty, [county.orgs.second]);
  const before = await head();
  expect(await hydrated(first)).toEqual([left]);
  const accounts = new AccountRepository(county.db);
  await accounts.change(first.id, { orgId: county.orgs.second, scopeVersion: await advanceVersion(county.db, 1) });
  const moved = (await accounts.findById(first.id))?.account;
  if (moved === undefined) throw new Error('The account is gone.');
  const pulled = await feed.pull({ clientId: uuidv7(), schemaVersion: SCHEMA_VERSION, cursor: before, limit: 100 }, moved);
  expect(pulled).toMatchObject({ kind: 'snapshotRequired', reason: 'scopeChanged' });
  expect(await hydrated(moved)).toEqual([joined]);
  // A session that is only about to end takes no copy of the branch that was left.
  await expect(feed.snapshot({ schemaVersion: SCHEMA_VERSION, after: null, limit: 100 }, first)).rejects.toMatchObject({
    code: 'auth.changed',
  });
});
