import { type Case, type CaseNote, caseFieldSchema, caseKindSchema, caseStateSchema } from '../protocol/entities/case.ts';
import type { Db } from './database.ts';
import { idList } from './id-list.ts';

/** Cases as consoles see them, with their notes. */
export async function readCases(db: Db, ids: readonly string[]): Promise<Case[]> {
  const rows = await db.selectFrom('cases').selectAll().where('id', 'in', idList(ids)).execute();
  const notes = await notesOf(db, ids);
  return rows.map((row) => ({
    id: row.id,
    orgId: row.org_id,
    gridId: row.grid_id,
    number: row.number,
    kind: caseKindSchema.parse(row.kind),
    title: row.title,
    applicantName: row.applicant_name,
    respondentName: row.respondent_name,
    phone: row.phone,
    facts: row.facts,
    field: caseFieldSchema.nullable().parse(row.field),
    handlerName: row.handler_name,
    state: caseStateSchema.parse(row.state),
    registeredById: row.registered_by_id,
    registeredByName: row.registered_by_name,
    registeredAt: row.registered_at,
    updatedAt: row.updated_at,
    dueAt: row.due_at,
    notes: notes.get(row.id) ?? [],
  }));
}

async function notesOf(db: Db, caseIds: readonly string[]): Promise<Map<string, CaseNote[]>> {
  const rows = await db.selectFrom('case_notes').selectAll().where('case_id', 'in', idList(caseIds)).orderBy('at').orderBy('id').execute();
  const notes = new Map<string, CaseNote[]>();
  for (const row of rows) {
    const state = row.state === null ? null : caseStateSchema.parse(row.state);
    const note = { id: row.id, at: row.at, byName: row.by_name, state, text: row.text };
    const list = notes.get(row.case_id);
    if (list === undefined) notes.set(row.case_id, [note]);
    else list.push(note);
  }
  return notes;
}
