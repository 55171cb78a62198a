import { type RawBuilder, sql } from 'kysely';
import type { EntityName } from '../protocol/entities/index.ts';
import type { Branch } from './branch.ts';
import type { Db } from './database.ts';

/** Where in the tree a row stands. */
export interface Placement {
  readonly id: string;
  readonly path: string;
}

/** Rows of each entity with the path of the organisation that they belong to. */
const PLACED: { readonly [E in EntityName]: RawBuilder<Placement> } = {
  organisation: sql`(select id, path from organisations)`,
  grid: sql`(select t.id, o.path from grids t join organisations o on o.id = t.org_id)`,
  camera: sql`(select t.id, o.path from cameras t join organisations o on o.id = t.org_id)`,
  event: sql`(select t.id, o.path from events t join organisations o on o.id = t.org_id)`,
  // An attachment stands where its event does.
  attachment: sql`(select t.id, o.path from attachments t join events e on e.id = t.event_id join organisations o on o.id = e.org_id)`,
};

/** The rows of a branch after an id, in order of id. Organisations above the branch count as within it. */
export async function pageOfBranch(db: Db, entity: EntityName, branch: Branch, after: string | null, limit: number): Promise<Placement[]> {
  const { rows } = await sql<Placement>`select id, path from ${PLACED[entity]}
    where ${inBranch(entity, branch)} and id > ${after ?? ''} order by id limit ${limit}`.execute(db);
  return rows;
}

/** Where these rows stand now; those that are gone are left out. */
export async function placementsOf(db: Db, entity: EntityName, ids: readonly string[]): Promise<Placement[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<Placement>`select id, path from ${PLACED[entity]} where id in (${sql.join(ids)})`.execute(db);
  return rows;
}

export async function countOfBranch(db: Db, entity: EntityName, branch: Branch): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from ${PLACED[entity]} where ${inBranch(entity, branch)}`.execute(db);
  return rows[0]?.n ?? 0;
}

function inBranch(entity: EntityName, branch: Branch): RawBuilder<boolean> {
  const within = sql<boolean>`path >= ${branch.root} and path < ${branch.end}`;
  if (entity !== 'organisation' || branch.above.length === 0) return sql`(${within})`;
  return sql`((${within}) or path in (${sql.join(branch.above)}))`;
}
