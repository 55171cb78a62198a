import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CaseState } from '../../protocol/entities/case.ts';
import type { DepartmentWords } from '../../protocol/entities/department.ts';
import { CALL_ENDS, isOverdue, type JointCall } from '../../protocol/entities/joint-call.ts';
import type { MutationArgs, MutationName } from '../../protocol/mutations.ts';
import type { Account } from '../../protocol/session.ts';
import { SCHEMA_VERSION } from '../../protocol/version.ts';
import { readJointCalls } from '../../store/joint-rows.ts';
import { openSmallCounty, type SmallCounty } from '../../testing/small-county.ts';
import { readableCase } from '../case-papers/access.ts';
import { DataCore } from '../data-core.ts';
import { Feed } from '../feed.ts';

const NOW = Date.UTC(2026, 8, 20);

let county: SmallCounty;
let core: DataCore;
let feed: Feed;
let now: number;
let mediator: Account;
let leader: Account;
let labour: Account;
let colleague: Account;
let court: Account;
let departmentId: string;

beforeEach(async () => {
  county = await openSmallCounty();
  now = NOW;
  core = new DataCore(county.db, () => now);
  feed = new Feed(county.db);
  mediator = await county.account('mediator', 'mediator', county.orgs.first);
  leader = await county.account('leader', 'leader', county.orgs.county);
  labour = await county.account('labour', 'officer', county.orgs.county);
  colleague = await county.account('colleague', 'officer', county.orgs.county);
  court = await county.account('court', 'officer', county.orgs.county);
  departmentId = await department({ people: [labour, colleague] });
});
afterEach(() => county.db.destroy());

async function make<N extends MutationName>(name: N, args: MutationArgs<N>, account: Account = mediator): Promise<string> {
  const [result] = await core.push(uuidv7(), [{ number: 1, name, args, createdAt: 1 }], account);
  return result?.status === 'refused' ? result.error.code : 'ok';
}

const WORDS: DepartmentWords = { name: '县人社局', presence: 'resident', weekdays: [], phone: null, role: null, people: [] };
const person = ({ id }: Account) => ({ accountId: id, name: '随便' });

async function department({ people = [], ...words }: Partial<Omit<DepartmentWords, 'people'>> & { people?: readonly Account[] } = {}) {
  const id = uuidv7();
  const args = { id, orgId: county.orgs.first, ...WORDS, ...words, people: people.map(person) };
  expect(await make('department.add', args)).toBe('ok');
  return id;
}

async function accepted(): Promise<string> {
  const id = uuidv7();
  const people = { applicantName: '王桂兰', respondentName: null, phone: null, handlerName: null };
  const words = { title: '王桂兰欠薪纠纷', facts: '欠薪三月', field: 'labour' as const, kind: 'mediation' as const };
  expect(await make('case.register', { id, orgId: county.orgs.first, gridId: null, ...people, ...words, registeredAt: now })).toBe('ok');
  expect(await advance(id, 'accepted')).toBe('ok');
  return id;
}
const advance = (id: string, to: CaseState) => make('case.advance', { id, to, noteId: uuidv7(), note: '办' });

function callOf(caseId: string, changes: Partial<MutationArgs<'jointCall.make'>> = {}): MutationArgs<'jointCall.make'> {
  const shown = { orgName: '假', caseNumber: '假', field: null, departmentName: '假', people: [], session: null };
  const words = { words: '请派员参加。', answerBy: NOW + 1000, calledAt: 1 };
  return { id: uuidv7(), caseId, departmentId, orgId: county.orgs.first, ...shown, ...words, ...changes };
}
async function called(caseId: string): Promise<string> {
  const args = callOf(caseId);
  expect(await make('jointCall.make', args)).toBe('ok');
  return args.id;
}
const answer = (id: string, people: readonly Account[], account = labour, words = '') =>
  make(
    'jointCall.answer',
    { id, result: people.length === 0 && words === '' ? 'declined' : 'comes', people: people.map((one) => one.id), words },
    account,
  );

