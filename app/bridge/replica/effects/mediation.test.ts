import { describe, expect, it } from 'vitest';
import { ESCALATED, type Mediation, newMediation, type Party, SENT_BACK } from '../../../../sfu-server/protocol/entities/mediation.ts';
import type { Account } from '../../../../sfu-server/protocol/session.ts';
import { localEffect } from './index.ts';

const id = (n: number) => `01990000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const account: Account = {
  id: id(700),
  username: 'county',
  name: '县调解员',
  role: 'mediator',
  organisation: { id: id(900), parentId: null, name: '县综治中心', code: '991100', level: 'county', path: '991100/' },
};
const nothing = { gender: null, nation: null, birthDate: null, age: null, idNumber: null, job: null, phone: null, address: null };
const WANG: Party = {
  ...{ id: id(1), side: 'applicant', kind: 'person', name: '王桂兰', ...nothing },
  ...{ legalRepresentative: null, guardian: null, representatives: [] },
};
const withWang: Mediation = { ...newMediation(id(9), 1), parties: [WANG] };

/** What the console shows after a change, before the server has spoken. */
function shownAfter(row: Mediation, name: string, args: object): Mediation {
  const shown = localEffect(name, { id: row.id, ...args }).apply(row, { account, at: 5 });
  if (shown === undefined || !('parties' in shown)) throw new Error('No mediation is shown.');
  return shown;
}

describe('what a console shows of a mediation before the server has spoken', () => {
  it('sets right the named fields of a party, and leaves what others have written of it', () => {
    const shown = shownAfter({ ...withWang, parties: [{ ...WANG, job: '务农' }] }, 'mediation.putParty', {
      partyId: WANG.id,
      change: { phone: '10012345678' },
    });
    expect(shown.parties).toEqual([{ ...WANG, job: '务农', phone: '10012345678' }]);
  });

  it('names the centre of the case as the one that passes it on, and calls its hearings off', () => {
    const session = { id: id(3), startsAt: 60_000, durationMin: 60, place: null, roomId: null, cancelReason: null, plannedByName: '某人' };
    const args = { transferId: id(4), fromOrgId: id(901), toOrgId: id(900), reason: '难' };
    const shown = shownAfter({ ...withWang, sessions: [session] }, 'mediation.escalate', args);
    expect(shown).toMatchObject({ transfers: [{ fromOrgId: id(901) }], sessions: [{ cancelReason: ESCALATED }] });
  });

  it('keeps the first receipt of a letter', () => {
    const letter = {
      direction: 'to' as const,
      office: 'court' as const,
      officeName: '县人民法院',
      letterNumber: null,
      papers: [],
      reason: '',
    };
    const receipt = { number: null, who: '赵法官', at: 1 };
    const transfer = { kind: 'handover' as const, id: id(4), at: 1, byName: '某人', ...letter, receipt };
    const args = { transferId: id(4), receipt: { ...receipt, who: '别人' } };
    expect(shownAfter({ ...withWang, transfers: [transfer] }, 'mediation.receipt', args)).toMatchObject({ transfers: [{ receipt }] });
  });

  it('keeps a party out that was taken out meanwhile, and does not add one twice', () => {
    const empty = { ...withWang, parties: [] };
    expect(shownAfter(empty, 'mediation.putParty', { partyId: WANG.id, change: { phone: '10012345678' } })).toEqual(empty);
    expect(shownAfter(withWang, 'mediation.putParty', { party: { ...WANG, name: '化名' } })).toEqual(withWang);
  });

  it('shows who mediates and who helps, each once, and nobody who has declared a conflict', () => {
    const [me, other] = [
      { accountId: id(20), name: '甲' },
      { accountId: id(21), name: '乙' },
    ];
    const assigned = shownAfter(withWang, 'mediation.assign', { mediator: me, assistants: [me, other] });
    expect(assigned).toMatchObject({ mediator: me, assistants: [other] });
    const declared = shownAfter(assigned, 'mediation.declare', { person: other, reason: '亲属' });
    expect(declared).toMatchObject({ assistants: [], declarations: [{ accountId: id(21), reason: '亲属', byName: account.name }] });
    expect(shownAfter(declared, 'mediation.assign', { mediator: other, assistants: [] })).toBe(declared);
  });

  it('stands still once, and goes on', () => {
    const suspended = shownAfter(withWang, 'mediation.suspend', { reason: '等待鉴定' });
    expect(suspended.suspension).toMatchObject({ since: 5, reason: '等待鉴定' });
    expect(shownAfter(suspended, 'mediation.suspend', { reason: '再次' })).toBe(suspended);
    expect(shownAfter(suspended, 'mediation.resume', {}).suspension).toBeNull();
    expect(shownAfter(withWang, 'mediation.resume', {})).toBe(withWang);
  });

  it('has hearings in the order of the day, each once, and calls off only those without a room', () => {
    const plan = (n: number, startsAt: number) => ({ sessionId: id(n), startsAt, durationMin: 60, place: null });
    const first = shownAfter(withWang, 'mediation.planSession', plan(31, 200));
    const both = shownAfter(first, 'mediation.planSession', plan(30, 100));
    expect(both.sessions.map((one) => one.id)).toEqual([id(30), id(31)]);
    expect(shownAfter(both, 'mediation.planSession', plan(30, 300))).toBe(both);
    const held = { ...both, sessions: both.sessions.map((one) => (one.id === id(30) ? { ...one, roomId: id(40) } : one)) };
    const called = (row: Mediation, n: number) => shownAfter(row, 'mediation.cancelSession', { sessionId: id(n), reason: '改期' });
    expect(called(held, 30).sessions.map(({ cancelReason }) => cancelReason)).toEqual([null, null]);
    expect(called(called(held, 31), 31).sessions.map(({ cancelReason }) => cancelReason)).toEqual([null, '改期']);
  });

  it('answers a way up once; what is sent back leaves nobody mediating and no hearing planned', () => {
    const session = { id: id(3), startsAt: 60_000, durationMin: 60, place: null, roomId: null, cancelReason: null, plannedByName: '某人' };
    const mediator = { accountId: id(20), name: '甲' };
    const args = { transferId: id(4), fromOrgId: id(901), toOrgId: id(900), reason: '难' };
    const waiting = { ...shownAfter(withWang, 'mediation.escalate', args), sessions: [session], mediator };
    const taken = shownAfter(waiting, 'mediation.answerEscalation', { transferId: id(4), taken: true, reason: '' });
    expect(taken).toMatchObject({ mediator, transfers: [{ answer: { taken: true } }], sessions: [{ cancelReason: null }] });
    const back = { transferId: id(4), taken: false, reason: '不属本级' };
    expect(shownAfter(waiting, 'mediation.answerEscalation', back)).toMatchObject({
      mediator: null,
      transfers: [{ answer: { taken: false, reason: '不属本级' } }],
      sessions: [{ cancelReason: SENT_BACK }],
    });
    expect(shownAfter(taken, 'mediation.answerEscalation', back)).toBe(taken);
  });
});
