import type { Transfer } from '../../protocol/entities/mediation.ts';
import type { Level } from '../../protocol/roles.ts';
import type { Db } from '../../store/database.ts';
import { readMediations } from '../../store/mediation-rows.ts';
import { type Known, knownOf, type Replacement } from './known.ts';

/** What stands for a place: data of the library, in the county's language. */
const LABELS: { readonly [L in Exclude<Level, 'grid'>]: string } = { county: '某县', township: '某镇', village: '某村' };
const ENDING = /(?:综治中心|村民委员会|村委会|居委会|社区|街道|[县区市镇乡村])$/u;

/** Everything in a case that leads to those concerned. */
export async function knownOfCase(trx: Db, caseId: string): Promise<Known> {
  const kase = await trx
    .selectFrom('cases')
    .innerJoin('organisations', 'organisations.id', 'cases.org_id')
    .selectAll('cases')
    .select('path')
    .where('cases.id', '=', caseId)
    .executeTakeFirstOrThrow();
  const [mediation] = await readMediations(trx, [caseId]);
  const notes = await trx.selectFrom('case_notes').select('by_name').where('case_id', '=', caseId).distinct().execute();
  const calls = await trx
    .selectFrom('joint_call_people')
    .innerJoin('joint_calls', 'joint_calls.id', 'joint_call_people.call_id')
    .select('name')
    .where('case_id', '=', caseId)
    .execute();
  const mediators = mediation === undefined ? [] : [...(mediation.mediator === null ? [] : [mediation.mediator]), ...mediation.assistants];
  const transfers = mediation?.transfers ?? [];
  const profiles = await profilesOf(
    trx,
    mediators.map(({ accountId }) => accountId),
  );
  return knownOf({
    parties: mediation?.parties ?? [],
    sideNames: [kase.applicant_name, ...(kase.respondent_name === null ? [] : [kase.respondent_name])],
    phones: kase.phone === null ? [] : [kase.phone],
    studios: profiles.flatMap(({ studio }) => studio ?? []),
    mediators: [
      ...profiles.map(({ name }) => name),
      ...mediators.map(({ name }) => name),
      ...(kase.handler_name === null ? [] : [kase.handler_name]),
    ],
    staff: [
      kase.registered_by_name,
      ...notes.map((note) => note.by_name),
      ...calls.map(({ name }) => name),
      ...(mediation?.declarations ?? []).map(({ name }) => name),
      ...(mediation?.sessions ?? []).map(({ plannedByName }) => plannedByName),
      ...transfers.flatMap(namesIn),
    ],
    caseNumbers: [kase.number, mediation?.source.originNumber ?? '', ...transfers.flatMap(numbersIn)],
    places: await placesFor(trx, [kase.path, ...(await pathsOf(trx, transfers.flatMap(centresIn)))]),
  });
}

/** What the team calls those who mediate a case: an account may bear the name of an office. */
async function profilesOf(trx: Db, accountIds: readonly string[]) {
  if (accountIds.length === 0) return [];
  return trx
    .selectFrom('mediators')
    .leftJoin('studios', 'studios.id', 'mediators.studio_id')
    .select(['mediators.name as name', 'studios.name as studio'])
    .where('mediators.account_id', 'in', accountIds)
    .execute();
}

async function pathsOf(trx: Db, orgIds: readonly string[]): Promise<string[]> {
  if (orgIds.length === 0) return [];
  const rows = await trx.selectFrom('organisations').select('path').where('id', 'in', orgIds).execute();
  return rows.map(({ path }) => path);
}

function centresIn(transfer: Transfer): string[] {
  return transfer.kind === 'escalation' ? [transfer.fromOrgId, transfer.toOrgId] : [];
}

function namesIn(transfer: Transfer): string[] {
  const answered = transfer.kind === 'handover' ? transfer.receipt?.who : transfer.answer?.byName;
  return answered === undefined ? [transfer.byName] : [transfer.byName, answered];
}

function numbersIn(transfer: Transfer): string[] {
  return transfer.kind === 'handover' && transfer.letterNumber !== null ? [transfer.letterNumber] : [];
}

/** Every village and town of the county; those that the case comes from, or went through, also without what they are: 双湖 of 双湖镇. */
async function placesFor(trx: Db, paths: readonly string[]): Promise<Replacement[]> {
  const county = `${paths[0]?.split('/')[0] ?? ''}/`;
  const rows = await trx
    .selectFrom('organisations')
    .select(['name', 'short_name', 'level', 'path'])
    .where('path', '>=', county)
    .where('path', '<', `${county.slice(0, -1)}0`)
    .execute();
  const places = rows.flatMap(({ name, short_name: shortName, level, path: theirs }) => {
    const label = LABELS[level];
    const core = name.replace(ENDING, '');
    const own = paths.some((path) => path.startsWith(theirs)) ? [shortName, core] : [];
    return [name, ...own].filter((words) => [...words].length >= 2).map((words) => ({ words, label }));
  });
  return [...new Map(places.map((place) => [place.words, place])).values()];
}
