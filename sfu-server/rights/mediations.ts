import { v7 as uuidv7 } from 'uuid';
import type { Duty } from '../protocol/entities/agreement.ts';
import type { Party } from '../protocol/entities/mediation.ts';
import type { MutationArgs, MutationName } from '../protocol/mutations.ts';
import { change, HANDLERS } from './papers.ts';
import { ELSEWHERE, HERE, NONE, type Row, row } from './row.ts';
import { HEARING, LETTER, type Place, pushed, type World } from './world.ts';

type Made = Awaited<ReturnType<World['mediation']>>;
type Args<N extends MutationName> = (made: Made, world: World) => MutationArgs<N> | Promise<MutationArgs<N>>;

/** Every change of a mediation, to whoever handles disputes in the own branch; to all others none is there. */
export const MEDIATIONS: readonly Row[] = [...HERE, ...ELSEWHERE].flatMap((place) => {
  const of = <N extends MutationName>(name: N, args: Args<N>) => changeOf(place, name, args);
  const tooEarly = <N extends MutationName>(name: N, args: Args<N>, gives = 'state.conflict') => ({
    ...of(name, args),
    ...(HERE.includes(place) ? { gives } : {}),
  });
  return [
    of('mediation.write', ({ id }) => ({ id, change: { request: '请求划清界址。' } })),
    of('mediation.putParty', ({ id }) => ({ id, party: PARTY() })),
    of('mediation.dropParty', ({ id }) => ({ id, partyId: uuidv7() })),
    of('mediation.assign', ({ id }) => ({ id, mediator: null, assistants: [] })),
    of('mediation.declare', async ({ id }, world) => ({
      id,
      person: { accountId: await world.account(place), name: '某人' },
      reason: '亲属',
    })),
    of('mediation.suspend', ({ id }) => ({ id, reason: '等待鉴定' })),
    of('mediation.escalate', ({ id }, { orgAt }) => ({
      id,
      transferId: uuidv7(),
      fromOrgId: orgAt[place],
      toOrgId: place === 'below' ? orgAt.own : orgAt.above,
      reason: '涉及多村',
    })),
    // Of the own cases, the centre above says whether it takes them over.
    ...(place === 'own' ? [] : [of('mediation.answerEscalation', (made, world) => answerTo(place, made, world))]),
    of('mediation.handOver', ({ id }) => ({ id, transferId: uuidv7(), ...LETTER, papers: [...LETTER.papers] })),
    of('mediation.receipt', ({ id, transferId }) => ({ id, transferId, receipt: { number: null, who: '赵法官', at: 1 } })),
    of('mediation.planSession', ({ id }) => ({ id, sessionId: uuidv7(), ...HEARING })),
    of('mediation.cancelSession', ({ id, sessionId }) => ({ id, sessionId, reason: '改期' })),
    of('agreement.write', ({ id }) => ({ id, change: { facts: '界址不清。' } })),
    of('agreement.putClause', ({ id }) => ({ id, clauseId: uuidv7(), change: { text: '各自退让。' } })),
    of('agreement.dropClause', ({ id }) => ({ id, clauseId: uuidv7() })),
    of('agreement.putDuty', ({ id }) => ({ id, duty: DUTY() })),
    of('agreement.dropDuty', ({ id }) => ({ id, dutyId: uuidv7() })),
    of('agreement.save', ({ id }) => ({ id, note: '' })),
    // The case is accepted only: there is nothing yet of which this could be said.
    tooEarly('agreement.restore', ({ id }) => ({ id, number: 1 }), 'row.unknown'),
    tooEarly('agreement.takeEffect', ({ id }) => ({ id, at: 1 })),
    tooEarly('agreement.takeUp', ({ id }) => ({ id, noteId: uuidv7(), reason: '未履行' })),
    tooEarly('agreement.perform', ({ id }) => ({ id, outcomeId: uuidv7(), dutyId: uuidv7(), ...SEEN, receiptIds: [] })),
    tooEarly('agreement.followUp', ({ id }) => ({ id, followUpId: uuidv7(), ...VISIT })),
    tooEarly('agreement.applyConfirmation', ({ id }) => ({ id, court: '晶泉县人民法院', appliedAt: 1 })),
    tooEarly('agreement.courtAnswer', ({ id }) => ({ id, answer: ANSWER })),
    row(
      'mediation.candidates',
      place,
      HERE.includes(place) ? HANDLERS.mediation : NONE,
      async ({ client }, world) => client.request('mediation.candidates', { caseId: await world.case(place, 'mediation') }),
      { otherwise: 'row.unknown' },
    ),
    { ...of('mediation.resume', ({ id }) => ({ id })), ...(HERE.includes(place) ? { gives: 'mediation.not_suspended' } : {}) },
  ];
});

function changeOf<N extends MutationName>(place: Place, name: N, args: Args<N>): Row {
  const may = HERE.includes(place) ? HANDLERS.mediation : NONE;
  const ask = change(name, async (world) => args(await world.mediation(place), world));
  return row(`change ${name}`, place, may, ask, { otherwise: 'row.unknown' });
}

/** Takes over what was passed up to the own centre; of what lies elsewhere nothing was. */
async function answerTo(place: Place, { id }: Made, world: World): Promise<MutationArgs<'mediation.answerEscalation'>> {
  const transferId = uuidv7();
  const { orgAt } = world;
  if (place === 'below') {
    const way = { id, transferId, fromOrgId: orgAt.below, toOrgId: orgAt.own, reason: '涉及多村' };
    await pushed(world.helper(place), 'mediation.escalate', way);
  }
  return { id, transferId, taken: true, reason: '' };
}

const PARTY = (): Party => ({
  id: uuidv7(),
  side: 'applicant',
  kind: 'person',
  name: '王㛃兰',
  gender: null,
  nation: null,
  birthDate: null,
  age: null,
  idNumber: null,
  job: null,
  phone: null,
  address: null,
  legalRepresentative: null,
  guardian: null,
  representatives: [],
});

const DUTY = (): Duty => ({ id: uuidv7(), who: '李四', toWhom: null, what: '拆除围墙', fen: null, due: 1_790_000_000_000, how: '' });
const SEEN = { result: 'done', at: 1, words: '' } as const;
const VISIT = { at: 1, how: 'phone', withWhom: '王桂兰', situation: '已履行。', kept: 'yes', satisfied: 'yes' } as const;
const ANSWER = { result: 'confirmed', number: null, at: 1, words: '' } as const;
