import { type RawBuilder, sql } from 'kysely';
import type { EntityName } from '../protocol/entities/index.ts';
import type { Branch, Guard } from './branch.ts';
import type { Db } from './database.ts';
import { idList } from './id-list.ts';

/** Where in the tree a row stands. A row that is shared stands at several places. */
export interface Placement {
  readonly id: string;
  readonly path: string;
  readonly guard: Guard;
}

/** Entities of which a row may stand at several places. */
const SHARED: readonly EntityName[] = [
  'case',
  'mediation',
  'record',
  'agreement',
  'jointCall',
  'document',
  'meeting',
  'task',
  'attachment',
];
/** Entities whose rows are not all under one guard. */
const MIXED: readonly EntityName[] = ['case', 'attachment'];

/** Cases that people of a department read who have said that they come, as long as the call stands; at their personal places (`personalPlace`). */
const CALLED = sql`select t.case_id as id, '@' || p.account_id || '/' as path, 'mediation' as guard
    from joint_call_people p join joint_calls t on t.id = p.call_id where p.comes = 1 and t.ended_at is null`;

/** Rows of each entity with the paths at which they are to be seen, and by which right. */
const PLACED: { readonly [E in EntityName]: RawBuilder<Placement> } = {
  organisation: sql`(select id, path, 'organisation' as guard from organisations)`,
  grid: sql`(select t.id, o.path, 'grid' as guard from grids t join organisations o on o.id = t.org_id)`,
  camera: sql`(select t.id, o.path, 'camera' as guard from cameras t join organisations o on o.id = t.org_id)`,
  event: sql`(select t.id, o.path, 'event' as guard from events t join organisations o on o.id = t.org_id)`,
  // Who has passed a case on to the centre above goes on reading it.
  case: sql`(select t.id, o.path, t.kind as guard from cases t join organisations o on o.id = t.org_id
    union all
    select m.mediation_id, o.path, 'mediation' from mediation_transfers m join organisations o on o.id = m.from_org_id
    union all
    ${CALLED})`,
  mediation: sql`(select t.id, o.path, 'mediation' as guard from mediations t
      join cases c on c.id = t.id join organisations o on o.id = c.org_id
    union all
    select m.mediation_id, o.path, 'mediation' from mediation_transfers m join organisations o on o.id = m.from_org_id
    union all
    ${CALLED})`,
  agreement: sql`(select t.id, o.path, 'agreement' as guard from agreements t
      join cases c on c.id = t.id join organisations o on o.id = c.org_id
    union all
    select m.mediation_id, o.path, 'agreement' from mediation_transfers m
      join organisations o on o.id = m.from_org_id join agreements a on a.id = m.mediation_id)`,
  record: sql`(select t.id, o.path, 'record' as guard from records t
      join cases c on c.id = t.case_id join organisations o on o.id = c.org_id
    union all
    select r.id, o.path, 'record' from mediation_transfers m
      join records r on r.case_id = m.mediation_id join organisations o on o.id = m.from_org_id)`,
  studio: sql`(select t.id, o.path, 'studio' as guard from studios t join organisations o on o.id = t.org_id)`,
  mediator: sql`(select t.id, o.path, 'mediator' as guard from mediators t join organisations o on o.id = t.org_id)`,
  outline: sql`(select t.id, o.path, 'outline' as guard from outlines t join organisations o on o.id = t.org_id)`,
  department: sql`(select t.id, o.path, 'department' as guard from departments t join organisations o on o.id = t.org_id)`,
  // Where the case is seen, and with everybody who is called, whatever they have answered.
  jointCall: sql`(select t.id, o.path, 'jointCall' as guard from joint_calls t
      join cases c on c.id = t.case_id join organisations o on o.id = c.org_id
    union all
    select t.id, o.path, 'jointCall' from joint_calls t
      join mediation_transfers m on m.mediation_id = t.case_id join organisations o on o.id = m.from_org_id
    union all
    select p.call_id, '@' || p.account_id || '/', 'jointCall' from joint_call_people p)`,
  libraryCase: sql`(select t.id, o.path, 'libraryCase' as guard from library_cases t join organisations o on o.id = t.org_id)`,
  contact: sql`(select t.id, o.path, 'contact' as guard from contacts t join organisations o on o.id = t.org_id)`,
  document: sql`(select t.id, o.path, 'document' as guard from documents t join organisations o on o.id = t.org_id
    union all
    select s.document_id, o.path, 'document' from document_shares s join organisations o on o.id = s.org_id)`,
  meeting: sql`(select t.id, o.path, 'meeting' as guard from meetings t join organisations o on o.id = t.org_id
    union all
    select i.meeting_id, o.path, 'meeting' from meeting_orgs i join organisations o on o.id = i.org_id
    union all
    select p.meeting_id, o.path, 'meeting' from meeting_people p join organisations o on o.id = p.org_id)`,
  task: sql`(select t.id, o.path, 'task' as guard from tasks t join organisations o on o.id = t.org_id
    union all
    select t.id, o.path, 'task' from tasks t join organisations o on o.id = t.owner_org_id)`,
  // An attachment stands wherever its owner does.
  attachment: sql`(select t.id, o.path, 'event' as guard from attachments t
      join events e on e.id = t.owner_id join organisations o on o.id = e.org_id where t.owner_entity = 'event'
    union all
    select t.id, o.path, c.kind from attachments t
      join cases c on c.id = t.owner_id join organisations o on o.id = c.org_id where t.owner_entity = 'case'
    union all
    select t.id, o.path, 'mediation' from attachments t
      join mediation_transfers m on m.mediation_id = t.owner_id join organisations o on o.id = m.from_org_id where t.owner_entity = 'case'
    union all
    select t.id, o.path, 'document' from attachments t
      join documents d on d.id = t.owner_id join organisations o on o.id = d.org_id where t.owner_entity = 'document'
    union all
    select t.id, o.path, 'document' from attachments t
      join document_shares s on s.document_id = t.owner_id join organisations o on o.id = s.org_id where t.owner_entity = 'document'
    union all
    select t.id, o.path, 'meeting' from attachments t
      join meetings m on m.id = t.owner_id join organisations o on o.id = m.org_id where t.owner_entity = 'meeting'
    union all
    select t.id, o.path, 'meeting' from attachments t
      join meeting_orgs i on i.meeting_id = t.owner_id join organisations o on o.id = i.org_id where t.owner_entity = 'meeting'
    union all
    select t.id, o.path, 'meeting' from attachments t
      join meeting_people p on p.meeting_id = t.owner_id join organisations o on o.id = p.org_id where t.owner_entity = 'meeting'
    union all
    select t.id, o.path, 'mediator' from attachments t
      join mediators d on d.id = t.owner_id join organisations o on o.id = d.org_id where t.owner_entity = 'mediator')`,
};

