import { v7 as uuidv7 } from 'uuid';
import type { MutationArgs, MutationName } from '../protocol/mutations.ts';
import type { Role } from '../protocol/roles.ts';
import { ELSEWHERE, HERE, NONE, type Row, row } from './row.ts';
import { file, type Place, pushed, type Seat, type World } from './world.ts';

/** What is said of meetings and tasks; see the matrix. */
const RUNNERS: readonly Role[] = ['admin', 'leader', 'duty', 'host', 'operator'];
const TASK_KEEPERS: readonly Role[] = ['admin', 'leader', 'duty', 'operator'];
const READERS: readonly Role[] = ['admin', 'leader', 'duty', 'host', 'mediator', 'clerk', 'operator'];

/** Whoever reads no meetings is not told that there is one. */
const HIDDEN = { rest: 'right.missing', gridWorker: 'row.unknown', officer: 'row.unknown' } as const;
const UNSEEN = 'row.unknown';

/** A change of a row that somebody has made before. */
function change<N extends MutationName>(name: N, make: (world: World) => Promise<MutationArgs<N>>) {
  return async ({ client }: Seat, world: World) => pushed(client, name, await make(world));
}

type Otherwise = Row['otherwise'] | string;

/** Everything that those who run a meeting do with it. */
function running(place: Place, invited: readonly Place[], may: readonly Role[], otherwise: Otherwise): Row[] {
  const where = invited.length === 0 ? place : `${place}, inviting ${invited.join()}`;
  const there = (world: World) => world.meeting(place, invited);
  const scope = 'this' as const;
  const one = <N extends MutationName>(name: N, make: (world: World) => Promise<MutationArgs<N>>, gives = 'ok') =>
    row(`change ${name}`, where, may, change(name, make), { gives, otherwise });
  return [
    one('meeting.edit', async (w) => ({ id: await there(w), scope, change: { title: '改' } })),
    one('meeting.cancel', async (w) => ({ id: await there(w), scope, reason: '改期' })),
    one('meeting.minutes', async (w) => ({ id: await there(w), change: { body: '记' } })),
    one('meeting.decide', async (w) => ({ ...w.decision(place), id: await there(w), taskId: uuidv7() })),
    one('attachment.add', async (w) => file(await there(w), 'meeting')),
    // Nothing is written yet.
    one('meeting.signMinutes', async (w) => ({ id: await there(w) }), 'state.conflict'),
    row(
      'meeting.open',
      where,
      may,
      async ({ client }, world) => (await client.request('meeting.open', { id: await there(world) })).room.kind,
      { gives: 'conference', otherwise },
    ),
  ];
}

function answering(place: Place, answered: Place, may: readonly Role[], otherwise: Otherwise): Row {
  const said = { answer: 'attends', words: '王桂兰' } as const;
  const make = async (w: World) => ({ id: await w.meeting(place, [answered]), orgId: w.orgAt[answered], ...said });
  return row('change meeting.answer', `${place}, for ${answered}`, may, change('meeting.answer', make), { otherwise });
}

function tasking(place: Place, owner: Place, may: readonly Role[], otherwise: Otherwise): Row[] {
  const where = `decided ${place}, owned by ${owner}`;
  const noteId = () => uuidv7();
  return [
    row(
      'change task.advance',
      where,
      may,
      change('task.advance', async (w) => ({ id: await w.task(place, owner), to: 'accepted', noteId: noteId(), note: '' })),
      { otherwise },
    ),
    row(
      'change task.note',
      where,
      may,
      change('task.note', async (w) => ({ id: await w.task(place, owner), noteId: noteId(), text: '已安排' })),
      { otherwise },
    ),
  ];
}

function exporting(place: Place, invited: readonly Place[], may: readonly Role[]): Row {
  const where = invited.length === 0 ? place : `${place}, inviting ${invited.join()}`;
  const ask = async ({ client }: Seat, world: World) =>
    (await client.request('meeting.export', { id: await world.meeting(place, invited) })).mediaType;
  return row('meeting.export', where, may, ask, { gives: 'application/pdf', otherwise: UNSEEN });
}

export const MEETINGS: readonly Row[] = [
  ...[...HERE, ...ELSEWHERE].map((place) =>
    row(
      'change meeting.plan',
      place,
      HERE.includes(place) ? RUNNERS : NONE,
      change('meeting.plan', async (world) => world.plan(place)),
    ),
  ),
  ...HERE.flatMap((place) => running(place, [], RUNNERS, HIDDEN)),
  ...ELSEWHERE.flatMap((place) => running(place, [], NONE, UNSEEN)),
  // To be invited is to see it, not to run it.
  ...ELSEWHERE.flatMap((place) => running(place, ['own'], NONE, HIDDEN)),
  answering('above', 'own', RUNNERS, HIDDEN),
  answering('other', 'below', RUNNERS, HIDDEN),
  answering('above', 'other', NONE, UNSEEN),
  ...tasking('above', 'own', TASK_KEEPERS, HIDDEN),
  ...tasking('own', 'below', TASK_KEEPERS, HIDDEN),
  ...tasking('above', 'other', NONE, UNSEEN),
  exporting('own', [], READERS),
  exporting('other', ['own'], READERS),
  exporting('other', [], NONE),
  row('meeting.people', '', RUNNERS, ({ client }) => client.request('meeting.people', { search: '' })),
];
