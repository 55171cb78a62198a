import { sql } from 'kysely';
import type { Db } from './database.ts';

/** What a room's files come to, bytes. */
export interface RoomFileBytes {
  readonly room: number;
  /** Those that one of its seats has sent. */
  readonly seat: number;
}

/** What the messages of rooms say of the files in them. */
export class RoomFileTotals {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async bytes(roomId: string, seatId: string): Promise<RoomFileBytes> {
    const size = sql<number>`coalesce(sum(json_extract(file, '$.size')), 0)`;
    const files = this.#db.selectFrom('chat_messages').select(size.as('bytes')).where('room_id', '=', roomId).where('file', 'is not', null);
    const room = await files.executeTakeFirstOrThrow();
    const seat = await files.where('participant_id', '=', seatId).executeTakeFirstOrThrow();
    return { room: room.bytes, seat: seat.bytes };
  }

  /** SHA-256 of every content that a message names. */
  async contents(): Promise<Set<string>> {
    const sha256 = sql<string>`json_extract(file, '$.sha256')`;
    const rows = await this.#db.selectFrom('chat_messages').select(sha256.as('sha256')).distinct().where('file', 'is not', null).execute();
    return new Set(rows.map((row) => row.sha256));
  }
}
