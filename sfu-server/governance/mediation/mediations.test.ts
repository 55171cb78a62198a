import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CaseState } from '../../protocol/entities/case.ts';
import { ESCALATED, type Mediation, type Party, pendingEscalation, SENT_BACK } from '../../protocol/entities/mediation.ts';
import type { MutationArgs, MutationName } from '../../protocol/mutations.ts';
import type { Account } from '../../protocol/session.ts';
import { SCHEMA_VERSION } from '../../protocol/version.ts';
import { readCases } from '../../store/case-rows.ts';
import { headVersion } from '../../store/change-log.ts';
import { readMediations } from '../../store/mediation-rows.ts';
import { openSmallCounty, type SmallCounty } from '../../testing/small-county.ts';
import { DataCore } from '../data-core.ts';
import { Feed } from '../feed.ts';
import { candidatesFor } from './candidates.ts';

const NOW = Date.UTC(2026, 8, 20);
const DAY_MS = 86_400_000;

let county: SmallCounty;
let core: DataCore;
let now: number;
let village: Account;
let town: Account;

beforeEach(async () => {
  county = await openSmallCounty();
  now = NOW;
  core = new DataCore(county.db, () => now);
  village = await county.account('village', 'operator', county.orgs.firstVillage);
  town = await county.account('mediator-township', 'mediator', county.orgs.first);
});
afterEach(() => county.db.destroy());

async function make<N extends MutationName>(name: N, args: MutationArgs<N>, account: Account = village): Promise<string> {
  const [result] = await core.push(uuidv7(), [{ number: 1, name, args, createdAt: 1 }], account);
  return result?.status === 'refused' ? result.error.code : 'ok';
}

async function registered(): Promise<string> {
  const id = uuidv7();
  const people = { applicantName: '王桂兰', respondentName: null, phone: null, handlerName: null };
  const words = { title: '宅基地边界争议', facts: '', field: 'housing' as const, kind: 'mediation' as const };
  expect(await make('case.register', { id, orgId: county.orgs.firstVillage, gridId: null, ...people, ...words, registeredAt: now })).toBe(
    'ok',
  );
  return id;
}
const advance = (id: string, to: CaseState, account = village) => make('case.advance', { id, to, noteId: uuidv7(), note: '办' }, account);
async function accepted(): Promise<string> {
  const id = await registered();
  expect(await advance(id, 'accepted')).toBe('ok');
  return id;
}

function party(changes: Partial<Party> = {}): Party {
  const nothing = { gender: null, nation: null, birthDate: null, age: null, idNumber: null, job: null, phone: null, address: null };
  const alone = { legalRepresentative: null, guardian: null, representatives: [] };
  return { id: uuidv7(), side: 'applicant', kind: 'person', name: '王桂兰', ...nothing, ...alone, ...changes };
}
const put = (id: string, changes: Partial<Party>) => make('mediation.putParty', { id, party: party(changes) });

async function read(id: string): Promise<Mediation> {
  const [row] = await readMediations(county.db, [id]);
  if (row === undefined) throw new Error('The mediation is not there.');
  return row;
}
async function caseOf(id: string) {
  const [row] = await readCases(county.db, [id]);
  if (row === undefined) throw new Error('The case is not there.');
  return row;
}
const person = ({ id, name }: Account) => ({ accountId: id, name });
const LETTER = { direction: 'to', office: 'court', officeName: '县人民法院', letterNumber: '移1号', reason: '' } as const;

