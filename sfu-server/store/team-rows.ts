import { z } from 'zod';
import { dutyWeekSchema } from '../protocol/duty-hours.ts';
import { disputeFieldsSchema, type MediatorProfile, mediatorKindSchema } from '../protocol/entities/mediator-profile.ts';
import type { Studio } from '../protocol/entities/studio.ts';
import type { Db } from './database.ts';
import { idList } from './id-list.ts';

const languagesSchema = z.array(z.string());

/** Profiles of mediators as consoles see them. */
export async function readMediators(db: Db, ids: readonly string[]): Promise<MediatorProfile[]> {
  const rows = await db.selectFrom('mediators').selectAll().where('id', 'in', idList(ids)).execute();
  return rows.map((row) => ({
    id: row.id,
    orgId: row.org_id,
    name: row.name,
    kind: mediatorKindSchema.parse(row.kind),
    accountId: row.account_id,
    committee: row.committee,
    studioId: row.studio_id,
    fields: disputeFieldsSchema.parse(JSON.parse(row.fields)),
    duty: dutyWeekSchema.parse(JSON.parse(row.duty)),
    certificate: row.certificate,
    languages: languagesSchema.parse(JSON.parse(row.languages)),
    phone: row.phone,
    words: row.words,
    photoId: row.photo_id,
    active: row.active === 1,
    updatedAt: row.updated_at,
  }));
}

/** Studios as consoles see them. */
export async function readStudios(db: Db, ids: readonly string[]): Promise<Studio[]> {
  const rows = await db.selectFrom('studios').selectAll().where('id', 'in', idList(ids)).execute();
  return rows.map((row) => ({
    id: row.id,
    orgId: row.org_id,
    name: row.name,
    leaderId: row.leader_id,
    fields: disputeFieldsSchema.parse(JSON.parse(row.fields)),
    words: row.words,
    active: row.active === 1,
    updatedAt: row.updated_at,
  }));
}
