import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Agreement } from '../../protocol/entities/agreement.ts';
import type { CaseState } from '../../protocol/entities/case.ts';
import type { MutationArgs, MutationName } from '../../protocol/mutations.ts';
import type { Account } from '../../protocol/session.ts';
import { readAgreements } from '../../store/agreement-rows.ts';
import { openSmallCounty, type SmallCounty } from '../../testing/small-county.ts';
import { DataCore } from '../data-core.ts';
import { readVersion } from './present.ts';

const NOW = Date.UTC(2026, 8, 20);
const DAY_MS = 86_400_000;

let county: SmallCounty;
let core: DataCore;
let now: number;
let first: Account;
let second: Account;

beforeEach(async () => {
  county = await openSmallCounty();
  now = NOW;
  core = new DataCore(county.db, () => now);
  first = await county.account('first', 'mediator', county.orgs.first);
  second = await county.account('second', 'mediator', county.orgs.first);
});
afterEach(() => county.db.destroy());

async function make<N extends MutationName>(name: N, args: MutationArgs<N>, account: Account = first): Promise<string> {
  const [result] = await core.push(uuidv7(), [{ number: 1, name, args, createdAt: 1 }], account);
  return result?.status === 'refused' ? result.error.code : 'ok';
}
const advance = (id: string, to: CaseState, note = '办') => make('case.advance', { id, to, noteId: uuidv7(), note });

async function handled(): Promise<string> {
  const id = uuidv7();
  const people = { applicantName: '王㛃兰', respondentName: null, phone: null, handlerName: null };
  const words = { title: '宅基地边界争议', facts: '', field: 'housing' as const, kind: 'mediation' as const };
  expect(await make('case.register', { id, orgId: county.orgs.first, gridId: null, ...people, ...words, registeredAt: now })).toBe('ok');
  expect(await advance(id, 'accepted')).toBe('ok');
  expect(await advance(id, 'handling')).toBe('ok');
  return id;
}
async function read(id: string): Promise<Agreement> {
  const [agreement] = await readAgreements(county.db, [id]);
  if (agreement === undefined) throw new Error('No agreement is stored.');
  return agreement;
}
const duty = (id: string) => ({ id, who: '李𡐓', toWhom: '王㛃兰', what: '赔偿款', fen: 500_000, due: NOW + 5 * DAY_MS, how: '转账' });
/** A scan of the agreement with its hands, as it was brought. */
async function brought(id: string): Promise<void> {
  const pdf = { unsigned_sha256: 'a'.repeat(64), unsigned_bytes: 1, unsigned_pages: 1 };
  const made = { made_at: NOW, made_by_id: first.id, made_by_name: first.name };
  const words = {
    case_id: id,
    form: 'agreement',
    subject: '',
    version: 1,
    title: '协议书',
    audience: 'all',
    committee: '调委会',
    in_order: 0,
  };
  await county.db
    .insertInto('case_papers')
    .values({ id: uuidv7(), ...words, state: 'signed', ...pdf, ...made })
    .execute();
}
async function inForce(): Promise<{ id: string; dutyId: string }> {
  const id = await handled();
  const dutyId = uuidv7();
  expect(await make('agreement.putDuty', { id, duty: duty(dutyId) })).toBe('ok');
  await brought(id);
  expect(await make('agreement.takeEffect', { id, at: NOW })).toBe('ok');
  expect(await advance(id, 'settled')).toBe('ok');
  return { id, dutyId };
}

