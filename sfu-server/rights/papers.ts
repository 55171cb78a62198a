import { v7 as uuidv7 } from 'uuid';
import { CASE_KINDS, type CaseKind } from '../protocol/entities/case.ts';
import type { MutationArgs, MutationName } from '../protocol/mutations.ts';
import type { Role } from '../protocol/roles.ts';
import { ELSEWHERE, HERE, HIDDEN_FROM_OFFICERS, NONE, type Row, row } from './row.ts';
import { file, type Place, pushed, type Seat, type World } from './world.ts';

/** Who handles cases of each kind: nobody else reads them. */
export const HANDLERS = {
  mediation: ['admin', 'leader', 'mediator', 'operator'],
  petition: ['admin', 'leader', 'clerk', 'operator'],
} as const satisfies Record<CaseKind, readonly Role[]>;
const DIRECTORY_KEEPERS: readonly Role[] = ['admin', 'duty', 'operator'];
/** Who handles disputes uses those of the centres above, too; the others are not told that there are any. */
const SEEN_BY_MEDIATORS = {
  rest: 'row.unknown',
  admin: 'right.missing',
  leader: 'right.missing',
  mediator: 'right.missing',
  operator: 'right.missing',
} as const;
/** Question sets: a mediator writes those of the own centre. */
const OUTLINE_WRITERS: { readonly [P in Place]: readonly Role[] } = {
  own: ['admin', 'leader', 'mediator', 'operator'],
  below: ['admin', 'leader', 'operator'],
  above: NONE,
  other: NONE,
};
const ISSUERS: readonly Role[] = ['admin', 'leader', 'duty', 'operator'];

/** A change of a row that somebody has made before. */
export function change<N extends MutationName>(name: N, make: (world: World) => Promise<MutationArgs<N>>) {
  return async ({ client }: Seat, world: World) => pushed(client, name, await make(world));
}

/** Every change of a case that is there already. */
function ofCase(place: Place, kind: CaseKind, may: readonly Role[], otherwise: Row['otherwise'] | string): Row[] {
  const where = `${place}, ${kind}`;
  const there = (world: World) => world.case(place, kind);
  const exceptions = { otherwise };
  return [
    row(
      'change case.edit',
      where,
      may,
      change('case.edit', async (w) => ({ id: await there(w), change: { title: '改' } })),
      exceptions,
    ),
    row(
      'change case.advance',
      where,
      may,
      change('case.advance', async (w) => ({ id: await there(w), to: 'accepted', noteId: uuidv7(), note: '' })),
      exceptions,
    ),
    row(
      'change case.note',
      where,
      may,
      change('case.note', async (w) => ({ id: await there(w), noteId: uuidv7(), text: '记' })),
      exceptions,
    ),
    row(
      'change attachment.add',
      `${where} case`,
      may,
      change('attachment.add', async (w) => file(await there(w), 'case')),
      exceptions,
    ),
  ];
}

/** Every change of a contact that is there already. */
function ofContact(place: Place, may: readonly Role[], otherwise: Row['otherwise'] | string): Row[] {
  return [
    row(
      'change contact.edit',
      place,
      may,
      change('contact.edit', async (w) => ({ id: await w.contact(place), change: { name: '李' } })),
      {
        otherwise,
      },
    ),
    row(
      'change contact.remove',
      place,
      may,
      change('contact.remove', async (w) => ({ id: await w.contact(place) })),
      { otherwise },
    ),
  ];
}

/** Every change of a question set that is there already. */
function ofOutline(place: Place, may: readonly Role[], otherwise: Row['otherwise'] | string): Row[] {
  const there = (world: World) => world.outline(place);
  return [
    row(
      'change outline.edit',
      place,
      may,
      change('outline.edit', async (w) => ({ id: await there(w), change: { name: '改' } })),
      { otherwise },
    ),
    row(
      'change outline.remove',
      place,
      may,
      change('outline.remove', async (w) => ({ id: await there(w) })),
      { otherwise },
    ),
  ];
}

/** Every change of a document that is there already, and is shared with some. */
function ofDocument(place: Place, shared: readonly Place[], may: readonly Role[], otherwise: Row['otherwise'] | string): Row[] {
  const where = shared.length === 0 ? place : `${place}, shared with ${shared.join()}`;
  const there = (world: World) => world.document(place, shared);
  const exceptions = { otherwise };
  return [
    row(
      'change document.edit',
      where,
      may,
      change('document.edit', async (w) => ({ id: await there(w), change: { body: '改' } })),
      exceptions,
    ),
    row(
      'change document.share',
      where,
      may,
      change('document.share', async (w) => ({ id: await there(w), orgId: w.orgAt.other })),
      exceptions,
    ),
    row(
      'change document.unshare',
      where,
      may,
      change('document.unshare', async (w) => ({ id: await there(w), orgId: w.orgAt.own })),
      exceptions,
    ),
    row(
      'change attachment.add',
      `${where} document`,
      may,
      change('attachment.add', async (w) => file(await there(w), 'document')),
      exceptions,
    ),
  ];
}

