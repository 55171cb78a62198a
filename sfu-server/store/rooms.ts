import { z } from 'zod';
import { sha256Schema } from '../protocol/entities/attachment.ts';
import { idSchema } from '../protocol/primitives.ts';
import { type ChatMessage, type RoomKind, roomAccessSchema, roomKindSchema } from '../protocol/room.ts';
import { roomFileSchema } from '../protocol/room-file.ts';
import type { Db } from './database.ts';
import { type RoomDecisions, roomDecisionsSchema } from './room-decisions.ts';

/** A room as it is kept; who sits in it is not kept. */
export interface StoredRoom {
  readonly id: string;
  readonly kind: RoomKind;
  readonly title: string;
  readonly access: 'line' | 'invited';
  readonly orgId: string;
  readonly orgName: string;
  readonly orgPath: string;
  readonly invitedOrgIds: readonly string[];
  readonly createdById: string;
  readonly createdByName: string;
  readonly createdAt: number;
  /** The case whose hearing it is for; of whoever opens it until the hearing names its room. */
  readonly caseId: string | null;
  /** Accounts of departments that have said that they come to the case's hearing: let in by name, as members. Changes while the room is open. */
  readonly called: Set<string>;
}

export type NewRoom = Omit<StoredRoom, 'orgName' | 'orgPath' | 'caseId' | 'called'> & Partial<Pick<StoredRoom, 'caseId'>>;

const keptFileSchema = roomFileSchema.extend({ sha256: sha256Schema });
export type KeptRoomFile = z.infer<typeof keptFileSchema>;

const invitedOrgIdsSchema = z.array(idSchema);

/** Rooms and what was written in them. */
export class RoomRepository {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async create(room: NewRoom): Promise<StoredRoom> {
    await this.#db
      .insertInto('rooms')
      .values({
        id: room.id,
        kind: room.kind,
        title: room.title,
        access: room.access,
        org_id: room.orgId,
        invited_org_ids: JSON.stringify(room.invitedOrgIds),
        created_by_id: room.createdById,
        created_by_name: room.createdByName,
        created_at: room.createdAt,
        ended_at: null,
      })
      .execute();
    const stored = await this.findOpen(room.id);
    if (stored === null) throw new Error(`Room ${room.id} was not stored.`);
    return { ...stored, caseId: room.caseId ?? null };
  }

  /** Ends a room for good; false where it was ended already or never was. */
  async end(id: string, at: number): Promise<boolean> {
    const result = await this.#db
      .updateTable('rooms')
      .set({ ended_at: at })
      .where('id', '=', id)
      .where('ended_at', 'is', null)
      .executeTakeFirst();
    return result.numUpdatedRows > 0n;
  }

  async findOpen(id: string): Promise<StoredRoom | null> {
    const row = await this.#open().where('rooms.id', '=', id).executeTakeFirst();
    return row === undefined ? null : fromRow(row);
  }

  /** A room whose record is closed. */
  async findEnded(id: string): Promise<StoredRoom | null> {
    const row = await this.#all().where('rooms.id', '=', id).where('rooms.ended_at', 'is not', null).executeTakeFirst();
    return row === undefined ? null : fromRow(row);
  }

  /** Every room that has not ended, oldest first. */
  async listOpen(): Promise<StoredRoom[]> {
    return (await this.#open().orderBy('rooms.created_at').orderBy('rooms.id').execute()).map(fromRow);
  }

  /** Keeps what the hosts of an open room have decided, in the place of what was kept. */
  async decide(id: string, decisions: RoomDecisions): Promise<void> {
    await this.#db
      .updateTable('rooms')
      .set({ decisions: JSON.stringify(decisions) })
      .where('id', '=', id)
      .where('ended_at', 'is', null)
      .execute();
  }

  /** What the hosts of a room have decided; null where nothing was. */
  async decisions(id: string): Promise<RoomDecisions | null> {
    const row = await this.#db.selectFrom('rooms').select('decisions').where('id', '=', id).executeTakeFirst();
    return row === undefined || row.decisions === null ? null : roomDecisionsSchema.parse(JSON.parse(row.decisions));
  }

  /** @param sha256 of the content where the message is a file */
  async appendChat(roomId: string, message: ChatMessage, sha256: string | null = null): Promise<void> {
    await this.#db
      .insertInto('chat_messages')
      .values({
        id: message.id,
        room_id: roomId,
        participant_id: message.participantId,
        name: message.name,
        text: message.text,
        at: message.at,
        file: message.file === undefined || sha256 === null ? null : JSON.stringify({ ...message.file, sha256 }),
      })
      .execute();
  }

  /** The newest `limit` messages, oldest of them first. */
  async listChat(roomId: string, limit: number): Promise<ChatMessage[]> {
    const rows = await this.#db
      .selectFrom('chat_messages')
      .select(['id', 'participant_id as participantId', 'name', 'text', 'at', 'file'])
      .where('room_id', '=', roomId)
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit)
      .execute();
    return rows
      .reverse()
      .map(({ file, ...message }) => (file === null ? message : { ...message, file: roomFileSchema.parse(JSON.parse(file)) }));
  }

  /** A file of a room with what finds its content; null where the room has no such message. */
  async findFile(roomId: string, fileId: string): Promise<KeptRoomFile | null> {
    const row = await this.#db
      .selectFrom('chat_messages')
      .select('file')
      .where('room_id', '=', roomId)
      .where('id', '=', fileId)
      .executeTakeFirst();
    return row === undefined || row.file === null ? null : keptFileSchema.parse(JSON.parse(row.file));
  }

  #open() {
    return this.#all().where('rooms.ended_at', 'is', null);
  }

  #all() {
    return this.#db
      .selectFrom('rooms')
      .innerJoin('organisations', 'organisations.id', 'rooms.org_id')
      .selectAll('rooms')
      .select(['organisations.name as org_name', 'organisations.path as org_path'])
      .select(({ selectFrom }) =>
        selectFrom('mediation_sessions').select('mediation_id').whereRef('room_id', '=', 'rooms.id').limit(1).as('case_id'),
      );
  }
}

interface RoomRow {
  id: string;
  kind: string;
  title: string;
  access: string;
  org_id: string;
  org_name: string;
  org_path: string;
  invited_org_ids: string;
  created_by_id: string;
  created_by_name: string;
  created_at: number;
  case_id: string | null;
}

function fromRow(row: RoomRow): StoredRoom {
  return {
    id: row.id,
    kind: roomKindSchema.parse(row.kind),
    title: row.title,
    access: roomAccessSchema.parse(row.access),
    orgId: row.org_id,
    orgName: row.org_name,
    orgPath: row.org_path,
    invitedOrgIds: invitedOrgIdsSchema.parse(JSON.parse(row.invited_org_ids)),
    createdById: row.created_by_id,
    createdByName: row.created_by_name,
    createdAt: row.created_at,
    caseId: row.case_id,
    called: new Set(),
  };
}