describe('a draft', () => {
  it('is written field by field and clause by clause by two people, and has what both wrote', async () => {
    const id = await handled();
    const [a, b] = [uuidv7(), uuidv7()];
    expect(await make('agreement.write', { id, change: { facts: '界址不清。' } }, first)).toBe('ok');
    expect(await make('agreement.putClause', { id, clauseId: a, change: { text: '拆除围墙。' } }, second)).toBe('ok');
    expect(await make('agreement.write', { id, change: { performance: '于村委会当面履行。' } }, first)).toBe('ok');
    expect(await make('agreement.putClause', { id, clauseId: b, change: { text: '互不追究。', position: 0.5 } }, second)).toBe('ok');
    expect(await read(id)).toMatchObject({
      facts: '界址不清。',
      performance: '于村委会当面履行。',
      clauses: [
        { id: b, text: '互不追究。' },
        { id: a, text: '拆除围墙。' },
      ],
    });
  });

  it('keeps what somebody else had written of the same clause as a version of theirs: the last write holds, nothing is lost', async () => {
    const id = await handled();
    const clauseId = uuidv7();
    await make('agreement.putClause', { id, clauseId, change: { text: '赔偿五千元。' } }, first);
    now += 1000;
    await make('agreement.putClause', { id, clauseId, change: { text: '赔偿六千元。' } }, second);
    const agreement = await read(id);
    expect(agreement.clauses).toMatchObject([{ text: '赔偿六千元。' }]);
    expect(agreement.versions).toMatchObject([{ number: 1, byName: first.name, reason: 'takenOver', at: NOW }]);
    expect((await readVersion(county.db, id, 1)).clauses).toMatchObject([{ text: '赔偿五千元。' }]);
  });

  it('has a clause again that one took out while another wrote it; a mere move brings nothing back', async () => {
    const id = await handled();
    const clauseId = uuidv7();
    await make('agreement.putClause', { id, clauseId, change: { text: '拆除围墙。' } });
    await make('agreement.dropClause', { id, clauseId });
    await make('agreement.putClause', { id, clauseId, change: { position: 3 } }, second);
    expect((await read(id)).clauses).toEqual([]);
    await make('agreement.putClause', { id, clauseId, change: { text: '三日内拆除围墙。' } }, second);
    expect((await read(id)).clauses).toMatchObject([{ id: clauseId, text: '三日内拆除围墙。' }]);
  });

  it('is taken back to an older version as a new one, and what it replaces is kept', async () => {
    const id = await handled();
    await make('agreement.write', { id, change: { facts: '一稿' } });
    expect(await make('agreement.save', { id, note: '初稿' })).toBe('ok');
    await make('agreement.write', { id, change: { facts: '二稿' } });
    expect(await make('agreement.restore', { id, number: 1 })).toBe('ok');
    const { facts, versions } = await read(id);
    expect(facts).toBe('一稿');
    expect(versions.map(({ number, reason }) => [number, reason])).toEqual([
      [3, 'restored'],
      [2, 'takenOver'],
      [1, 'saved'],
    ]);
    expect((await readVersion(county.db, id, 2)).facts).toBe('二稿');
    expect(await make('agreement.restore', { id, number: 9 })).toBe('row.unknown');
  });

  it('is closed to those who do not handle the case, and once the case has a result', async () => {
    const id = await handled();
    const elsewhere = await county.account('elsewhere', 'mediator', county.orgs.second);
    const clerk = await county.account('clerk', 'clerk', county.orgs.first);
    expect(await make('agreement.write', { id, change: { facts: '改' } }, elsewhere)).toBe('row.unknown');
    expect(await make('agreement.write', { id, change: { facts: '改' } }, clerk)).toBe('row.unknown');
    expect(await advance(id, 'failed')).toBe('ok');
    expect(await make('agreement.write', { id, change: { facts: '改' } })).toBe('state.conflict');
  });

  it('keeps versions that the database itself lets nobody change or delete', async () => {
    const id = await handled();
    await make('agreement.save', { id, note: '' });
    await expect(county.db.updateTable('agreement_versions').set({ note: '改' }).execute()).rejects.toThrow('does not change');
    await expect(county.db.deleteFrom('agreement_versions').execute()).rejects.toThrow('not deleted');
  });
});

