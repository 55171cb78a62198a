import { z } from 'zod';
import { caseFieldSchema } from '../protocol/entities/case.ts';
import { type Department, departmentPersonSchema, presenceSchema, weekdaySchema } from '../protocol/entities/department.ts';
import { type CallAnswer, type CalledSession, callResultSchema, type JointCall } from '../protocol/entities/joint-call.ts';
import type { Db } from './database.ts';
import { idList } from './id-list.ts';
import type { JointCallTable } from './joint-tables.ts';

const weekdaysSchema = z.array(weekdaySchema);
const peopleSchema = z.array(departmentPersonSchema);

/** Departments of a centre as consoles see them. */
export async function readDepartments(db: Db, ids: readonly string[]): Promise<Department[]> {
  const rows = await db.selectFrom('departments').selectAll().where('id', 'in', idList(ids)).execute();
  return rows.map((row) => ({
    id: row.id,
    orgId: row.org_id,
    name: row.name,
    presence: presenceSchema.parse(row.presence),
    weekdays: weekdaysSchema.parse(JSON.parse(row.weekdays)),
    phone: row.phone,
    role: row.role,
    people: peopleSchema.parse(JSON.parse(row.people)),
    updatedAt: row.updated_at,
  }));
}

/** Calls as consoles see them, with the case's number and the hearing as they are now. */
export async function readJointCalls(db: Db, ids: readonly string[]): Promise<JointCall[]> {
  const rows = await db
    .selectFrom('joint_calls')
    .innerJoin('cases', 'cases.id', 'joint_calls.case_id')
    .selectAll('joint_calls')
    .select('cases.number as case_number')
    .where('joint_calls.id', 'in', idList(ids))
    .execute();
  const called = await db.selectFrom('joint_call_people').selectAll().where('call_id', 'in', idList(ids)).orderBy('account_id').execute();
  const people = Map.groupBy(called, ({ call_id }) => call_id);
  const sessionIds = rows.flatMap(({ session_id }) => (session_id === null ? [] : [session_id]));
  const sessions = await sessionsOf(db, sessionIds);
  return rows.map((row) => {
    const own = people.get(row.id) ?? [];
    const coming = own.filter(({ comes }) => comes === 1).map(({ account_id }) => account_id);
    return {
      id: row.id,
      caseId: row.case_id,
      departmentId: row.department_id,
      orgId: row.org_id,
      orgName: row.org_name,
      caseNumber: row.case_number,
      field: caseFieldSchema.nullable().parse(row.field),
      departmentName: row.department_name,
      people: own.map(({ account_id, name }) => ({ accountId: account_id, name })),
      session: row.session_id === null ? null : (sessions.get(row.session_id) ?? null),
      words: row.words,
      answerBy: row.answer_by,
      calledByName: row.called_by_name,
      calledAt: row.called_at,
      answer: answerOf(row, coming),
      ended: row.ended_at === null ? null : { at: row.ended_at, byName: row.ended_by_name ?? '', reason: row.end_reason ?? '' },
      updatedAt: row.updated_at,
    };
  });
}

function answerOf(row: JointCallTable, people: readonly string[]): CallAnswer | null {
  if (row.answer === null || row.answered_at === null) return null;
  return {
    result: callResultSchema.parse(row.answer),
    people: [...people],
    words: row.answer_words ?? '',
    byName: row.answered_by_name ?? '',
    byPhone: row.answered_by_phone === 1,
    at: row.answered_at,
  };
}

async function sessionsOf(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, CalledSession>> {
  const rows = await db.selectFrom('mediation_sessions').selectAll().where('id', 'in', idList(ids)).execute();
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        startsAt: row.starts_at,
        durationMin: row.duration_min,
        place: row.place,
        roomId: row.room_id,
        cancelReason: row.cancel_reason,
      },
    ]),
  );
}
