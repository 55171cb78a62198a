import { sql } from 'kysely';
import { z } from 'zod';
import { idSchema } from '../protocol/primitives.ts';
import {
  type RecordingChapter,
  type RecordingPerson,
  type RecordingState,
  type RecordingTrack,
  recordingChapterSchema,
  recordingPersonSchema,
  recordingStateSchema,
  recordingTrackSchema,
} from '../protocol/recording.ts';
import { type RecordingEnd, recordingEndSchema } from '../protocol/recording-live.ts';
import { type RoomKind, roomAccessSchema, roomKindSchema } from '../protocol/room.ts';
import type { Db } from './database.ts';

/** A recording as it is kept. */
export interface StoredRecording {
  readonly id: string;
  readonly roomId: string;
  readonly kind: RoomKind;
  readonly title: string;
  readonly orgId: string;
  readonly orgName: string;
  readonly orgPath: string;
  /** Whom its room was open to. */
  readonly access: z.output<typeof roomAccessSchema>;
  readonly invitedOrgIds: readonly string[];
  readonly startedByName: string;
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly state: RecordingState;
  readonly end: RecordingEnd | null;
  readonly failure: string | null;
  readonly durationMs: number | null;
  readonly bytes: number | null;
  readonly sha256: string | null;
  readonly chapters: readonly RecordingChapter[];
  readonly people: readonly RecordingPerson[];
  readonly tracks: readonly RecordingTrack[];
}

export interface NewRecording {
  readonly id: string;
  readonly roomId: string;
  readonly kind: RoomKind;
  readonly title: string;
  readonly orgId: string;
  readonly startedById: string;
  readonly startedByName: string;
  readonly startedAt: number;
}

/** What is known of a composed file. */
export interface ComposedRecording {
  readonly durationMs: number;
  readonly bytes: number;
  readonly sha256: string;
  readonly chapters: readonly RecordingChapter[];
  readonly people: readonly RecordingPerson[];
  readonly tracks: readonly RecordingTrack[];
}

/** Recordings and how far they have come. */
export class RecordingRepository {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async add(recording: NewRecording): Promise<void> {
    const { id, kind, title } = recording;
    await this.#db
      .insertInto('recordings')
      .values({
        ...{ id, kind, title, state: 'recording' },
        room_id: recording.roomId,
        org_id: recording.orgId,
        started_by_id: recording.startedById,
        started_by_name: recording.startedByName,
        started_at: recording.startedAt,
        ...{ ended_at: null, end_reason: null, failure: null, duration_ms: null, bytes: null, sha256: null },
      })
      .execute();
  }

  /** It runs no more; its file is to be composed. */
  async ended(id: string, end: RecordingEnd, at: number): Promise<void> {
    await this.#db.updateTable('recordings').set({ state: 'composing', end_reason: end, ended_at: at }).where('id', '=', id).execute();
  }