async function read(id: string): Promise<JointCall> {
  const [row] = await readJointCalls(county.db, [id]);
  if (row === undefined) throw new Error('The call is not there.');
  return row;
}

/** What an account holds, as `entity id`. */
async function heldBy(account: Account): Promise<string[]> {
  const { rows } = await feed.snapshot({ schemaVersion: SCHEMA_VERSION, after: null, limit: 1000 }, account);
  return rows.flatMap((one) => (one.op === 'put' ? [`${one.entity} ${one.row.id}`] : [])).toSorted();
}
async function changesFor(account: Account, cursor: number): Promise<string[]> {
  const answered = await feed.pull({ clientId: uuidv7(), schemaVersion: SCHEMA_VERSION, cursor, limit: 100 }, account);
  if (answered.kind !== 'changes') throw new Error(answered.reason);
  return answered.changes.map((one) => (one.op === 'put' ? `put ${one.entity}` : `delete ${one.entity}`)).toSorted();
}
const head = async () => (await feed.snapshot({ schemaVersion: SCHEMA_VERSION, after: null, limit: 1 }, leader)).cursor;

describe('the register of departments', () => {
  it('takes officers of the own line, under the names that the server knows', async () => {
    const [row] = await county.db.selectFrom('departments').select('people').where('id', '=', departmentId).execute();
    expect(JSON.parse(row?.people ?? '')).toEqual([
      { accountId: labour.id, name: labour.name },
      { accountId: colleague.id, name: colleague.name },
    ]);
    const elsewhere = await county.account('elsewhere', 'officer', county.orgs.second);
    for (const one of [mediator, elsewhere]) {
      expect(await make('department.edit', { id: departmentId, change: { people: [person(one)] } })).toBe('department.not_an_officer');
    }
  });

  it('names weekdays of those that come by turns, and of no others', async () => {
    const words = { id: uuidv7(), orgId: county.orgs.first, ...WORDS };
    expect(await make('department.add', { ...words, presence: 'rotating' })).toBe('department.days');
    expect(await make('department.edit', { id: departmentId, change: { weekdays: [1] } })).toBe('department.days');
    expect(await make('department.edit', { id: departmentId, change: { presence: 'rotating', weekdays: [4, 2, 2] } })).toBe('ok');
    const [row] = await county.db.selectFrom('departments').select('weekdays').where('id', '=', departmentId).execute();
    expect(row?.weekdays).toBe('[2,4]');
  });
});

describe('calling a department', () => {
  it('tells its people the number and the field of the case, by names that the server knows, and not the case', async () => {
    const caseId = await accepted();
    const before = await head();
    const id = await called(caseId);
    expect(await read(id)).toMatchObject({
      orgName: expect.not.stringContaining('假'),
      caseNumber: expect.stringContaining('调'),
      field: 'labour',
      departmentName: '县人社局',
      answer: null,
      ended: null,
    });
    expect(JSON.stringify(await read(id))).not.toContain('王桂兰');
    expect(await heldBy(labour)).toEqual([`jointCall ${id}`]);
    expect(await changesFor(labour, before)).toEqual(['put jointCall']);
    expect(await heldBy(court)).toEqual([]);
    expect(await changesFor(court, before)).toEqual([]);
  });

  it('is overdue once the time for an answer has passed without one', async () => {
    const id = await called(await accepted());
    expect(isOverdue(await read(id), NOW + 1000)).toBe(false);
    expect(isOverdue(await read(id), NOW + 1001)).toBe(true);
    await answer(id, [labour]);
    expect(isOverdue(await read(id), NOW + 1001)).toBe(false);
  });

  it('is refused twice, while the case stands still, before it is accepted, and to departments of other centres', async () => {
    const caseId = await accepted();
    await called(caseId);
    expect(await make('jointCall.make', callOf(caseId))).toBe('joint.called_already');
    expect(await make('jointCall.make', callOf(caseId, { departmentId: uuidv7() }))).toBe('row.unknown');
    const below = uuidv7();
    const operator = await county.account('village', 'operator', county.orgs.firstVillage);
    await make('department.add', { id: below, orgId: county.orgs.firstVillage, ...WORDS }, operator);
    expect(await make('jointCall.make', callOf(caseId, { departmentId: below }))).toBe('state.conflict');
    await make('mediation.suspend', { id: caseId, reason: '等待鉴定' });
    expect(await make('jointCall.make', callOf(caseId, { departmentId: await department() }))).toBe('mediation.suspended');
  });

  it('to a hearing tells of its room and of its being called off', async () => {
    const caseId = await accepted();
    const sessionId = uuidv7();
    await make('mediation.planSession', { id: caseId, sessionId, startsAt: NOW + 5000, durationMin: 60, place: null });
    const session = { id: sessionId, startsAt: 1, durationMin: 1, place: null, roomId: null, cancelReason: null };
    const args = callOf(caseId, { session });
    expect(await make('jointCall.make', args)).toBe('ok');
    expect((await read(args.id)).session).toMatchObject({ startsAt: NOW + 5000, durationMin: 60 });
    const before = await head();
    await make('mediation.cancelSession', { id: caseId, sessionId, reason: '改期' });
    expect(await changesFor(labour, before)).toEqual(['put jointCall']);
    expect((await read(args.id)).session).toMatchObject({ cancelReason: '改期' });
  });
});

