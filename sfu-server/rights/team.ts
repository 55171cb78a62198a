import type { Role } from '../protocol/roles.ts';
import { change, HANDLERS } from './papers.ts';
import { HIDDEN_FROM_OFFICERS, NONE, type Row, row } from './row.ts';
import { file, PLACES, type Place } from './world.ts';

/** Officers hold no rows at all, grid workers none of the team. */
const READERS: readonly Role[] = ['admin', 'leader', 'duty', 'host', 'mediator', 'clerk', 'operator'];
const HIDDEN = { ...HIDDEN_FROM_OFFICERS, gridWorker: 'row.unknown' } as const;

/** A committee's own mediators keep its team; those who oversee others, also the teams below. */
const KEEPERS: { readonly [P in Place]: readonly Role[] } = {
  own: HANDLERS.mediation,
  below: HANDLERS.mediation.filter((role) => role !== 'mediator'),
  above: NONE,
  other: NONE,
};

export const TEAM: readonly Row[] = [
  row('team.figures', '', READERS, ({ client }) => client.request('team.figures', {})),
  ...PLACES.flatMap((place) => {
    const otherwise = place === 'other' ? 'row.unknown' : HIDDEN;
    const may = KEEPERS[place];
    return [
      row('team.accounts', place, may, ({ client }, { orgAt }) =>
        client.request('team.accounts', { orgId: orgAt[place], mediatorId: null }),
      ),
      row(
        'change mediator.add',
        place,
        may,
        change('mediator.add', async (world) => world.profile(place)),
      ),
      row(
        'change mediator.edit',
        place,
        may,
        change('mediator.edit', async (world) => ({ id: await world.mediator(place), change: { words: '调解十年。' } })),
        { otherwise },
      ),
      row(
        'change studio.add',
        place,
        may,
        change('studio.add', async (world) => world.workshop(place)),
      ),
      row(
        'change studio.edit',
        place,
        may,
        change('studio.edit', async (world) => ({ id: await world.studio(place), change: { words: '说和为先。' } })),
        { otherwise },
      ),
      row(
        'change attachment.add',
        `${place} mediator`,
        may,
        change('attachment.add', async (world) => file(await world.mediator(place), 'mediator')),
        { otherwise },
      ),
    ];
  }),
];
