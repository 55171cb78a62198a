import { sideSchema } from '../protocol/entities/mediation.ts';
import {
  type Confirmation,
  type Correction,
  inLineOrder,
  type MediationRecord,
  type RecordLine,
  recordLineWordsSchema,
  recordStateSchema,
  speakerKindSchema,
} from '../protocol/entities/record.ts';
import type { Db } from './database.ts';
import { idList } from './id-list.ts';

/** Records as consoles see them: lines in their order, without those that were taken out before anybody was read to. */
export async function readRecords(db: Db, ids: readonly string[]): Promise<MediationRecord[]> {
  const rows = await db.selectFrom('records').selectAll().where('id', 'in', idList(ids)).execute();
  const lines = await linesOf(db, ids);
  const confirmations = await confirmationsOf(db, ids);
  return rows.map((row) => ({
    id: row.id,
    caseId: row.case_id,
    sessionId: row.session_id,
    state: recordStateSchema.parse(row.state),
    openedAt: row.opened_at,
    openedByName: row.opened_by_name,
    readBackAt: row.read_back_at,
    result: row.result,
    lines: lines.get(row.id) ?? [],
    confirmations: confirmations.get(row.id) ?? [],
    confirmedAt: row.confirmed_at,
    confirmedByName: row.confirmed_by_name,
    updatedAt: row.updated_at,
  }));
}

async function linesOf(db: Db, recordIds: readonly string[]): Promise<Map<string, RecordLine[]>> {
  const rows = await db.selectFrom('record_lines').selectAll().where('record_id', 'in', idList(recordIds)).execute();
  const corrections = await correctionsOf(db, recordIds);
  const lines = new Map<string, RecordLine[]>();
  for (const row of rows) {
    const traces = corrections.get(row.id) ?? [];
    if (row.text === '' && traces.length === 0) continue;
    const line: RecordLine = {
      id: row.id,
      position: row.position,
      speaker: { kind: speakerKindSchema.parse(row.speaker), name: row.speaker_name },
      text: row.text,
      at: row.at,
      mark: row.recording_id === null ? null : { recordingId: row.recording_id, offsetMs: row.offset_ms ?? 0 },
      apartWith: recordLineWordsSchema.shape.apartWith.parse(row.apart_with),
      byId: row.by_account_id,
      byName: row.by_name,
      corrections: traces,
    };
    pushTo(lines, row.record_id, line);
  }
  for (const list of lines.values()) list.sort(inLineOrder);
  return lines;
}

async function correctionsOf(db: Db, recordIds: readonly string[]): Promise<Map<string, Correction[]>> {
  const rows = await db
    .selectFrom('record_corrections')
    .innerJoin('record_lines', 'record_lines.id', 'record_corrections.line_id')
    .select(['line_id', 'was', 'record_corrections.by_name', 'record_corrections.at'])
    .where('record_id', 'in', idList(recordIds))
    .orderBy('record_corrections.id')
    .execute();
  const corrections = new Map<string, Correction[]>();
  for (const { line_id, was, by_name, at } of rows) pushTo(corrections, line_id, { was, byName: by_name, at });
  return corrections;
}

async function confirmationsOf(db: Db, recordIds: readonly string[]): Promise<Map<string, Confirmation[]>> {
  const rows = await db
    .selectFrom('record_confirmations')
    .selectAll()
    .where('record_id', 'in', idList(recordIds))
    .orderBy('at')
    .orderBy('id')
    .execute();
  const confirmations = new Map<string, Confirmation[]>();
  for (const { id, record_id, party_id: partyId, name, side, way, by_name, at } of rows) {
    pushTo(confirmations, record_id, { id, partyId, name, side: sideSchema.nullable().parse(side), way, byName: by_name, at });
  }
  return confirmations;
}

function pushTo<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
