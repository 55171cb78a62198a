import { describe, expect, it } from 'vitest';
import type { MediationSeat } from '../../protocol/mediation-room.ts';
import { speakerOf } from './speaker-of.ts';

const WANG = { id: 'a', name: '王㛃兰', side: 'applicant' } as const;
const ZHAO = { id: 'b', name: '赵四', side: 'applicant' } as const;
const LI = { id: 'c', name: '李建国', side: 'respondent' } as const;

function seat(changes: Partial<MediationSeat>): MediationSeat {
  const nothing = { partyId: null, identity: null, documentAt: null, confirmedAt: null };
  return { participantId: 'x', capacity: 'party', side: 'applicant', ...nothing, ...changes };
}

describe('who somebody is in a record', () => {
  it('is the side where one party speaks for it, and the party by name where there are several', () => {
    expect(speakerOf(seat({ partyId: 'a' }), '手机', [WANG, LI])).toEqual({ kind: 'applicant', name: null });
    expect(speakerOf(seat({ partyId: 'a' }), '手机', [WANG, ZHAO, LI])).toEqual({ kind: 'applicant', name: '王㛃兰' });
  });

  it('is the mediator without a name, who speaks for a side by their own, and everybody else by theirs', () => {
    expect(speakerOf(seat({ capacity: 'mediator', side: 'none' }), '许文清', [])).toEqual({ kind: 'mediator', name: null });
    expect(speakerOf(seat({ capacity: 'lawyer', side: 'respondent' }), '钱律师', [LI])).toEqual({ kind: 'respondent', name: '钱律师' });
    expect(speakerOf(seat({ capacity: 'witness', side: 'none' }), '刘某', [])).toEqual({ kind: 'other', name: '刘某' });
    expect(speakerOf(null, '', [])).toEqual({ kind: 'other', name: null });
  });
});