describe('parties of a mediation', () => {
  it('stand on their sides in the order in which they were named, rare characters and all, and give the case its names', async () => {
    const id = await registered();
    expect(await put(id, { name: '王㛃兰' })).toBe('ok');
    expect(await put(id, { name: '李𡐓', side: 'respondent' })).toBe('ok');
    expect(await put(id, { name: '王建国' })).toBe('ok');
    expect((await read(id)).parties.map(({ side, name }) => `${side} ${name}`)).toEqual([
      'applicant 王㛃兰',
      'respondent 李𡐓',
      'applicant 王建国',
    ]);
    expect(await caseOf(id)).toMatchObject({ applicantName: '王㛃兰、王建国', respondentName: '李𡐓' });
  });

  it('are set right field by field, so that what others wrote meanwhile stays', async () => {
    const id = await registered();
    const one = party();
    await make('mediation.putParty', { id, party: one });
    expect(await make('mediation.putParty', { id, partyId: one.id, change: { phone: '10012345678' } })).toBe('ok');
    expect(await make('mediation.putParty', { id, partyId: one.id, change: { job: '务农' } })).toBe('ok');
    expect((await read(id)).parties).toEqual([{ ...one, phone: '10012345678', job: '务农' }]);
    expect(await make('mediation.putParty', { id, party: one })).toBe('state.conflict');
    expect(await make('mediation.putParty', { id, partyId: one.id, change: {} })).toBe('mutation.malformed');
  });

  it('have to fit as a whole when one field of them is set right', async () => {
    const id = await registered();
    const [young, other] = [
      party({ name: '小明', age: 17, guardian: { name: '明父', relation: '父', phone: null } }),
      party({ name: '李四' }),
    ];
    for (const one of [young, other]) expect(await make('mediation.putParty', { id, party: one })).toBe('ok');
    expect(await make('mediation.putParty', { id, partyId: young.id, change: { guardian: null } })).toBe('mediation.guardian_missing');
    expect(await make('mediation.putParty', { id, partyId: other.id, change: { name: '小明' } })).toBe('mediation.same_party');
    expect((await read(id)).parties).toEqual([young, other]);
  });

  it('are taken out once and for all: who sets one right that is gone is told', async () => {
    const id = await registered();
    const one = party();
    await make('mediation.putParty', { id, party: one });
    expect(await make('mediation.dropParty', { id, partyId: one.id })).toBe('ok');
    expect(await make('mediation.dropParty', { id, partyId: one.id })).toBe('ok');
    expect(await make('mediation.putParty', { id, partyId: one.id, change: { phone: '10012345678' } })).toBe('row.unknown');
    expect((await read(id)).parties).toEqual([]);
  });

  it('leave no name of a respondent behind who was taken out or has changed sides', async () => {
    const id = await registered();
    const one = party({ side: 'respondent', name: '李四' });
    await make('mediation.putParty', { id, party: one });
    expect((await caseOf(id)).respondentName).toBe('李四');
    await make('mediation.putParty', { id, partyId: one.id, change: { side: 'third' } });
    expect((await caseOf(id)).respondentName).toBeNull();
    await make('mediation.putParty', { id, partyId: one.id, change: { side: 'respondent' } });
    await make('mediation.dropParty', { id, partyId: one.id });
    expect(await caseOf(id)).toMatchObject({ applicantName: '王桂兰', respondentName: null });
  });

  it('of another case are not touched by an id that is taken', async () => {
    const [first, second] = [await registered(), await registered()];
    const one = party();
    await make('mediation.putParty', { id: first, party: one });
    expect(await make('mediation.putParty', { id: second, party: { ...one, name: '别人' } })).toBe('state.conflict');
    await make('mediation.dropParty', { id: second, partyId: one.id });
    expect((await read(first)).parties).toEqual([one]);
  });

  it('under age have a guardian, by the day of birth or by the age given', async () => {
    const id = await registered();
    expect(await put(id, { name: '甲', birthDate: '2008-09-21' })).toBe('mediation.guardian_missing');
    expect(await put(id, { name: '甲', birthDate: '2008-09-20' })).toBe('ok');
    expect(await put(id, { name: '乙', age: 17 })).toBe('mediation.guardian_missing');
    expect(await put(id, { name: '乙', age: 17, guardian: { name: '乙父', relation: '父', phone: null } })).toBe('ok');
  });

  it('are not on two sides at once, but namesakes who can be told apart are', async () => {
    const id = await registered();
    await put(id, { idNumber: '9911001968030500x1' });
    expect(await put(id, { side: 'respondent' })).toBe('mediation.same_party');
    expect(await put(id, { side: 'respondent', name: '化名', idNumber: '9911001968030500X1' })).toBe('mediation.same_party');
    expect(await put(id, { side: 'respondent', idNumber: '99110019700101002X' })).toBe('ok');
  });

  it('are refused malformed, and by whoever has no right, and change nothing', async () => {
    const id = await registered();
    const before = await read(id);
    expect(await put(id, { birthDate: '1968-13-01' })).toBe('mutation.malformed');
    expect(await put(id, { name: 'a\u0000' })).toBe('mutation.malformed');
    const clerk = await county.account('clerk', 'clerk', county.orgs.first);
    expect(await make('mediation.putParty', { id, party: party() }, clerk)).toBe('row.unknown');
    expect(await read(id)).toEqual(before);
  });
});

