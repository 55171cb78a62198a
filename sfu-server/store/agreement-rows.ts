import { z } from 'zod';
import {
  AGREEMENT_LIMITS,
  type Agreement,
  agreementSchema,
  clauseSchema,
  confirmationSchema,
  dutySchema,
  type FollowUp,
  followUpSchema,
  type Outcome,
  outcomeSchema,
  type VersionHead,
  versionReasonSchema,
} from '../protocol/entities/agreement.ts';
import type { Db } from './database.ts';
import { idList } from './id-list.ts';

const clausesSchema = z.array(clauseSchema);
const dutiesSchema = z.array(dutySchema);
/** Versions that travel with the row; all are kept. */
const TOLD_VERSIONS = 50;

/** Agreements as consoles see them. */
export async function readAgreements(db: Db, ids: readonly string[]): Promise<Agreement[]> {
  const rows = await db.selectFrom('agreements').selectAll().where('id', 'in', idList(ids)).execute();
  const versions = await versionsOf(db, ids);
  const outcomes = await outcomesOf(db, ids);
  const followUps = await followUpsOf(db, ids);
  return rows.map((row) => ({
    id: row.id,
    facts: row.facts,
    performance: row.performance,
    copies: row.copies,
    clauses: clausesSchema.parse(JSON.parse(row.clauses)),
    duties: dutiesSchema.parse(JSON.parse(row.duties)),
    versions: versions.get(row.id) ?? [],
    finished: row.finished === null ? null : agreementSchema.shape.finished.parse(JSON.parse(row.finished)),
    effectiveAt: row.effective_at,
    outcomes: outcomes.get(row.id) ?? [],
    followUps: followUps.get(row.id) ?? [],
    confirmation: row.confirmation === null ? null : confirmationSchema.parse(JSON.parse(row.confirmation)),
    updatedAt: row.updated_at,
    updatedByName: row.updated_by_name,
  }));
}

async function versionsOf(db: Db, ids: readonly string[]): Promise<Map<string, VersionHead[]>> {
  const rows = await db
    .selectFrom('agreement_versions')
    .select(['agreement_id', 'number', 'at', 'by_name', 'reason', 'note'])
    .where('agreement_id', 'in', idList(ids))
    .orderBy('number', 'desc')
    .limit(AGREEMENT_LIMITS.versions * Math.max(1, ids.length))
    .execute();
  const heads = grouped(rows, ({ number, at, by_name, reason, note }) => ({
    number,
    at,
    byName: by_name,
    reason: versionReasonSchema.parse(reason),
    note,
  }));
  return new Map([...heads].map(([id, list]) => [id, list.slice(0, TOLD_VERSIONS)]));
}

async function outcomesOf(db: Db, ids: readonly string[]): Promise<Map<string, Outcome[]>> {
  const rows = await db
    .selectFrom('agreement_outcomes')
    .selectAll()
    .where('agreement_id', 'in', idList(ids))
    .orderBy('noted_at')
    .orderBy('id')
    .execute();
  return grouped(rows, ({ body }) => outcomeSchema.parse(JSON.parse(body)));
}

async function followUpsOf(db: Db, ids: readonly string[]): Promise<Map<string, FollowUp[]>> {
  const rows = await db
    .selectFrom('agreement_follow_ups')
    .selectAll()
    .where('agreement_id', 'in', idList(ids))
    .orderBy('noted_at')
    .orderBy('id')
    .execute();
  return grouped(rows, ({ body }) => followUpSchema.parse(JSON.parse(body)));
}

function grouped<R extends { readonly agreement_id: string }, T>(rows: readonly R[], read: (row: R) => T): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const list = groups.get(row.agreement_id);
    if (list === undefined) groups.set(row.agreement_id, [read(row)]);
    else list.push(read(row));
  }
  return groups;
}