/** The rows that a branch has, after an id, in order of id, each once. */
export async function pageOfBranch(
  db: Db,
  entity: EntityName,
  branch: Branch,
  after: string | null,
  limit: number,
): Promise<{ id: string }[]> {
  const once = SHARED.includes(entity) ? sql`distinct ` : sql``;
  const { rows } = await sql<{ id: string }>`select ${once}id from ${PLACED[entity]}
    where ${inBranch(entity, branch)} and id > ${after ?? ''} order by id limit ${limit}`.execute(db);
  return rows;
}

/** Where these rows stand now, in order of path; those that are gone are left out. */
export async function placementsOf(db: Db, entity: EntityName, ids: readonly string[]): Promise<Placement[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<Placement>`select id, path, guard from ${PLACED[entity]} where id in ${idList(ids)} order by path`.execute(db);
  return rows;
}

export async function countOfBranch(db: Db, entity: EntityName, branch: Branch): Promise<number> {
  const counted = SHARED.includes(entity) ? sql`distinct id` : sql`*`;
  const { rows } = await sql<{ n: number }>`select count(${counted}) as n from ${PLACED[entity]} where ${inBranch(entity, branch)}`.execute(
    db,
  );
  return rows[0]?.n ?? 0;
}

function isMixed(entity: EntityName): entity is 'case' | 'attachment' {
  return MIXED.includes(entity);
}

function inBranch(entity: EntityName, branch: Branch): RawBuilder<boolean> {
  const named = isMixed(entity)
    ? sql<boolean>`guard in (${sql.join(branch.named)})`
    : sql<boolean>`${branch.named.includes(entity) ? 1 : 0}`;
  if (branch.named.length === 0) return inOrganisations(entity, branch);
  return sql`(${inOrganisations(entity, branch)} or (path = ${branch.personal} and ${named}))`;
}

function inOrganisations(entity: EntityName, branch: Branch): RawBuilder<boolean> {
  if (isMixed(entity) && branch.within.length === 0) return sql`(0)`;
  const within = sql<boolean>`path >= ${branch.root} and path < ${branch.end}`;
  if (isMixed(entity)) {
    const own = sql<boolean>`(${within} and guard in (${sql.join(branch.within)}))`;
    // Of these only files are read above the own branch: what belongs to rows that are.
    if (entity === 'case' || branch.above.length === 0 || branch.line.length === 0) return own;
    return sql`(${own} or (path in (${sql.join(branch.above)}) and guard in (${sql.join(branch.line)})))`;
  }
  if (!branch.within.includes(entity)) return sql`(0)`;
  if (!branch.line.includes(entity) || branch.above.length === 0) return sql`(${within})`;
  return sql`((${within}) or path in (${sql.join(branch.above)}))`;
}
