import { v7 as uuidv7 } from 'uuid';
import { HANDLERS } from './papers.ts';
import { ELSEWHERE, HERE, NONE, type Row, row } from './row.ts';

/** Papers of agreements, to whoever handles disputes in the own branch; to all others none is there. What is shown in a room, to who sits in it. */
export const AGREEMENTS: readonly Row[] = [
  ...[...HERE, ...ELSEWHERE].flatMap((place) => {
    const may = HERE.includes(place) ? HANDLERS.mediation : NONE;
    // Nothing is written of these agreements yet, and their cases are accepted only.
    return [
      row(
        'agreement.version',
        place,
        NONE,
        async ({ client }, world) => client.request('agreement.version', { caseId: (await world.mediation(place)).id, number: 1 }),
        { otherwise: 'row.unknown' },
      ),
      row(
        'agreement.finish',
        place,
        may,
        async ({ client }, world) => client.request('agreement.finish', { caseId: (await world.mediation(place)).id }),
        { gives: 'state.conflict', otherwise: 'row.unknown' },
      ),
      row(
        'agreement.print',
        place,
        may,
        async ({ client }, world) => client.request('agreement.print', { caseId: (await world.mediation(place)).id, form: 'performance' }),
        { gives: 'state.conflict', otherwise: 'row.unknown' },
      ),
      row(
        'agreement.packet',
        place,
        may,
        async ({ client }, world) =>
          client.request('agreement.packet', { caseId: (await world.mediation(place)).id, purpose: 'suit', reason: '移送' }),
        { gives: 'ok', otherwise: 'row.unknown' },
      ),
    ];
  }),
  row(
    'agreement.share',
    'in a room that is not there',
    NONE,
    ({ client }) => client.request('agreement.share', { roomId: uuidv7(), shown: true, highlightedId: null }),
    { otherwise: 'room.unknown' },
  ),
  row('agreement.shared', 'in a room that is not there', NONE, ({ client }) => client.request('agreement.shared', { roomId: uuidv7() }), {
    otherwise: 'room.unknown',
    guest: 'room.unknown',
  }),
];
