import { type Task, taskStateSchema } from '../protocol/entities/task.ts';
import type { Db } from './database.ts';

/** Tasks as consoles see them, with their notes. */
export async function readTasks(db: Db, ids: readonly string[]): Promise<Task[]> {
  const rows = await db.selectFrom('tasks').selectAll().where('id', 'in', ids).execute();
  const noted = await db.selectFrom('task_notes').selectAll().where('task_id', 'in', ids).orderBy('at').orderBy('id').execute();
  const notes = Map.groupBy(noted, ({ task_id }) => task_id);
  return rows.map((row) => ({
    id: row.id,
    meetingId: row.meeting_id,
    meetingTitle: row.meeting_title,
    orgId: row.org_id,
    ownerOrgId: row.owner_org_id,
    number: row.number,
    title: row.title,
    detail: row.detail,
    personName: row.person_name,
    dueAt: row.due_at,
    state: taskStateSchema.parse(row.state),
    decidedByName: row.decided_by_name,
    decidedAt: row.decided_at,
    updatedAt: row.updated_at,
    notes: (notes.get(row.id) ?? []).map(({ id, at, by_name, state, text }) => ({
      id,
      at,
      byName: by_name,
      state: taskStateSchema.nullable().parse(state),
      text,
    })),
  }));
}
