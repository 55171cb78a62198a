import { z } from 'zod';
import {
  type Declaration,
  escalationAnswerSchema,
  handoverWordsSchema,
  type Mediation,
  type MediationSession,
  mediatorSchema,
  type Party,
  partySchema,
  receiptSchema,
  type Suspension,
  sourceSchema,
  type Transfer,
} from '../protocol/entities/mediation.ts';
import type { Db } from './database.ts';
import { idList } from './id-list.ts';
import type { MediationTable, MediationTransferTable } from './tables.ts';

const peopleSchema = z.array(mediatorSchema);

/** Mediations as consoles see them. */
export async function readMediations(db: Db, ids: readonly string[]): Promise<Mediation[]> {
  const rows = await db.selectFrom('mediations').selectAll().where('id', 'in', idList(ids)).execute();
  const parties = await partiesOf(db, ids);
  const declarations = await declarationsOf(db, ids);
  const transfers = await transfersOf(db, ids);
  const sessions = await sessionsOf(db, ids);
  return rows.map((row) => ({
    id: row.id,
    source: sourceSchema.parse(JSON.parse(row.source)),
    request: row.request,
    amountFen: row.amount_fen,
    simple: row.simple === 1,
    parties: parties.get(row.id) ?? [],
    mediator: row.mediator_id === null ? null : { accountId: row.mediator_id, name: row.mediator_name ?? '' },
    assistants: peopleSchema.parse(JSON.parse(row.assistants)),
    declarations: declarations.get(row.id) ?? [],
    suspension: suspensionOf(row),
    transfers: transfers.get(row.id) ?? [],
    sessions: sessions.get(row.id) ?? [],
    updatedAt: row.updated_at,
  }));
}

function suspensionOf(row: Pick<MediationTable, `susp${string}` & keyof MediationTable>): Suspension | null {
  if (row.suspended_at === null) return null;
  const { suspended_at: since, suspension_left_ms: leftMs } = row;
  return { since, reason: row.suspension_reason ?? '', byName: row.suspended_by_name ?? '', leftMs };
}

async function partiesOf(db: Db, ids: readonly string[]): Promise<Map<string, Party[]>> {
  const rows = await db
    .selectFrom('mediation_parties')
    .selectAll()
    .where('mediation_id', 'in', idList(ids))
    .orderBy('position')
    .orderBy('id')
    .execute();
  return grouped(rows, (row) => partySchema.parse(JSON.parse(row.body)));
}

async function declarationsOf(db: Db, ids: readonly string[]): Promise<Map<string, Declaration[]>> {
  const rows = await db
    .selectFrom('mediation_declarations')
    .selectAll()
    .where('mediation_id', 'in', idList(ids))
    .orderBy('at')
    .orderBy('account_id')
    .execute();
  return grouped(rows, (row) => ({ accountId: row.account_id, name: row.name, reason: row.reason, at: row.at, byName: row.by_name }));
}

async function transfersOf(db: Db, ids: readonly string[]): Promise<Map<string, Transfer[]>> {
  const rows = await db
    .selectFrom('mediation_transfers')
    .selectAll()
    .where('mediation_id', 'in', idList(ids))
    .orderBy('at')
    .orderBy('id')
    .execute();
  return grouped(rows, transferOf);
}

function transferOf(row: MediationTransferTable): Transfer {
  const facts = { id: row.id, at: row.at, byName: row.by_name };
  if (row.kind === 'escalation') {
    // What was confirmed of a letter is its receipt; of a way up, the answer.
    const answer = row.receipt === null ? null : escalationAnswerSchema.parse(JSON.parse(row.receipt));
    return { kind: row.kind, ...facts, fromOrgId: row.from_org_id ?? '', toOrgId: row.to_org_id ?? '', reason: row.reason, answer };
  }
  const receipt = row.receipt === null ? null : receiptSchema.parse(JSON.parse(row.receipt));
  return { kind: row.kind, ...facts, ...handoverWordsSchema.parse(JSON.parse(row.body ?? '{}')), receipt };
}

async function sessionsOf(db: Db, ids: readonly string[]): Promise<Map<string, MediationSession[]>> {
  const rows = await db
    .selectFrom('mediation_sessions')
    .selectAll()
    .where('mediation_id', 'in', idList(ids))
    .orderBy('starts_at')
    .orderBy('id')
    .execute();
  return grouped(rows, (row) => ({
    id: row.id,
    startsAt: row.starts_at,
    durationMin: row.duration_min,
    place: row.place,
    roomId: row.room_id,
    cancelReason: row.cancel_reason,
    plannedByName: row.planned_by_name,
  }));
}

/** By their mediation, in the order in which they come. */
function grouped<R extends { readonly mediation_id: string }, T>(rows: readonly R[], read: (row: R) => T): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const list = groups.get(row.mediation_id);
    if (list === undefined) groups.set(row.mediation_id, [read(row)]);
    else list.push(read(row));
  }
  return groups;
}
