import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CASE_STATES, CASE_TRANSITIONS, type Case } from '../protocol/entities/case.ts';
import type { MutationArgs, MutationName } from '../protocol/mutations.ts';
import type { Account } from '../protocol/session.ts';
import { SCHEMA_VERSION } from '../protocol/version.ts';
import { readCases } from '../store/case-rows.ts';
import { headVersion } from '../store/change-log.ts';
import { openSmallCounty, type SmallCounty } from '../testing/small-county.ts';
import { DataCore } from './data-core.ts';
import { Feed } from './feed.ts';

const NOW = 1_790_000_000_000;
const DAY_MS = 86_400_000;

let county: SmallCounty;
let core: DataCore;
let now: number;
let operator: Account;

beforeEach(async () => {
  county = await openSmallCounty();
  now = NOW;
  core = new DataCore(county.db, () => now);
  operator = await county.account('operator', 'operator', county.orgs.first);
});
afterEach(() => county.db.destroy());

async function make<N extends MutationName>(name: N, args: MutationArgs<N>, account: Account = operator): Promise<string> {
  const [result] = await core.push(uuidv7(), [{ number: 1, name, args, createdAt: 1 }], account);
  return result?.status === 'refused' ? result.error.code : 'ok';
}

function registration(changes: Partial<MutationArgs<'case.register'>> = {}): MutationArgs<'case.register'> {
  const people = { applicantName: '王桂兰', respondentName: '李建国', phone: '100 1234-5678', handlerName: null };
  const words = { title: '宅基地边界争议', facts: '界址认定不一。', field: 'housing' as const };
  const place = { orgId: county.orgs.first, gridId: county.grids.first };
  return { id: uuidv7(), ...place, kind: 'mediation', ...people, ...words, registeredAt: NOW - 1, ...changes };
}

async function registered(changes: Partial<MutationArgs<'case.register'>> = {}): Promise<string> {
  const args = registration(changes);
  expect(await make('case.register', args)).toBe('ok');
  return args.id;
}

async function read(id: string): Promise<Case> {
  const [row] = await readCases(county.db, [id]);
  if (row === undefined) throw new Error('The case is not there.');
  return row;
}

const advance = (id: string, to: Case['state']) => make('case.advance', { id, to, noteId: uuidv7(), note: '办' });