describe('what is written about a mediation', () => {
  it('is set right field by field; a negative amount and a referral from nobody are refused', async () => {
    const id = await registered();
    expect(await make('mediation.write', { id, change: { request: '请求划界', amountFen: 1_200_000 } })).toBe('ok');
    expect(await make('mediation.write', { id, change: { amountFen: -1 } })).toBe('mutation.malformed');
    const source = { kind: 'referral', from: null, originNumber: null, originName: null, helped: 'none' } as const;
    expect(await make('mediation.write', { id, change: { source } })).toBe('mutation.malformed');
    expect(await make('mediation.write', { id, change: { source: { ...source, from: 'court' } } })).toBe('ok');
    expect(await read(id)).toMatchObject({ request: '请求划界', amountFen: 1_200_000, source: { from: 'court' } });
  });

  it('moves the limit with the procedure', async () => {
    const id = await accepted();
    expect((await caseOf(id)).dueAt).toBe(NOW + 30 * DAY_MS);
    await make('mediation.write', { id, change: { simple: true } });
    expect((await caseOf(id)).dueAt).toBe(NOW + 7 * DAY_MS);
    await make('mediation.write', { id, change: { simple: false } });
    expect((await caseOf(id)).dueAt).toBe(NOW + 30 * DAY_MS);
  });

  it('is not written beside it: who mediates is assigned, and a side with parties is called by their names', async () => {
    const id = await registered();
    expect(await make('case.edit', { id, change: { handlerName: '许文清' } })).toBe('mutation.malformed');
    expect(await make('case.edit', { id, change: { respondentName: '李四' } })).toBe('ok');
    expect(await put(id, {})).toBe('ok');
    expect(await put(id, { side: 'respondent', name: '李四' })).toBe('ok');
    for (const change of [{ applicantName: '化名' }, { respondentName: null }]) {
      expect(await make('case.edit', { id, change })).toBe('state.conflict');
    }
    expect(await make('case.edit', { id, change: { title: '边界' } })).toBe('ok');
    expect(await caseOf(id)).toMatchObject({ title: '边界', applicantName: '王桂兰', respondentName: '李四', handlerName: null });
  });

  it('stays once the case is closed', async () => {
    const id = await registered();
    await advance(id, 'withdrawn');
    expect(await put(id, {})).toBe('state.conflict');
    await advance(id, 'closed');
    for (const change of [
      make('mediation.write', { id, change: { request: '改' } }),
      make('mediation.declare', { id, person: person(town), reason: '亲属' }),
      make('mediation.escalate', {
        id,
        transferId: uuidv7(),
        fromOrgId: county.orgs.firstVillage,
        toOrgId: county.orgs.first,
        reason: '难',
      }),
      make('mediation.handOver', { id, transferId: uuidv7(), ...LETTER, papers: [] }),
      make('mediation.planSession', { id, sessionId: uuidv7(), startsAt: NOW, durationMin: 60, place: null }),
    ]) {
      expect(await change).toBe('state.conflict');
    }
  });
});

