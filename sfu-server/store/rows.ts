import { z } from 'zod';
import { mediaTypeSchema } from '../protocol/attachment.ts';
import type { Attachment } from '../protocol/entities/attachment.ts';
import { type EventNote, eventKindSchema, eventLevelSchema, eventStateSchema, type GovernanceEvent } from '../protocol/entities/event.ts';
import type { EntityName, EntityRow } from '../protocol/entities/index.ts';
import { readAgreements } from './agreement-rows.ts';
import { cameraFromRow } from './camera-sources.ts';
import { readCases } from './case-rows.ts';
import type { Db } from './database.ts';
import { idList } from './id-list.ts';
import { readDepartments, readJointCalls } from './joint-rows.ts';
import { readLibraryCases } from './library-rows.ts';
import { readMediations } from './mediation-rows.ts';
import { readMeetings } from './meeting-rows.ts';
import { organisationFromRow } from './organisations.ts';
import { readOutlines } from './outline-rows.ts';
import { readContacts, readDocuments } from './paper-rows.ts';
import { readRecords } from './record-rows.ts';
import { readTasks } from './task-rows.ts';
import { readMediators, readStudios } from './team-rows.ts';

type Reader<E extends EntityName> = (db: Db, ids: readonly string[]) => Promise<EntityRow<E>[]>;

const ringSchema = z.array(z.tuple([z.number(), z.number()]));

/** Reads rows of each entity as consoles see them, in any order; those that do not exist are left out. */
export const READERS: { readonly [E in EntityName]: Reader<E> } = {
  organisation: async (db, ids) =>
    (await db.selectFrom('organisations').selectAll().where('id', 'in', idList(ids)).execute()).map(organisationFromRow),

  grid: async (db, ids) =>
    (await db.selectFrom('grids').selectAll().where('id', 'in', idList(ids)).execute()).map((row) => ({
      id: row.id,
      orgId: row.org_id,
      name: row.name,
      code: row.code,
      ring: ringSchema.parse(JSON.parse(row.ring)),
      centre: { lat: row.lat, lng: row.lng },
      workerName: row.worker_name,
      households: row.households,
    })),

  camera: async (db, ids) => (await db.selectFrom('cameras').selectAll().where('id', 'in', idList(ids)).execute()).map(cameraFromRow),

  event: async (db, ids) => {
    const rows = await db.selectFrom('events').selectAll().where('id', 'in', idList(ids)).execute();
    const notes = await notesOf(db, ids);
    return rows.map(
      (row): GovernanceEvent => ({
        id: row.id,
        orgId: row.org_id,
        gridId: row.grid_id,
        number: row.number,
        title: row.title,
        detail: row.detail,
        kind: eventKindSchema.parse(row.kind),
        level: eventLevelSchema.parse(row.level),
        state: eventStateSchema.parse(row.state),
        position: { lat: row.lat, lng: row.lng },
        reportedById: row.reported_by_id,
        reportedByName: row.reported_by_name,
        reportedAt: row.reported_at,
        updatedAt: row.updated_at,
        dueAt: row.due_at,
        notes: notes.get(row.id) ?? [],
      }),
    );
  },

  case: readCases,

  mediation: readMediations,

  record: readRecords,

  agreement: readAgreements,

  studio: readStudios,

  mediator: readMediators,

  outline: readOutlines,

  department: readDepartments,

  jointCall: readJointCalls,

  libraryCase: readLibraryCases,

  contact: readContacts,

  document: readDocuments,

  meeting: readMeetings,

  task: readTasks,

  attachment: async (db, ids) =>
    (await db.selectFrom('attachments').selectAll().where('id', 'in', idList(ids)).execute()).map(
      (row): Attachment => ({
        id: row.id,
        ownerEntity: row.owner_entity,
        ownerId: row.owner_id,
        name: row.name,
        mediaType: mediaTypeSchema.parse(row.media_type),
        size: row.size,
        sha256: row.sha256,
        createdById: row.created_by_id,
        createdByName: row.created_by_name,
        createdAt: row.created_at,
        complete: row.complete === 1,
      }),
    ),
};

async function notesOf(db: Db, eventIds: readonly string[]): Promise<Map<string, EventNote[]>> {
  const rows = await db
    .selectFrom('event_notes')
    .selectAll()
    .where('event_id', 'in', idList(eventIds))
    .orderBy('at')
    .orderBy('id')
    .execute();
  const notes = new Map<string, EventNote[]>();
  for (const row of rows) {
    const note: EventNote = {
      id: row.id,
      at: row.at,
      byName: row.by_name,
      state: row.state === null ? null : eventStateSchema.parse(row.state),
      text: row.text,
    };
    const list = notes.get(row.event_id);
    if (list === undefined) notes.set(row.event_id, [note]);
    else list.push(note);
  }
  return notes;
}