  /**
   * What could not be composed is to be composed once more.
   * @returns false where it is not in that state (any more)
   */
  async again(id: string): Promise<boolean> {
    const changing = this.#db.updateTable('recordings').set({ state: 'composing', failure: null });
    const { numUpdatedRows } = await changing.where('id', '=', id).where('state', '=', 'failed').executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  /** Its tracks are there, before it is composed and whether or not that succeeds. */
  async tracked(id: string, { chapters, people, tracks }: Pick<ComposedRecording, 'chapters' | 'people' | 'tracks'>): Promise<void> {
    const lists = { chapters: JSON.stringify(chapters), people: JSON.stringify(people), tracks: JSON.stringify(tracks) };
    await this.#db.updateTable('recordings').set(lists).where('id', '=', id).execute();
  }

  async ready(id: string, { durationMs, bytes, sha256, chapters, people, tracks }: ComposedRecording): Promise<void> {
    const lists = { chapters: JSON.stringify(chapters), people: JSON.stringify(people), tracks: JSON.stringify(tracks) };
    await this.#db
      .updateTable('recordings')
      .set({ state: 'ready', failure: null, duration_ms: durationMs, bytes, sha256, ...lists })
      .where('id', '=', id)
      .execute();
  }

  async failed(id: string, failure: string): Promise<void> {
    await this.#db.updateTable('recordings').set({ state: 'failed', failure }).where('id', '=', id).execute();
  }

  async delete(id: string): Promise<void> {
    await this.#db.deleteFrom('recordings').where('id', '=', id).execute();
  }

  async find(id: string): Promise<StoredRecording | null> {
    const row = await this.#rows().where('recordings.id', '=', id).executeTakeFirst();
    return row === undefined ? null : fromRow(row);
  }

  /** Of an organisation's branch and of the rooms that it was invited to, newest first, begun before `before`. */
  async list({ id, path }: { id: string; path: string }, before: number | null, limit: number): Promise<StoredRecording[]> {
    const invited = sql<boolean>`exists (select 1 from json_each(rooms.invited_org_ids) where json_each.value = ${id})`;
    let rows = this.#rows().where((where) => where.or([where('organisations.path', 'like', `${path}%`), invited]));
    if (before !== null) rows = rows.where('recordings.started_at', '<', before);
    return (await rows.orderBy('recordings.started_at', 'desc').limit(limit).execute()).map(fromRow);
  }

  /** Those that are not finished: they ran or were being composed when the server stopped. */
  async unfinished(): Promise<StoredRecording[]> {
    return (await this.#rows().where('recordings.state', 'in', ['recording', 'composing']).execute()).map(fromRow);
  }

  /** Those that were begun before a moment and do not run. */
  async olderThan(moment: number): Promise<StoredRecording[]> {
    const rows = this.#rows().where('recordings.started_at', '<', moment).where('recordings.state', 'in', ['ready', 'failed']);
    return (await rows.execute()).map(fromRow);
  }

  #rows() {
    return this.#db
      .selectFrom('recordings')
      .innerJoin('organisations', 'organisations.id', 'recordings.org_id')
      .innerJoin('rooms', 'rooms.id', 'recordings.room_id')
      .selectAll('recordings')
      .select(['rooms.access', 'rooms.invited_org_ids'])
      .select(['organisations.name as org_name', 'organisations.path as org_path']);
  }
}

const chaptersSchema = z.array(recordingChapterSchema);
const peopleSchema = z.array(recordingPersonSchema);
const tracksSchema = z.array(recordingTrackSchema);

interface RecordingRow {
  id: string;
  room_id: string;
  kind: string;
  title: string;
  org_id: string;
  org_name: string;
  org_path: string;
  access: string;
  invited_org_ids: string;
  started_by_name: string;
  started_at: number;
  ended_at: number | null;
  state: string;
  end_reason: string | null;
  failure: string | null;
  duration_ms: number | null;
  bytes: number | null;
  sha256: string | null;
  chapters: string;
  people: string;
  tracks: string;
}

function fromRow(row: RecordingRow): StoredRecording {
  return {
    id: row.id,
    roomId: row.room_id,
    kind: roomKindSchema.parse(row.kind),
    title: row.title,
    orgId: row.org_id,
    orgName: row.org_name,
    orgPath: row.org_path,
    access: roomAccessSchema.parse(row.access),
    invitedOrgIds: z.array(idSchema).parse(JSON.parse(row.invited_org_ids)),
    startedByName: row.started_by_name,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    state: recordingStateSchema.parse(row.state),
    end: recordingEndSchema.nullable().parse(row.end_reason),
    failure: row.failure,
    durationMs: row.duration_ms,
    bytes: row.bytes,
    sha256: row.sha256,
    chapters: chaptersSchema.parse(JSON.parse(row.chapters)),
    people: peopleSchema.parse(JSON.parse(row.people)),
    tracks: tracksSchema.parse(JSON.parse(row.tracks)),
  };
}