describe('who mediates', () => {
  it('is assigned by account, with the name of the server, and handles the case', async () => {
    const id = await accepted();
    expect(await make('mediation.assign', { id, mediator: { ...person(town), name: '化名' }, assistants: [person(village)] })).toBe('ok');
    expect(await read(id)).toMatchObject({ mediator: person(town), assistants: [person(village)] });
    expect((await caseOf(id)).handlerName).toBe(town.name);
  });

  it('is nobody who has declared a conflict; whoever was assigned is taken off', async () => {
    const id = await accepted();
    await make('mediation.assign', { id, mediator: person(town), assistants: [] });
    expect(await make('mediation.declare', { id, person: person(town), reason: '申请人亲属' })).toBe('ok');
    expect(await read(id)).toMatchObject({ mediator: null, declarations: [{ accountId: town.id, reason: '申请人亲属' }] });
    expect((await caseOf(id)).handlerName).toBeNull();
    expect(await make('mediation.assign', { id, mediator: person(town), assistants: [] })).toBe('mediation.conflict_declared');
    expect(await make('mediation.assign', { id, mediator: null, assistants: [person(town)] })).toBe('mediation.conflict_declared');
  });

  it('is nobody who could not handle the case there, nor an account that is not there', async () => {
    const id = await accepted();
    const clerk = await county.account('clerk', 'clerk', county.orgs.county);
    const elsewhere = await county.account('elsewhere', 'mediator', county.orgs.second);
    for (const one of [clerk, elsewhere]) {
      expect(await make('mediation.assign', { id, mediator: person(one), assistants: [] })).toBe('mediation.not_a_mediator');
    }
    const nobody = { accountId: uuidv7(), name: '无' };
    expect(await make('mediation.assign', { id, mediator: nobody, assistants: [] })).toBe('account.unknown');
  });

  it('is proposed without a conflict first, then by skill, by load and by nearness', async () => {
    const busy = await accepted();
    const id = await accepted();
    await make('mediation.assign', { id: busy, mediator: person(village), assistants: [] });
    const top = await county.account('top', 'mediator', county.orgs.county);
    const names = async (skills?: Parameters<typeof candidatesFor>[4]) =>
      (await candidatesFor(county.db, village, id, now, skills)).map(({ name, load, conflict }) => `${name} ${load} ${conflict ?? '-'}`);
    expect(await names()).toEqual(['mediator-township 0 -', 'top 0 -', 'village 1 -']);
    expect((await names(async () => new Map([[village.id, { skills: ['housing'], duty: [], active: true }]])))[0]).toBe('village 1 -');
    await make('mediation.declare', { id, person: person(town), reason: '亲属' });
    expect(await names()).toEqual(['top 0 -', 'village 1 -', 'mediator-township 0 亲属']);
    expect(top.name).toBe('top');
  });
});

describe('a suspended mediation', () => {
  it('stands still, and gets back what was left of its time', async () => {
    const id = await accepted();
    now = NOW + 10 * DAY_MS;
    expect(await make('mediation.suspend', { id, reason: '等待鉴定' })).toBe('ok');
    expect(await make('mediation.suspend', { id, reason: '等待鉴定' })).toBe('mediation.suspended');
    expect((await caseOf(id)).dueAt).toBeNull();
    expect(await advance(id, 'handling')).toBe('mediation.suspended');
    expect(await make('mediation.planSession', { id, sessionId: uuidv7(), startsAt: NOW, durationMin: 60, place: null })).toBe(
      'mediation.suspended',
    );
    now = NOW + 100 * DAY_MS;
    expect(await make('mediation.resume', { id })).toBe('ok');
    expect(await make('mediation.resume', { id })).toBe('mediation.not_suspended');
    expect((await caseOf(id)).dueAt).toBe(NOW + 120 * DAY_MS);
    expect(await advance(id, 'handling')).toBe('ok');
  });

  it('may be taken back', async () => {
    const id = await accepted();
    await make('mediation.suspend', { id, reason: '等待鉴定' });
    expect(await advance(id, 'withdrawn')).toBe('ok');
    expect((await read(id)).suspension).toBeNull();
    expect(await caseOf(id)).toMatchObject({ state: 'withdrawn', dueAt: null });
  });
});

