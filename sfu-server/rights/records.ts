import { v7 as uuidv7 } from 'uuid';
import type { MutationArgs, MutationName } from '../protocol/mutations.ts';
import { change, HANDLERS } from './papers.ts';
import { ELSEWHERE, HERE, NONE, type Row, row } from './row.ts';
import type { Place, World } from './world.ts';

type Made = Awaited<ReturnType<World['record']>>;

const WORDS = { position: 2, speaker: { kind: 'mediator', name: null }, text: '继续。', at: 1, mark: null, apartWith: null } as const;

/** Every change of a record of a hearing, to whoever handles disputes in the own branch; to all others none is there. */
export const RECORDS: readonly Row[] = [...HERE, ...ELSEWHERE].flatMap((place) => {
  const of = <N extends MutationName>(name: N, args: (made: Made) => MutationArgs<N>, gives?: Row['gives']) =>
    changeOf(place, name, args, gives);
  return [
    of('record.open', ({ id, caseId }) => ({ id, caseId, sessionId: id, openedAt: 1 })),
    of('record.line', ({ id }) => ({ id, lineId: uuidv7(), ...WORDS })),
    of('record.result', ({ id }) => ({ id, result: '达成一致。' })),
    of('record.readBack', ({ id }) => ({ id })),
    of('record.resume', ({ id }) => ({ id }), 'state.conflict'),
    of('record.confirmParty', ({ id }) => ({ id, confirmationId: uuidv7(), partyId: uuidv7(), corrections: 0 }), 'state.conflict'),
    of('record.confirm', ({ id }) => ({ id }), 'state.conflict'),
    row(
      'record.print',
      place,
      HERE.includes(place) ? HANDLERS.mediation : NONE,
      async ({ client }, world) => client.request('record.print', { recordId: (await world.record(place)).id }),
      // It was not read back yet: nobody is given a paper of it.
      { otherwise: 'row.unknown', ...(HERE.includes(place) ? { gives: 'state.conflict' } : {}) },
    ),
  ];
});

/** `gives`: what those who may are told of a record that is still typed. */
function changeOf<N extends MutationName>(place: Place, name: N, args: (made: Made) => MutationArgs<N>, gives?: Row['gives']): Row {
  const here = HERE.includes(place);
  const ask = change(name, async (world) => args(await world.record(place)));
  return {
    ...row(`change ${name}`, place, here ? HANDLERS.mediation : NONE, ask, { otherwise: 'row.unknown' }),
    ...(here && gives !== undefined ? { gives } : {}),
  };
}
