import { expect, it } from 'vitest';
import type { JointCall } from '../../../../sfu-server/protocol/entities/joint-call.ts';
import type { Account } from '../../../../sfu-server/protocol/session.ts';
import { localEffect } from './index.ts';

const id = (n: number) => `01990000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const office: Account = {
  ...{ id: id(700), username: 'mediator', name: '调解员', role: 'mediator' },
  organisation: { id: id(900), parentId: null, name: '双湖镇', code: '991100101', level: 'township', path: '991100/991100101/' },
};
const call: JointCall = {
  ...{ id: id(1), caseId: id(2), departmentId: id(3), orgId: id(900), orgName: '双湖镇', caseNumber: '调1号', field: 'labour' },
  ...{ departmentName: '县人社局', people: [{ accountId: id(4), name: '张科长' }], session: null, words: '请派员。', answerBy: 9 },
  ...{ calledAt: 1, calledByName: '调解员', ended: null, updatedAt: 2 },
  answer: { result: 'comes', people: [id(4)], words: '', byName: '张科长', byPhone: false, at: 2 },
};
const noted = (args: object) => localEffect('jointCall.answer', { id: id(1), people: [], ...args }).apply(call, { account: office, at: 5 });

it('a note by telephone leaves those in who have said themselves that they come, and takes them out where nobody does', () => {
  expect(noted({ result: 'comes', words: '另带一人' })).toMatchObject({ answer: { people: [id(4)], byPhone: true, words: '另带一人' } });
  expect(noted({ result: 'declined', words: '有事' })).toMatchObject({ answer: { people: [], result: 'declined' } });
});