describe('a mediation that is passed on', () => {
  const up = async (id: string, toOrgId: string, account = village, fromOrgId?: string) => {
    const from = fromOrgId ?? (await caseOf(id)).orgId;
    return make('mediation.escalate', { id, transferId: uuidv7(), fromOrgId: from, toOrgId, reason: '涉及两村' }, account);
  };

  async function filed(id: string): Promise<string> {
    const fileId = uuidv7();
    const file = { id: fileId, ownerEntity: 'case', ownerId: id, name: '界址.jpg', mediaType: 'image/jpeg', size: 3 } as const;
    expect(await make('attachment.add', { ...file, sha256: 'a'.repeat(64) })).toBe('ok');
    return fileId;
  }

  it('moves up with its file; those below go on reading and do not handle it any more', async () => {
    const id = await accepted();
    await make('mediation.assign', { id, mediator: person(village), assistants: [] });
    const fileId = await filed(id);
    const from = await headVersion(county.db);
    expect(await up(id, county.orgs.county)).toBe('ok');
    expect(await caseOf(id)).toMatchObject({ orgId: county.orgs.county, state: 'accepted', handlerName: null });
    expect(await read(id)).toMatchObject({ mediator: null, transfers: [{ kind: 'escalation', fromOrgId: county.orgs.firstVillage }] });
    expect(await put(id, {})).toBe('right.missing');
    expect(await make('mediation.assign', { id, mediator: person(town), assistants: [] }, town)).toBe('right.missing');
    const top = await county.account('top', 'mediator', county.orgs.county);
    const other = await county.account('other', 'mediator', county.orgs.second);
    const feed = new Feed(county.db);
    const rowsOf = async (account: Account) => {
      const pulled = await feed.pull({ clientId: uuidv7(), schemaVersion: SCHEMA_VERSION, cursor: from, limit: 100 }, account);
      const { rows } = await feed.snapshot({ schemaVersion: SCHEMA_VERSION, after: null, limit: 5000 }, account);
      const of = (list: typeof rows) =>
        list.filter((one) => one.op === 'put' && [id, fileId].includes(one.row.id)).map(({ entity }) => entity);
      return { pulled: pulled.kind === 'changes' ? of(pulled.changes) : [], held: of(rows) };
    };
    const all = ['case', 'mediation', 'attachment'];
    for (const account of [village, town, top]) {
      const { pulled, held } = await rowsOf(account);
      expect(pulled.toSorted(), account.name).toEqual(all.toSorted());
      expect(held, account.name).toEqual(all);
    }
    expect(await rowsOf(other)).toEqual({ pulled: [], held: [] });
  });

  const waiting = async (id: string) => (await read(id)).transfers.at(-1)?.id ?? '';
  const answer = async (id: string, taken: boolean, account: Account, reason = '') =>
    make('mediation.answerEscalation', { id, transferId: await waiting(id), taken, reason }, account);

  it('is taken over once by the centre above, and not by those who have passed it up', async () => {
    const id = await accepted();
    expect(await up(id, county.orgs.first)).toBe('ok');
    expect(pendingEscalation(await read(id))).toMatchObject({ toOrgId: county.orgs.first });
    expect(await answer(id, true, village)).toBe('right.missing');
    expect(await answer(id, true, town)).toBe('ok');
    expect(pendingEscalation(await read(id))).toBeNull();
    // Said twice, it is said once: two of the centre may have had no line.
    expect(await answer(id, true, town)).toBe('ok');
    expect(await answer(id, false, town, '不属本级')).toBe('state.conflict');
    expect((await caseOf(id)).orgId).toBe(county.orgs.first);
  });

  it('is taken over by whoever says who mediates, or passes it further up', async () => {
    const [one, two] = [await accepted(), await accepted()];
    const top = await county.account('top', 'mediator', county.orgs.county);
    for (const id of [one, two]) await up(id, county.orgs.first);
    expect(await make('mediation.assign', { id: one, mediator: person(town), assistants: [] }, town)).toBe('ok');
    expect(await up(two, county.orgs.county, town)).toBe('ok');
    expect((await read(one)).transfers).toMatchObject([{ answer: { taken: true, byName: town.name } }]);
    expect((await read(two)).transfers).toMatchObject([{ answer: { taken: true } }, { answer: null }]);
    expect(await answer(two, true, top)).toBe('ok');
  });

  it('is taken over by whoever takes it to its next step', async () => {
    const steps = [
      { before: [], to: 'accepted' },
      { before: [], to: 'refused' },
      { before: ['accepted', 'handling'], to: 'settled' },
      { before: ['accepted', 'handling'], to: 'withdrawn' },
    ] as const;
    for (const { before, to } of steps) {
      const id = await registered();
      for (const one of before) await advance(id, one);
      expect(await up(id, county.orgs.first)).toBe('ok');
      const from = await headVersion(county.db);
      expect(await advance(id, to, town)).toBe('ok');
      expect((await read(id)).transfers, to).toMatchObject([{ answer: { taken: true, byName: town.name, at: NOW } }]);
      const pulled = await new Feed(county.db).pull({ clientId: uuidv7(), schemaVersion: SCHEMA_VERSION, cursor: from, limit: 10 }, town);
      expect(pulled).toMatchObject({ changes: expect.arrayContaining([expect.objectContaining({ entity: 'mediation' })]) });
    }
  });

  it('comes back with its file and the reason, and what the centre above had planned is called off', async () => {
    const id = await accepted();
    const fileId = await filed(id);
    await up(id, county.orgs.first);
    const plan = { id, sessionId: uuidv7(), startsAt: NOW + DAY_MS, durationMin: 60, place: null };
    expect(await make('mediation.planSession', plan, town)).toBe('ok');
    expect(await answer(id, false, town)).toBe('mutation.malformed');
    const from = await headVersion(county.db);
    expect(await answer(id, false, town, '应先由村调解')).toBe('ok');
    expect(await caseOf(id)).toMatchObject({ orgId: county.orgs.firstVillage, state: 'accepted' });
    const { transfers, sessions } = await read(id);
    expect(transfers).toMatchObject([{ answer: { taken: false, reason: '应先由村调解' } }]);
    expect(sessions).toMatchObject([{ cancelReason: SENT_BACK }]);
    expect(await put(id, {})).toBe('ok');
    expect(await make('mediation.putParty', { id, party: party({ name: '李四' }) }, town)).toBe('ok');
    const pulled = await new Feed(county.db).pull({ clientId: uuidv7(), schemaVersion: SCHEMA_VERSION, cursor: from, limit: 100 }, village);
    const changes = pulled.kind === 'changes' ? pulled.changes : [];
    expect(changes.map(({ entity }) => entity)).toEqual(expect.arrayContaining(['case', 'mediation', 'attachment']));
    expect(changes.some((one) => one.op === 'put' && one.row.id === fileId)).toBe(true);
    expect(await up(id, county.orgs.first)).toBe('ok');
  });

  it('is not sent back while it stands still', async () => {
    const id = await accepted();
    await up(id, county.orgs.first);
    await make('mediation.suspend', { id, reason: '等待鉴定' }, town);
    expect(await answer(id, false, town, '退回')).toBe('mediation.suspended');
  });

  it('has the hearings called off that were still to come: those above plan anew', async () => {
    const id = await accepted();
    const plan = (startsAt: number) =>
      make('mediation.planSession', { id, sessionId: uuidv7(), startsAt, durationMin: 60, place: '调解室' });
    for (const startsAt of [NOW - DAY_MS, NOW + DAY_MS]) expect(await plan(startsAt)).toBe('ok');
    expect(await up(id, county.orgs.county)).toBe('ok');
    expect((await read(id)).sessions.map(({ cancelReason }) => cancelReason)).toEqual([null, ESCALATED]);
  });

  it('is not passed on from where it does not lie any more', async () => {
    const id = await accepted();
    expect(await up(id, county.orgs.first)).toBe('ok');
    expect(await up(id, county.orgs.county, town, county.orgs.firstVillage)).toBe('state.conflict');
    expect((await caseOf(id)).orgId).toBe(county.orgs.first);
  });

  it('goes up its own line only, and not beyond the county', async () => {
    const id = await accepted();
    for (const org of [county.orgs.second, county.orgs.firstVillage, county.orgs.secondVillage])
      expect(await up(id, org)).toBe('state.conflict');
    expect(await up(id, uuidv7())).toBe('row.unknown');
    expect(await up(id, county.orgs.first)).toBe('ok');
    expect(await up(id, county.orgs.county, town)).toBe('ok');
    const top = await county.account('top', 'mediator', county.orgs.county);
    expect(await up(id, county.orgs.county, top)).toBe('mediation.no_higher');
    expect((await read(id)).transfers).toHaveLength(2);
  });

  it('to the court keeps what was handed over and who has got it', async () => {
    const id = await accepted();
    const transferId = uuidv7();
    const letter = { id, transferId, ...LETTER, papers: ['申请书', '调解记录'] };
    expect(await make('mediation.handOver', letter)).toBe('ok');
    expect(await make('mediation.handOver', letter)).toBe('state.conflict');
    const receipt = { number: '回1号', who: '赵法官', at: NOW };
    expect(await make('mediation.receipt', { id, transferId: uuidv7(), receipt })).toBe('row.unknown');
    expect(await make('mediation.receipt', { id, transferId, receipt })).toBe('ok');
    expect(await make('mediation.receipt', { id, transferId, receipt: { ...receipt, who: '别人' } })).toBe('state.conflict');
    expect((await read(id)).transfers).toMatchObject([{ kind: 'handover', papers: ['申请书', '调解记录'], receipt }]);
  });
});

