import { describe, expect, it } from 'vitest';
import type { Department } from '../../../../sfu-server/protocol/entities/department.ts';
import type { JointCall } from '../../../../sfu-server/protocol/entities/joint-call.ts';
import { callableFor, callsFor, callsOfCase, roomFor, standingOf } from './call-list.ts';

const ANSWER = { result: 'comes', people: ['me'], words: '', byName: '郑明', byPhone: false, at: 5 } as const;
const ENDED = { at: 9, byName: '许文清', reason: '已和解' };

function call(id: string, changes: Partial<JointCall> = {}): JointCall {
  const of = {
    orgId: 'o',
    orgName: '晶泉县',
    caseNumber: '调1号',
    field: null,
    departmentId: 'd',
    departmentName: '县法院',
    session: null,
  };
  const people = [{ accountId: 'me', name: '郑明' }];
  const rest = { words: '请到场', answerBy: 100, calledByName: '许文清', calledAt: 1, answer: null, ended: null, updatedAt: 1 };
  return { id, caseId: 'case', ...of, people, ...rest, ...changes };
}
const idsOf = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id);

describe('calls', () => {
  it('stand as they were answered, are overdue without an answer, and end', () => {
    const answered = { ...ANSWER, people: [...ANSWER.people] };
    expect(
      [call('a'), call('b', { answer: answered }), call('c', { answer: answered, ended: ENDED })].map((one) => standingOf(one, 100)),
    ).toEqual(['waiting', 'comes', 'ended']);
    expect(standingOf(call('a'), 101)).toBe('overdue');
  });

  it('reach those whom they name, unanswered ones and the most pressing first', () => {
    const answer = { ...ANSWER, people: [...ANSWER.people] };
    const calls = [
      call('later', { answerBy: 200 }),
      call('answered', { answerBy: 1, answer }),
      call('soon'),
      call('other', { people: [] }),
      call('over', { ended: ENDED }),
    ];
    expect(idsOf(callsFor(calls, 'me'))).toEqual(['soon', 'later', 'answered']);
  });

  it('of a case: those that stand before those that have ended', () => {
    const calls = [
      call('over', { ended: ENDED, calledAt: 9 }),
      call('old'),
      call('new', { calledAt: 2 }),
      call('else', { caseId: 'other' }),
    ];
    expect(idsOf(callsOfCase(calls, 'case'))).toEqual(['new', 'old', 'over']);
  });
});

describe('the room that one is called to', () => {
  const session = (id: string, roomId: string | null, startsAt = 1, cancelReason: string | null = null) => {
    return { id, startsAt, durationMin: 60, place: null, roomId, cancelReason };
  };
  const coming = { ...ANSWER, people: [...ANSWER.people] };

  it('is that of its hearing once it was opened, for those who come alone', () => {
    const one = call('a', { session: session('s', 'room'), answer: coming });
    expect(roomFor(one, 'me', [])).toBe('room');
    expect(roomFor(one, 'colleague', [])).toBeNull();
    expect(roomFor({ ...one, session: session('s', null) }, 'me', [session('other', 'elsewhere')])).toBeNull();
    expect(roomFor({ ...one, answer: null }, 'me', [])).toBeNull();
  });

  it('is that of the case’s latest hearing where none was named', () => {
    const sessions = [session('1', 'first', 1), session('2', 'second', 2), session('3', null, 3), session('4', 'off', 4, '改期')];
    expect(roomFor(call('a', { answer: coming }), 'me', sessions)).toBe('second');
  });
});

describe('departments that can be called', () => {
  const paths: Record<string, string> = { county: '1/', town: '1/2/', other: '1/3/' };
  const department = (id: string, orgId: string, presence: Department['presence'], weekdays: number[] = []): Department => {
    return { id, orgId, name: id, presence, weekdays, phone: null, role: null, people: [], updatedAt: 1 };
  };
  const all = [
    department('on call', 'town', 'onCall'),
    department('tuesdays', 'county', 'rotating', [2]),
    department('resident', 'county', 'resident'),
    department('near', 'town', 'resident'),
    department('beside', 'other', 'resident'),
  ];

  it('are of the line, those present first, of them the nearest', () => {
    expect(idsOf(callableFor(all, '1/2/', (id) => paths[id], 2))).toEqual(['near', 'resident', 'tuesdays', 'on call']);
    expect(idsOf(callableFor(all, '1/2/', (id) => paths[id], 6))).toEqual(['near', 'on call', 'resident', 'tuesdays']);
  });

  it('are none where the case’s own place is not known', () => {
    expect(callableFor(all, undefined, (id) => paths[id], 2)).toEqual([]);
  });
});
