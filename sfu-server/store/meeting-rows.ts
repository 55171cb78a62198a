import { z } from 'zod';
import { agendaItemSchema, answerSchema, type Meeting, meetingKindSchema, meetingStateSchema } from '../protocol/entities/meeting.ts';
import type { Db } from './database.ts';

const agendaSchema = z.array(agendaItemSchema);

/** Meetings as consoles see them, with whom they invite and what was answered. */
export async function readMeetings(db: Db, ids: readonly string[]): Promise<Meeting[]> {
  const rows = await db.selectFrom('meetings').selectAll().where('id', 'in', ids).execute();
  const invited = await db.selectFrom('meeting_orgs').selectAll().where('meeting_id', 'in', ids).orderBy('org_id').execute();
  const persons = await db.selectFrom('meeting_people').selectAll().where('meeting_id', 'in', ids).orderBy('account_id').execute();
  const answered = await db.selectFrom('meeting_answers').selectAll().where('meeting_id', 'in', ids).orderBy('org_id').execute();
  const orgs = Map.groupBy(invited, ({ meeting_id }) => meeting_id);
  const people = Map.groupBy(persons, ({ meeting_id }) => meeting_id);
  const answers = Map.groupBy(answered, ({ meeting_id }) => meeting_id);
  return rows.map((row) => ({
    id: row.id,
    orgId: row.org_id,
    seriesId: row.series_id,
    alone: row.alone === 1,
    title: row.title,
    kind: meetingKindSchema.parse(row.kind),
    startsAt: row.starts_at,
    durationMin: row.duration_min,
    agenda: agendaSchema.parse(JSON.parse(row.agenda)),
    orgIds: (orgs.get(row.id) ?? []).map(({ org_id }) => org_id),
    people: (people.get(row.id) ?? []).map(({ account_id, name, org_id }) => ({ accountId: account_id, name, orgId: org_id })),
    state: meetingStateSchema.parse(row.state),
    roomId: row.room_id,
    cancelReason: row.cancel_reason,
    answers: (answers.get(row.id) ?? []).map(({ org_id, answer, words, by_name, at }) => ({
      orgId: org_id,
      answer: answerSchema.parse(answer),
      words,
      byName: by_name,
      at,
    })),
    minutes: {
      chair: row.chair,
      attendees: row.attendees,
      absentees: row.absentees,
      recorder: row.recorder,
      body: row.minutes_body,
    },
    minutesNumber: row.minutes_number,
    signedByName: row.signed_by_name,
    signedAt: row.signed_at,
    plannedById: row.planned_by_id,
    plannedByName: row.planned_by_name,
    plannedAt: row.planned_at,
    updatedAt: row.updated_at,
  }));
}