function content(what: string, place: Place, may: readonly Role[], otherwise: string, owner: (world: World) => Promise<OwnerOf>): Row {
  const ask = async (seat: Seat, world: World) => {
    const id = await world.attachment(place, await owner(world));
    return world.get(`/attachments/${id}/content`, seat.accessToken === null ? {} : { authorization: `Bearer ${seat.accessToken}` });
  };
  return row('GET /attachments', what, may, ask, { gives: 'attachment.not_there', otherwise, guest: 'auth.required' });
}
type OwnerOf = NonNullable<Parameters<World['attachment']>[1]>;

const READERS: readonly Role[] = ['admin', 'leader', 'duty', 'host', 'mediator', 'clerk', 'operator', 'gridWorker'];
const MEETING_READERS: readonly Role[] = READERS.filter((role) => role !== 'gridWorker');

/** What is said of cases, contacts and documents; see the matrix. */
export const PAPERS: readonly Row[] = [
  ...CASE_KINDS.flatMap((kind) => [
    ...[...HERE, ...ELSEWHERE].map((place) =>
      row(
        'change case.register',
        `${place}, ${kind}`,
        HERE.includes(place) ? HANDLERS[kind] : NONE,
        change('case.register', async (world) => world.registration(place, kind)),
      ),
    ),
    ...HERE.flatMap((place) => ofCase(place, kind, HANDLERS[kind], 'row.unknown')),
    ...ELSEWHERE.flatMap((place) => ofCase(place, kind, NONE, 'row.unknown')),
  ]),
  ...[...HERE, ...ELSEWHERE].flatMap((place) => [
    row(
      'change contact.add',
      place,
      HERE.includes(place) ? DIRECTORY_KEEPERS : NONE,
      change('contact.add', async (world) => world.entry(place)),
    ),
    row(
      'change outline.add',
      place,
      OUTLINE_WRITERS[place],
      change('outline.add', async (world) => world.questions(place)),
    ),
    row(
      'change document.issue',
      place,
      HERE.includes(place) ? ISSUERS : NONE,
      change('document.issue', async (world) => world.paper(place)),
    ),
  ]),
  ...HERE.flatMap((place) => ofContact(place, DIRECTORY_KEEPERS, HIDDEN_FROM_OFFICERS)),
  // Seen, so that one can call them, and not to be changed.
  ...ofContact('above', NONE, HIDDEN_FROM_OFFICERS),
  ...ofContact('other', NONE, 'row.unknown'),
  ...(['own', 'below', 'above'] as const).flatMap((place) => ofOutline(place, OUTLINE_WRITERS[place], SEEN_BY_MEDIATORS)),
  ...ofOutline('other', NONE, 'row.unknown'),
  ...HERE.flatMap((place) => ofDocument(place, [], ISSUERS, HIDDEN_FROM_OFFICERS)),
  ...ELSEWHERE.flatMap((place) => ofDocument(place, [], NONE, 'row.unknown')),
  ...ELSEWHERE.flatMap((place) => ofDocument(place, ['own'], NONE, HIDDEN_FROM_OFFICERS)),
  ...CASE_KINDS.map((kind) =>
    content(`own, of a case, ${kind}`, 'own', HANDLERS[kind], 'row.unknown', async (w) => ({
      entity: 'case',
      id: await w.case('own', kind),
    })),
  ),
  content('other, of a case', 'other', NONE, 'row.unknown', async (w) => ({ entity: 'case', id: await w.case('other', 'petition') })),
  content('other, of a document', 'other', NONE, 'row.unknown', async (w) => ({ entity: 'document', id: await w.document('other') })),
  content('other, of a document that is shared', 'other', READERS, 'row.unknown', async (w) => ({
    entity: 'document',
    id: await w.document('other', ['own']),
  })),
  content('other, of a meeting', 'other', NONE, 'row.unknown', async (w) => ({ entity: 'meeting', id: await w.meeting('other') })),
  content('other, of a meeting that invites', 'other', MEETING_READERS, 'row.unknown', async (w) => ({
    entity: 'meeting',
    id: await w.meeting('other', ['own']),
  })),
];
