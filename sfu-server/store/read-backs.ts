import type { Db } from './database.ts';

/** Which record a room is being read to, and at which line; null: none yet. */
export interface StoredReadBack {
  readonly roomId: string;
  readonly recordId: string;
  readonly lineId: string | null;
}

/** Those of rooms that have not ended; what ended rooms have left is done away with. */
export async function openReadBacks(db: Db): Promise<StoredReadBack[]> {
  const ended = db.selectFrom('rooms').select('id').where('ended_at', 'is not', null);
  await db.deleteFrom('room_read_backs').where('room_id', 'in', ended).execute();
  const rows = await db.selectFrom('room_read_backs').selectAll().execute();
  return rows.map(({ room_id: roomId, record_id: recordId, line_id: lineId }) => ({ roomId, recordId, lineId }));
}

/** A room is read to from one record at a time. */
export async function keepReadBack(db: Db, { roomId, recordId, lineId }: StoredReadBack): Promise<void> {
  const shown = { record_id: recordId, line_id: lineId };
  await db
    .insertInto('room_read_backs')
    .values({ room_id: roomId, ...shown })
    .onConflict((conflict) => conflict.column('room_id').doUpdateSet(shown))
    .execute();
}

export async function dropReadBack(db: Db, roomId: string): Promise<void> {
  await db.deleteFrom('room_read_backs').where('room_id', '=', roomId).execute();
}
