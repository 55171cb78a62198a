import type { Party, Side } from '../../protocol/entities/mediation.ts';
import { Refusal } from '../../protocol/errors.ts';
import type { MediationPlace } from '../../protocol/mediation-room.ts';
import type { Account } from '../../protocol/session.ts';
import type { Db } from '../../store/database.ts';
import { readMediations } from '../../store/mediation-rows.ts';
import { presentCase } from '../mutations/case-change.ts';

/** What a seat's label says: data of the record, in the county's language. */
const LABELS: { readonly [S in Side]: string } = { applicant: '申请人', respondent: '被申请人', third: '第三人' };
const LAWYER = /律师/;

export interface PartySeat {
  readonly label: string;
  readonly place: MediationPlace;
  readonly party: { readonly partyId: string; readonly name: string };
}

/** The party, who cares for it, or one of its representatives by number, from 0. */
export type Speaker = 'party' | 'guardian' | number;

/**
 * The seat in a hearing of a party, or of one who speaks for it.
 * @throws Refusal as `presentCase`; `row.unknown` where the case has nobody of the kind
 */
export async function partySeat(
  db: Db,
  account: Account,
  { caseId, partyId, who }: { readonly caseId: string; readonly partyId: string; readonly who: Speaker },
): Promise<PartySeat> {
  await presentCase({ trx: db, account, now: 0 }, caseId);
  const [mediation] = await readMediations(db, [caseId]);
  const party = mediation?.parties.find(({ id }) => id === partyId);
  if (party === undefined) throw new Refusal('row.unknown', 'The case has no such party.');
  return seatOf(party, who);
}

/** As `partySeat`, for whoever has shown who they are. @throws Refusal `row.unknown` */
export function seatOf(party: Party, who: Speaker): PartySeat {
  const side = LABELS[party.side];
  const seat = (label: string, capacity: MediationPlace['capacity'], name: string): PartySeat => {
    return { label, place: { capacity, side: party.side }, party: { partyId: party.id, name: shortened(name) } };
  };
  if (who === 'party') return seat(side, 'party', party.kind === 'person' ? party.name : (party.legalRepresentative ?? party.name));
  if (who === 'guardian') {
    if (party.guardian === null) throw new Refusal('row.unknown', 'Nobody is named who cares for this party.');
    return seat(`${side}监护人`, 'representative', party.guardian.name);
  }
  const one = party.representatives[who];
  if (one === undefined) throw new Refusal('row.unknown', 'This party has no such representative.');
  return seat(`${side}代理人`, one.relation !== null && LAWYER.test(one.relation) ? 'lawyer' : 'representative', one.name);
}

/** Names of companies may be longer than a guest's: what fits, without cutting a character that takes two units. */
function shortened(name: string): string {
  let cut = '';
  for (const character of name) {
    if (cut.length + character.length > 40) break;
    cut += character;
  }
  return cut;
}