describe('what was agreed', () => {
  it('is seen to be done or not, the last word holding, and only of duties and receipts that there are', async () => {
    const { id, dutyId } = await inForce();
    const seen = { id, dutyId, at: NOW, words: '', receiptIds: [] };
    expect(await make('agreement.perform', { ...seen, outcomeId: uuidv7(), result: 'notDone' })).toBe('ok');
    expect(await make('agreement.perform', { ...seen, outcomeId: uuidv7(), result: 'done' })).toBe('ok');
    expect((await read(id)).outcomes.map(({ result }) => result)).toEqual(['notDone', 'done']);
    expect(await make('agreement.perform', { ...seen, outcomeId: uuidv7(), dutyId: uuidv7(), result: 'done' })).toBe('row.unknown');
    expect(await make('agreement.perform', { ...seen, outcomeId: uuidv7(), result: 'done', receiptIds: [uuidv7()] })).toBe('row.unknown');
  });

  it('is in force only once it was signed, from a day that then stands', async () => {
    const id = await handled();
    await make('agreement.putDuty', { id, duty: duty(uuidv7()) });
    expect(await make('agreement.takeEffect', { id, at: NOW })).toBe('state.conflict');
    await brought(id);
    expect(await make('agreement.takeEffect', { id, at: NOW })).toBe('ok');
    expect(await make('agreement.takeEffect', { id, at: NOW - DAY_MS })).toBe('state.conflict');
    expect((await read(id)).effectiveAt).toBe(NOW);
  });

  it('keeps its words and its force when it is not kept and the case is handled again', async () => {
    const { id, dutyId } = await inForce();
    await make('agreement.save', { id, note: '' });
    expect(await advance(id, 'handling')).toBe('ok');
    const before = await read(id);
    expect(await make('agreement.write', { id, change: { facts: '改' } })).toBe('state.conflict');
    expect(await make('agreement.putClause', { id, clauseId: uuidv7(), change: { text: '改' } })).toBe('state.conflict');
    expect(await make('agreement.dropDuty', { id, dutyId })).toBe('state.conflict');
    expect(await make('agreement.restore', { id, number: 1 })).toBe('state.conflict');
    expect(await read(id)).toEqual(before);
    expect(before.effectiveAt).toBe(NOW);
  });

  it('is taken up again with a reason when it is not kept: a draft again, with what was in force as a version', async () => {
    const { id } = await inForce();
    const takeUp = () => make('agreement.takeUp', { id, noteId: uuidv7(), reason: '对方未按期履行，双方同意另行协商' });
    expect(await takeUp()).toBe('state.conflict');
    expect(await advance(id, 'handling')).toBe('ok');
    expect(await takeUp()).toBe('ok');
    expect(await read(id)).toMatchObject({ effectiveAt: null, finished: null, versions: [{ note: '对方未按期履行，双方同意另行协商' }] });
    expect(await make('agreement.write', { id, change: { facts: '改' } })).toBe('ok');
    expect(await takeUp()).toBe('state.conflict');
  });

  it('is not taken up again while the court has it before it, but once the court does not confirm it', async () => {
    const { id } = await inForce();
    await make('agreement.applyConfirmation', { id, court: '晶泉县人民法院', appliedAt: NOW });
    await advance(id, 'handling');
    const takeUp = () => make('agreement.takeUp', { id, noteId: uuidv7(), reason: '另行协商' });
    expect(await takeUp()).toBe('state.conflict');
    await make('agreement.courtAnswer', { id, answer: { result: 'rejected', number: null, at: NOW, words: '' } });
    expect(await takeUp()).toBe('ok');
  });

  it('is confirmed by the court, which answers once asked', async () => {
    const { id } = await inForce();
    const answer = { result: 'confirmed' as const, number: '（2026）晶民特1号', at: NOW, words: '' };
    expect(await make('agreement.courtAnswer', { id, answer })).toBe('state.conflict');
    expect(await make('agreement.applyConfirmation', { id, court: '晶泉县人民法院', appliedAt: NOW })).toBe('ok');
    expect(await make('agreement.courtAnswer', { id, answer })).toBe('ok');
    expect(await make('agreement.applyConfirmation', { id, court: '别的法院', appliedAt: NOW })).toBe('state.conflict');
    expect((await read(id)).confirmation).toMatchObject({ court: '晶泉县人民法院', answer });
  });

  it('is followed up before its case is closed, or the case is closed with a reason', async () => {
    const { id } = await inForce();
    expect(await advance(id, 'closed', '')).toBe('agreement.follow_up_missing');
    const visit = { at: NOW, how: 'visit', withWhom: '王㛃兰', situation: '已履行。', kept: 'yes', satisfied: 'yes' } as const;
    expect(await make('agreement.followUp', { id, followUpId: uuidv7(), ...visit })).toBe('ok');
    expect(await advance(id, 'closed', '')).toBe('ok');
    const other = await inForce();
    expect(await advance(other.id, 'closed', '当事人迁居外地，无法回访')).toBe('ok');
  });
});
