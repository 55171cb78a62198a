import type { SignerWords } from '../../protocol/case-paper.ts';
import { isMinor, type Mediation, type Party, type Side } from '../../protocol/entities/mediation.ts';

const SIDE_WORDS: { readonly [S in Side]: string } = { applicant: '申请人', respondent: '被申请人', third: '第三人' };
const IN_ORDER: readonly Side[] = ['applicant', 'respondent', 'third'];

/**
 * Who signs for the parties: for somebody under age who cares for them, else whoever has special authority (特别授权) to settle, else the
 * party; for an organisation whoever represents it by law.
 * @param today of the county, YYYY-MM-DD
 */
export function partySigners(parties: readonly Party[], today: string): SignerWords[] {
  return IN_ORDER.flatMap((side) => parties.filter((party) => party.side === side)).map((party) => partySigner(party, today));
}

/** As `partySigners`, and after the parties those who mediate. */
export function agreementSigners({ parties, mediator, assistants }: Mediation, today: string): SignerWords[] {
  const mediators = [...(mediator === null ? [] : [mediator]), ...assistants];
  return [
    ...partySigners(parties, today),
    ...mediators.map(({ accountId, name }) => ({ role: '人民调解员', name, partyId: null, accountId })),
  ];
}

function partySigner(party: Party, today: string): SignerWords {
  const side = SIDE_WORDS[party.side];
  const by = (role: string, name: string) => ({ role: `${side}${role}`, name, partyId: party.id, accountId: null });
  const { guardian } = party;
  if (guardian !== null && (isMinor(party, today) || party.kind === 'person')) return by('监护人', guardian.name);
  const settles = party.representatives.find(({ authority }) => authority === 'special');
  if (settles !== undefined) return by('委托代理人', settles.name);
  if (party.kind === 'organisation' && party.legalRepresentative !== null) return by('法定代表人', party.legalRepresentative);
  return by('', party.name);
}
