import type { Party } from '../../protocol/entities/mediation.ts';
import type { Speaker } from '../../protocol/entities/record.ts';
import type { MediationSeat } from '../../protocol/mediation-room.ts';

/** Longest name of a speaker in a record. */
const LONGEST_NAME = 40;

/**
 * Who a seat is in a record: the mediator, a side (by name where several speak for it), or somebody else by name.
 * @param seat null for somebody who has left meanwhile
 */
export function speakerOf(seat: MediationSeat | null, name: string, parties: readonly Pick<Party, 'id' | 'name' | 'side'>[]): Speaker {
  const called = name === '' ? null : name.slice(0, LONGEST_NAME);
  if (seat === null) return { kind: 'other', name: called };
  if (seat.capacity === 'mediator') return { kind: 'mediator', name: null };
  const { side } = seat;
  if (side === 'none') return { kind: 'other', name: called };
  if (seat.capacity !== 'party') return { kind: side, name: called };
  const party = parties.find(({ id }) => id === seat.partyId);
  const alone = parties.filter((one) => one.side === side).length <= 1;
  return { kind: side, name: alone ? null : (party?.name.slice(0, LONGEST_NAME) ?? called) };
}
