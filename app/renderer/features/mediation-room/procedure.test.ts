import { describe, expect, it } from 'vitest';
import type { MediationRoom, MediationSeat } from '../../../../sfu-server/protocol/mediation-room.ts';
import { procedureOf } from './procedure.ts';

const seat = (over: Partial<MediationSeat>): MediationSeat => ({
  participantId: crypto.randomUUID(),
  capacity: 'party',
  side: 'applicant',
  partyId: null,
  identity: null,
  documentAt: null,
  confirmedAt: null,
  ...over,
});
const roomOf = (over: Partial<MediationRoom>): MediationRoom => ({
  caseId: null,
  seats: [],
  apart: null,
  notice: null,
  procedure: [],
  transcribing: false,
  ...over,
});

describe('the steps of a hearing', () => {
  it('are all to come before the first was begun', () => {
    expect(procedureOf(roomOf({})).map(({ state }) => state)).toEqual(Array(6).fill('todo'));
  });

  it('has the step that was begun last under way, even one that was taken before', () => {
    const procedure = [
      { step: 'identity', at: 1 },
      { step: 'notice', at: 2 },
      { step: 'identity', at: 3 },
    ] as const;
    const [identity, notice, statements] = procedureOf(roomOf({ procedure: [...procedure] }));
    expect(identity).toMatchObject({ state: 'current', at: 3 });
    expect(notice).toMatchObject({ state: 'done', at: 2 });
    expect(statements).toMatchObject({ state: 'todo', at: null });
  });

  it('count the parties and those who speak for them, not the mediator; a document that is not theirs does not count', () => {
    const check = { words: '', byName: '调解员', at: 1 };
    const seats = [
      seat({ capacity: 'mediator', side: 'none' }),
      seat({ identity: { result: 'same', ...check }, confirmedAt: 5 }),
      seat({ capacity: 'lawyer', identity: { result: 'different', ...check } }),
    ];
    const [identity, notice] = procedureOf(roomOf({ seats }));
    expect(identity?.count).toEqual({ done: 1, all: 2 });
    expect(notice?.count).toEqual({ done: 1, all: 2 });
  });
});