describe('a file of a mediation that never comes', () => {
  it('is taken back by whoever handles the case, and by nobody else', async () => {
    const id = await registered();
    const fileId = uuidv7();
    const file = { id: fileId, ownerEntity: 'case', ownerId: id, name: '界址.jpg', mediaType: 'image/jpeg', size: 3 } as const;
    await make('attachment.add', { ...file, sha256: 'a'.repeat(64) });
    const elsewhere = await county.account('elsewhere', 'mediator', county.orgs.second);
    expect(await make('attachment.drop', { id: fileId }, elsewhere)).toBe('row.unknown');
    expect(await make('attachment.drop', { id: fileId }, town)).toBe('ok');
  });
});

describe('hearings', () => {
  it('are planned in order of their beginning once the case is accepted, and called off once', async () => {
    const early = await registered();
    const plan = (id: string, sessionId: string, startsAt: number) =>
      make('mediation.planSession', { id, sessionId, startsAt, durationMin: 60, place: '调解室' });
    expect(await plan(early, uuidv7(), NOW)).toBe('state.conflict');
    const id = await accepted();
    const [first, second] = [uuidv7(), uuidv7()];
    expect(await plan(id, second, NOW + DAY_MS)).toBe('ok');
    expect(await plan(id, first, NOW)).toBe('ok');
    expect(await plan(id, first, NOW)).toBe('state.conflict');
    expect((await read(id)).sessions.map((one) => one.id)).toEqual([first, second]);
    expect(await make('mediation.cancelSession', { id, sessionId: first, reason: '改期' })).toBe('ok');
    expect(await make('mediation.cancelSession', { id, sessionId: first, reason: '改期' })).toBe('state.conflict');
    expect(await make('mediation.cancelSession', { id, sessionId: uuidv7(), reason: '改期' })).toBe('row.unknown');
    expect((await read(id)).sessions.map(({ cancelReason }) => cancelReason)).toEqual(['改期', null]);
  });
});