describe('a called department', () => {
  it('lets those who come read the case, and nobody else of it, with the time of its answer', async () => {
    const caseId = await accepted();
    const id = await called(caseId);
    now = NOW + 500;
    const before = await head();
    expect(await answer(id, [labour])).toBe('ok');
    expect((await read(id)).answer).toEqual({
      result: 'comes',
      people: [labour.id],
      words: '',
      byName: labour.name,
      byPhone: false,
      at: now,
    });
    expect(await heldBy(labour)).toEqual([`case ${caseId}`, `jointCall ${id}`, `mediation ${caseId}`]);
    expect(await changesFor(labour, before)).toEqual(['put case', 'put jointCall', 'put mediation']);
    expect(await heldBy(colleague)).toEqual([`jointCall ${id}`]);
    expect(await heldBy(court)).toEqual([]);
    // To read is not to handle, and papers stay with the office.
    expect(await make('mediation.write', { id: caseId, change: { request: '改' } }, labour)).toBe('right.missing');
    await expect(readableCase(county.db, labour, caseId)).rejects.toMatchObject({ code: 'row.unknown' });
  });

  it('may think better of it: the last answer holds', async () => {
    const caseId = await accepted();
    const id = await called(caseId);
    await answer(id, [labour]);
    const before = await head();
    expect(await answer(id, [colleague], labour, '')).toBe('ok');
    expect(await heldBy(labour)).toEqual([`jointCall ${id}`]);
    expect(await changesFor(labour, before)).toEqual(['delete case', 'delete mediation', 'put jointCall']);
    expect(await heldBy(colleague)).toContain(`case ${caseId}`);
    expect(await answer(id, [], colleague)).toBe('ok');
    expect((await read(id)).answer).toMatchObject({ result: 'declined', people: [] });
    expect(await heldBy(colleague)).toEqual([`jointCall ${id}`]);
  });

  it('says who comes, of its own people, or is not understood', async () => {
    const id = await called(await accepted());
    expect(await answer(id, [court])).toBe('state.conflict');
    expect(await make('jointCall.answer', { id, result: 'comes', people: [], words: ' ' }, labour)).toBe('mutation.malformed');
    expect(await make('jointCall.answer', { id, result: 'declined', people: [labour.id], words: '' }, labour)).toBe('mutation.malformed');
    expect(await answer(id, [court], court)).toBe('row.unknown');
    expect((await read(id)).answer).toBeNull();
  });

  it('may answer by telephone: the office notes it, and opens the case to nobody by it', async () => {
    const caseId = await accepted();
    const id = await called(caseId);
    expect(await answer(id, [labour], mediator)).toBe('state.conflict');
    expect(await answer(id, [], mediator, '张科长到场')).toBe('ok');
    expect((await read(id)).answer).toMatchObject({ result: 'comes', byPhone: true, byName: mediator.name });
    expect(await heldBy(labour)).toEqual([`jointCall ${id}`]);
  });

  it('goes on coming who has said so, when the office notes the same by telephone; not when it notes that nobody comes', async () => {
    const caseId = await accepted();
    const id = await called(caseId);
    await answer(id, [labour]);
    expect(await answer(id, [], mediator, '张科长到场')).toBe('ok');
    expect((await read(id)).answer).toMatchObject({ result: 'comes', people: [labour.id], words: '张科长到场', byPhone: true });
    expect(await heldBy(labour)).toContain(`case ${caseId}`);
    const declined = { id, result: 'declined' as const, people: [], words: '临时有事' };
    expect(await make('jointCall.answer', declined)).toBe('ok');
    expect((await read(id)).answer).toMatchObject({ result: 'declined', people: [] });
    expect(await heldBy(labour)).toEqual([`jointCall ${id}`]);
  });
});