describe('cases', () => {
  it('are numbered per organisation and kind, without gaps where one is refused', async () => {
    const ids = [await registered()];
    expect(await make('case.register', registration({ id: ids[0] ?? '' }))).toBe('state.conflict');
    ids.push(await registered({ kind: 'petition' }), await registered(), await registered({ orgId: county.orgs.firstVillage }));
    const numbers = await Promise.all(ids.map(async (id) => (await read(id)).number));
    expect(numbers).toEqual(['双湖镇调〔2026〕1号', '双湖镇访〔2026〕1号', '双湖镇调〔2026〕2号', '双湖村调〔2026〕1号']);
  });

  it('go through the states of the table and through no others', async () => {
    for (const to of CASE_STATES) {
      const id = await registered();
      expect(await advance(id, to), to).toBe(CASE_TRANSITIONS.registered.includes(to) ? 'ok' : 'state.conflict');
    }
    const id = await registered();
    for (const to of ['accepted', 'handling', 'settled', 'closed'] as const) expect(await advance(id, to), to).toBe('ok');
    expect((await read(id)).notes.map(({ state }) => state)).toEqual(['accepted', 'handling', 'settled', 'closed']);
    expect(await advance(id, 'handling')).toBe('state.conflict');
  });

  it('have limits: petitions 15 days to accept and 60 to decide, mediation 30 from its acceptance, none when settled', async () => {
    const petition = await registered({ kind: 'petition' });
    expect((await read(petition)).dueAt).toBe(NOW + 15 * DAY_MS);
    now += DAY_MS;
    await advance(petition, 'accepted');
    now += DAY_MS;
    await advance(petition, 'handling');
    expect((await read(petition)).dueAt).toBe(NOW + 61 * DAY_MS);
    await advance(petition, 'settled');
    expect((await read(petition)).dueAt).toBeNull();
    const mediation = await registered();
    expect((await read(mediation)).dueAt).toBeNull();
    await advance(mediation, 'accepted');
    expect((await read(mediation)).dueAt).toBe(now + 30 * DAY_MS);
  });

  it.each([
    ['mediation', 'settled', 30],
    ['mediation', 'failed', 30],
    ['petition', 'settled', 60],
    ['petition', 'failed', 60],
  ] as const)('of the kind %s that are taken up again after they were %s have their time anew: %d days', async (kind, ended, days) => {
    const id = await registered({ kind });
    for (const to of ['accepted', 'handling', ended] as const) await advance(id, to);
    now += 100 * DAY_MS;
    expect(await advance(id, 'handling')).toBe('ok');
    expect((await read(id)).dueAt).toBe(now + days * DAY_MS);
  });

  it('are edited field by field: of two edits the last holds where they meet, and both where they do not', async () => {
    const id = await registered({ kind: 'petition' });
    expect(await make('case.edit', { id, change: { title: '甲', phone: null } })).toBe('ok');
    expect(await make('case.edit', { id, change: { title: '乙', handlerName: '许文清' } })).toBe('ok');
    expect(await read(id)).toMatchObject({
      title: '乙',
      phone: null,
      handlerName: '许文清',
      applicantName: '王桂兰',
      facts: '界址认定不一。',
    });
  });

  it('are not edited when closed, nor with nothing, nor into a field of the other kind', async () => {
    const id = await registered();
    expect(await make('case.edit', { id, change: {} })).toBe('mutation.malformed');
    expect(await make('case.edit', { id, change: { field: 'wages' } })).toBe('mutation.malformed');
    expect(await make('case.register', registration({ field: 'welfare' }))).toBe('mutation.malformed');
    // Who mediates is assigned.
    expect(await make('case.register', registration({ handlerName: '许文清' }))).toBe('mutation.malformed');
    for (const to of ['refused', 'closed'] as const) await advance(id, to);
    expect(await make('case.edit', { id, change: { title: '改' } })).toBe('state.conflict');
    expect(await make('case.note', { id, noteId: uuidv7(), text: '回访' })).toBe('ok');
  });

  it('lie in the organisation that handles them, or below it', async () => {
    expect(await make('case.register', registration({ gridId: county.grids.second }))).toBe('state.conflict');
    expect(await make('case.register', registration({ gridId: uuidv7() }))).toBe('row.unknown');
    expect(await make('case.register', registration({ orgId: county.orgs.second, gridId: null }))).toBe('right.missing');
  });

  it('and their files are neither sent nor named to a role that reads no cases', async () => {
    const feed = new Feed(county.db);
    const host = await county.account('host', 'host', county.orgs.first);
    const before = await headVersion(county.db);
    const id = await registered();
    const file = { id: uuidv7(), name: '借条.jpg', mediaType: 'image/jpeg', size: 3, sha256: 'a'.repeat(64) } as const;
    expect(await make('attachment.add', { ...file, ownerEntity: 'case', ownerId: id })).toBe('ok');
    const pull = (account: Account) =>
      feed.pull({ clientId: uuidv7(), schemaVersion: SCHEMA_VERSION, cursor: before, limit: 100 }, account);
    expect(await pull(host)).toMatchObject({ kind: 'changes', changes: [], cursor: await headVersion(county.db) });
    const handler = await pull(operator);
    expect(handler.kind === 'changes' && handler.changes.map(({ entity }) => entity)).toEqual(['case', 'mediation', 'attachment']);
    const { rows } = await feed.snapshot({ schemaVersion: SCHEMA_VERSION, after: null, limit: 1000 }, host);
    expect(rows.map(({ entity }) => entity)).not.toContain('attachment');
  });
});

describe('a file announced by a console of before, when files belonged to events only', () => {
  it('belongs to its event', async () => {
    const eventId = uuidv7();
    const place = { orgId: county.orgs.firstVillage, gridId: null, position: { lat: 32, lng: 112 } };
    const words = { title: '井盖缺失', detail: '', kind: 'safety' as const, level: 2 as const };
    await make('event.report', { id: eventId, ...place, ...words, reportedAt: 1 });
    const args = { id: uuidv7(), eventId, name: '现场.jpg', mediaType: 'image/jpeg', size: 3, sha256: 'a'.repeat(64) };
    const [result] = await core.push(uuidv7(), [{ number: 1, name: 'attachment.add', args, createdAt: 1 }], operator);
    expect(result?.status).toBe('applied');
    const row = await county.db.selectFrom('attachments').selectAll().executeTakeFirstOrThrow();
    expect(row).toMatchObject({ owner_entity: 'event', owner_id: eventId });
  });
});
