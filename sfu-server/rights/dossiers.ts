import { v7 as uuidv7 } from 'uuid';
import type { Role } from '../protocol/roles.ts';
import { HANDLERS } from './papers.ts';
import { ELSEWHERE, HERE, NONE, type Row, row } from './row.ts';
import type { Place, Seat, World } from './world.ts';

const DESTROYERS: readonly Role[] = ['admin', 'leader'];
/** Those who read disputes see it and are told that they may not; to others it is not there. */
const SEEN_BY_HANDLERS = { rest: 'row.unknown', mediator: 'right.missing', operator: 'right.missing' } as const;

/** Dossiers: to whoever handles disputes in the own branch; to all others none is there. What is destroyed, leaders propose and approve. */
export const DOSSIERS: readonly Row[] = [
  ...[...HERE, ...ELSEWHERE].flatMap((place) => {
    const may = HERE.includes(place) ? HANDLERS.mediation : NONE;
    const ofCase = (what: string, gives: string, ask: (seat: Seat, caseId: string) => Promise<unknown>) =>
      row(what, place, may, async (seat, world) => ask(seat, await world.case(place, 'mediation')), { gives, otherwise: 'row.unknown' });
    return [
      ofCase('dossier.ofCase', 'ok', ({ client }, caseId) => client.request('dossier.ofCase', { caseId })),
      ofCase('dossier.arrange', 'ok', ({ client }, caseId) =>
        client.request('dossier.arrange', { caseId, arrangement: { order: [], leftOut: [], absences: [] } }),
      ),
      // The case still runs.
      ofCase('dossier.file', 'state.conflict', ({ client }, caseId) =>
        client.request('dossier.file', { caseId, keep: 'long', checkedByName: null, remark: null }),
      ),
      row(
        'dossier.get',
        place,
        may,
        async ({ client }, world) => client.request('dossier.get', { dossierId: await dossier(world, place) }),
        {
          otherwise: 'row.unknown',
        },
      ),
      row(
        'dossier.open',
        place,
        may,
        async ({ client }, world) =>
          client.request('dossier.open', { dossierId: await dossier(world, place), kind: 'view', side: null, reason: '核对' }),
        { gives: 'attachment.not_there', otherwise: 'row.unknown' },
      ),
      row(
        'dossier.proposeDestruction',
        place,
        HERE.includes(place) ? DESTROYERS : NONE,
        async ({ client }, world) =>
          client.request('dossier.proposeDestruction', { dossierId: await dossier(world, place), reason: '到期' }),
        { gives: 'dossier.kept', otherwise: HERE.includes(place) ? SEEN_BY_HANDLERS : 'row.unknown' },
      ),
      row(
        'dossier.decideDestruction',
        place,
        HERE.includes(place) ? DESTROYERS : NONE,
        async ({ client }, world) => client.request('dossier.decideDestruction', { dossierId: await dossier(world, place), approve: true }),
        { gives: 'state.conflict', otherwise: HERE.includes(place) ? SEEN_BY_HANDLERS : 'row.unknown' },
      ),
    ];
  }),
  row('dossier.list', 'of the own branch', HANDLERS.mediation, ({ client }) =>
    client.request('dossier.list', { search: '', year: null, due: false, skip: 0 }),
  ),
  row(
    'dossier.read',
    "with somebody else's ticket",
    NONE,
    ({ client }) => client.request('dossier.read', { ticket: 'none', offset: 0, length: 1 }),
    {
      otherwise: 'dossier.ticket',
    },
  ),
];

/** A dossier of a dispute there that is kept for long; its file is not there. */
async function dossier(world: World, place: Place): Promise<string> {
  const caseId = await world.case(place, 'mediation');
  const id = uuidv7();
  const { db } = world.county;
  const { next } = await db
    .selectFrom('dossiers')
    .select(({ fn }) => fn.countAll<number>().as('next'))
    .executeTakeFirstOrThrow();
  const { org_id } = await db.selectFrom('cases').select('org_id').where('id', '=', caseId).executeTakeFirstOrThrow();
  const by = { filed_at: 1, filed_by_id: await world.account(place), filed_by_name: '某人', checked_by_name: null };
  const words = { committee: '人民调解委员会', docket: `(2026)第${next + 1}号`, title: '纠纷', field: null, parties: '[]' };
  const kept = { keep: 'long', keep_until: Date.UTC(2200, 0, 1), pages: 1, sha256: 'b'.repeat(64), bytes: 1 };
  await db
    .insertInto('dossiers')
    .values({
      ...{ id, case_id: caseId, org_id, year: 2026, number: next + 1, volume: 1, ...words, ...by, ...kept },
      ...{ lines: '[]', files: '[]', sources: '{}', state: 'filed' },
    })
    .execute();
  return id;
}
