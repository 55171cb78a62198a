import { OFFICES, REFERRERS, type Source } from '../../../../sfu-server/protocol/entities/mediation.ts';
import type { MutationArgs } from '../../../../sfu-server/protocol/mutations.ts';
import { orNull } from '../../ui/text-problem.ts';

/** A source as it is written down: who has passed it on is said of a referral and of nothing else, help of an application alone. */
export function writtenSource(source: Source): Source {
  const words = { originName: orNull(source.originName ?? ''), originNumber: orNull(source.originNumber ?? '') };
  const from = source.kind === 'referral' ? (source.from ?? REFERRERS[0]) : null;
  return { ...source, ...words, from, helped: source.kind === 'application' ? source.helped : 'none' };
}

/**
 * The letter that came with a referral, to be noted beside the case (移送函); null where none did: events come by themselves, and a letter
 * without a number is noted when it is there.
 * @param id of the case @param transferId of the letter, made here @param officeName of its kind, where it was not named
 */
export function letterOf(source: Source, id: string, transferId: string, officeName: string): MutationArgs<'mediation.handOver'> | null {
  const office = OFFICES.find((one) => one === source.from);
  if (source.kind !== 'referral' || office === undefined || source.originNumber === null) return null;
  const name = source.originName ?? officeName;
  return { id, transferId, direction: 'from', office, officeName: name, letterNumber: source.originNumber, papers: [], reason: '' };
}
