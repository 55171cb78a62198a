import { v7 as uuidv7 } from 'uuid';
import type { DepartmentWords } from '../protocol/entities/department.ts';
import type { LibraryWords } from '../protocol/entities/library-case.ts';
import type { MutationArgs } from '../protocol/mutations.ts';
import type { Role } from '../protocol/roles.ts';
import { change, HANDLERS } from './papers.ts';
import { ELSEWHERE, HERE, NONE, type Row, row } from './row.ts';
import { type Place, pushed, type Seat, type World } from './world.ts';

/** Mediators keep the register of their own centre, and of no other. */
const KEEPERS: { readonly [P in Place]: readonly Role[] } = {
  own: ['admin', 'mediator', 'operator'],
  below: ['admin', 'operator'],
  above: NONE,
  other: NONE,
};
/** Grid workers and officers are not told of departments, nobody of those beside the line. */
const hidden = (place: Place): Row['otherwise'] =>
  place === 'other' ? { rest: 'row.unknown' } : { rest: 'right.missing', gridWorker: 'row.unknown', officer: 'row.unknown' };

const DEPARTMENT: DepartmentWords = { name: '县人社局', presence: 'resident', weekdays: [], phone: null, role: null, people: [] };
const SAID = { result: 'comes', people: [], words: '张科长' } satisfies Omit<MutationArgs<'jointCall.answer'>, 'id'>;
const TEXT: LibraryWords = { title: '一起纠纷的调解', field: 'other', facts: '甲某与乙某争议。', course: '', result: '', lesson: '' };

/** Departments and calls: who handles disputes calls; who is called answers, and gets no other right by it. */
export const JOINT: readonly Row[] = [
  ...[...HERE, ...ELSEWHERE].flatMap((place) => {
    const handlers = HERE.includes(place) ? HANDLERS.mediation : NONE;
    const otherwise = 'row.unknown';
    return [
      row('change department.add', place, KEEPERS[place], ({ client }, { orgAt }) =>
        pushed(client, 'department.add', { id: uuidv7(), orgId: orgAt[place], ...DEPARTMENT }),
      ),
      row('department.officers', place, KEEPERS[place], ({ client }, { orgAt }) =>
        client.request('department.officers', { orgId: orgAt[place] }),
      ),
      row(
        'change department.edit',
        place,
        KEEPERS[place],
        change('department.edit', async (world) => ({ id: await department(world, place), change: { role: '欠薪' } })),
        { otherwise: hidden(place) },
      ),
      row(
        'change department.remove',
        place,
        KEEPERS[place],
        change('department.remove', async (world) => ({ id: await department(world, place) })),
        { otherwise: hidden(place) },
      ),
      row(
        'change jointCall.make',
        place,
        handlers,
        change('jointCall.make', (world) => callArgs(world, place)),
        { otherwise },
      ),
      row(
        'change jointCall.answer',
        place,
        handlers,
        change('jointCall.answer', async (world) => ({ id: await call(world, place), ...SAID })),
        { otherwise },
      ),
      row(
        'change jointCall.end',
        place,
        handlers,
        change('jointCall.end', async (world) => ({ id: await call(world, place), reason: '不再需要' })),
        { otherwise },
      ),
    ];
  }),
  row(
    'change jointCall.answer',
    'own, by whom it is for',
    [...HANDLERS.mediation, 'officer'],
    change('jointCall.answer', async (world) => ({ id: await call(world, 'own', 'officer'), ...SAID })),
    { otherwise: 'row.unknown' },
  ),
  row(
    'change jointCall.end',
    'own, by whom it is for',
    HANDLERS.mediation,
    change('jointCall.end', async (world) => ({ id: await call(world, 'own', 'officer'), reason: '不再需要' })),
    { otherwise: { rest: 'row.unknown', officer: 'right.missing' } },
  ),
  ...library(),
];

/** The library's offices: whoever handles disputes of the branch; to others no entry is there. */
function library(): Row[] {
  return [
    row('library.entries', '', HANDLERS.mediation, ({ client }) => client.request('library.entries', {})),
    ...[...HERE, ...ELSEWHERE].flatMap((place) => {
      const may = HERE.includes(place) ? HANDLERS.mediation : NONE;
      const ofEntry = (what: string, gives: string, ask: (seat: Seat, entryId: string) => Promise<unknown>) =>
        row(what, place, may, async (seat, world) => ask(seat, await entry(world, place)), { gives, otherwise: 'row.unknown' });
      return [
        // It is not over.
        row(
          'library.draft',
          place,
          may,
          async ({ client }, world) => client.request('library.draft', { caseId: await world.case(place, 'mediation') }),
          { gives: 'library.not_over', otherwise: 'row.unknown' },
        ),
        ofEntry('library.open', 'ok', ({ client }, entryId) => client.request('library.open', { entryId })),
        ofEntry('library.write', 'ok', ({ client }, entryId) => client.request('library.write', { entryId, base: 1, words: TEXT })),
        // There is no second text, and nothing is published.
        ofEntry('library.approve', 'state.conflict', ({ client }, entryId) => client.request('library.approve', { entryId, number: 2 })),
        ofEntry('library.sendBack', 'state.conflict', ({ client }, entryId) =>
          client.request('library.sendBack', { entryId, number: 2, words: '再改' }),
        ),
        ofEntry('library.withdraw', 'state.conflict', ({ client }, entryId) =>
          client.request('library.withdraw', { entryId, reason: '当事人不愿' }),
        ),
      ];
    }),
  ];
}

/** A department in the register there, with one account where one is named. */
async function department(world: World, place: Place, username?: string): Promise<string> {
  const id = uuidv7();
  const people = username === undefined ? [] : [{ accountId: await accountId(world, username), name: '某人' }];
  await pushed(world.helper(place), 'department.add', { id, orgId: world.orgAt[place], ...DEPARTMENT, people });
  return id;
}

async function callArgs(world: World, place: Place, username?: string): Promise<MutationArgs<'jointCall.make'>> {
  const { id: caseId } = await world.mediation(place);
  const departmentId = await department(world, place, username);
  const shown = { orgName: '', caseNumber: null, field: null, departmentName: '', people: [], session: null };
  const words = { words: '请派员参加。', answerBy: 1, calledAt: 1 };
  return { id: uuidv7(), caseId, departmentId, orgId: world.orgAt[place], ...shown, ...words };
}

async function call(world: World, place: Place, username?: string): Promise<string> {
  const args = await callArgs(world, place, username);
  await pushed(world.helper(place), 'jointCall.make', args);
  return args.id;
}

/** An entry made from a dispute there. */
async function entry(world: World, place: Place): Promise<string> {
  const id = uuidv7();
  const { db } = world.county;
  const by = await world.account(place);
  const made = {
    case_id: await world.case(place, 'mediation'),
    published_id: null,
    created_at: 1,
    created_by_id: by,
    created_by_name: '某人',
  };
  await db
    .insertInto('library_entries')
    .values({ id, ...made })
    .execute();
  const written = { body: JSON.stringify(TEXT), written_at: 1, written_by_id: by, written_by_name: '某人' };
  await db
    .insertInto('library_versions')
    .values({ entry_id: id, number: 1, ...written })
    .execute();
  return id;
}

async function accountId(world: World, username: string): Promise<string> {
  const { db } = world.county;
  return (await db.selectFrom('accounts').select('id').where('username', '=', username).executeTakeFirstOrThrow()).id;
}