describe('a call ends, and with it what was read by it', () => {
  const ends: readonly (readonly [string, (id: string, caseId: string) => Promise<string>, string])[] = [
    ['when it is taken back', (id) => make('jointCall.end', { id, reason: '已和解' }), '已和解'],
    ['when the case is withdrawn', (_id, caseId) => advance(caseId, 'withdrawn'), CALL_ENDS.over],
    [
      'when the case is passed on',
      (_id, caseId) =>
        make('mediation.escalate', {
          id: caseId,
          transferId: uuidv7(),
          fromOrgId: county.orgs.first,
          toOrgId: county.orgs.county,
          reason: '重大',
        }),
      CALL_ENDS.escalated,
    ],
  ];
  it.each(ends)('%s', async (_when, end, reason) => {
    const caseId = await accepted();
    const id = await called(caseId);
    await answer(id, [labour]);
    const before = await head();
    expect(await end(id, caseId)).toBe('ok');
    expect((await read(id)).ended).toEqual({ at: NOW, byName: mediator.name, reason });
    expect(await heldBy(labour)).toEqual([`jointCall ${id}`]);
    expect(await changesFor(labour, before)).toEqual(['delete case', 'delete mediation', 'put jointCall']);
    expect(await answer(id, [labour])).toBe('state.conflict');
  });

  it('when the case is sent back, in words of its own', async () => {
    const caseId = await accepted();
    const above = await county.account('above', 'mediator', county.orgs.county);
    const transferId = uuidv7();
    const passed = { fromOrgId: county.orgs.first, toOrgId: county.orgs.county, reason: '重大' };
    expect(await make('mediation.escalate', { id: caseId, transferId, ...passed })).toBe('ok');
    const register = { id: uuidv7(), orgId: county.orgs.county, ...WORDS, people: [person(labour)] };
    const keeper = await county.account('keeper', 'operator', county.orgs.county);
    expect(await make('department.add', register, keeper)).toBe('ok');
    const call = callOf(caseId, { departmentId: register.id, orgId: county.orgs.county });
    expect(await make('jointCall.make', call, above)).toBe('ok');
    expect(await make('mediation.answerEscalation', { id: caseId, transferId, taken: false, reason: '应先由镇调解' }, above)).toBe('ok');
    expect((await read(call.id)).ended).toMatchObject({ reason: CALL_ENDS.sentBack });
  });

  it('the case itself stays where it is read by right', async () => {
    const caseId = await accepted();
    const id = await called(caseId);
    await answer(id, [labour]);
    await make('jointCall.end', { id, reason: '已和解' });
    for (const one of [mediator, leader]) expect(await heldBy(one)).toEqual(expect.arrayContaining([`case ${caseId}`, `jointCall ${id}`]));
  });

  it('when an account is no officer any more it reads by its new right alone', async () => {
    const caseId = await accepted();
    await answer(await called(caseId), [labour]);
    await county.db.updateTable('accounts').set({ role: 'clerk' }).where('id', '=', labour.id).execute();
    expect(await heldBy({ ...labour, role: 'clerk' })).not.toContain(`case ${caseId}`);
  });
});
