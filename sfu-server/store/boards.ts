import { z } from 'zod';
import { type BoardElement, boardElementSchema, boardMediaTypeSchema } from '../protocol/board.ts';
import type { Db } from './database.ts';
import type { BoardTable } from './tables.ts';

/** Boards that a room's list gives at most. */
const MOST_LISTED = 200;

/** A board as it is kept; who presents it and who sees it under names that outlive their seats. */
export interface StoredBoard {
  readonly id: string;
  readonly roomId: string;
  readonly title: string;
  readonly document: { readonly mediaType: z.infer<typeof boardMediaTypeSchema>; readonly size: number; readonly sha256: string } | null;
  readonly pages: number;
  readonly page: number;
  readonly presenterKey: string;
  readonly presenterName: string;
  readonly audience: readonly string[] | null;
  readonly openedAt: number;
}

export interface StoredElement {
  readonly element: BoardElement;
  readonly byKey: string;
}

const audienceSchema = z.array(z.string());

/** What was shown in rooms, and what was drawn on it. */
export class BoardRepository {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** Whether the document of any board has this content. */
  async namesContent(sha256: string): Promise<boolean> {
    const row = await this.#db.selectFrom('boards').select('id').where('sha256', '=', sha256).limit(1).executeTakeFirst();
    return row !== undefined;
  }

  /** Keeps a new one, or one that has changed, as the one that its room shows. */
  async show(board: StoredBoard): Promise<void> {
    await this.#db.transaction().execute(async (db) => {
      await db.updateTable('boards').set({ shown: 0 }).where('room_id', '=', board.roomId).where('id', '!=', board.id).execute();
      const { page, pages, audience } = board;
      const changing = { page, pages, audience: audience === null ? null : JSON.stringify(audience), shown: 1 };
      await db
        .insertInto('boards')
        .values({
          id: board.id,
          room_id: board.roomId,
          title: board.title,
          media_type: board.document?.mediaType ?? null,
          size: board.document?.size ?? null,
          sha256: board.document?.sha256 ?? null,
          presenter_key: board.presenterKey,
          presenter_name: board.presenterName,
          opened_at: board.openedAt,
          ...changing,
        })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(changing))
        .execute();
    });
  }

  /** The room shows nothing any more. */
  async hide(roomId: string): Promise<void> {
    await this.#db.updateTable('boards').set({ shown: 0 }).where('room_id', '=', roomId).execute();
  }

  async saveElements(boardId: string, put: readonly StoredElement[], gone: readonly string[]): Promise<void> {
    await this.#db.transaction().execute(async (db) => {
      // In portions: SQLite takes 32,766 values in one statement.
      for (let from = 0; from < gone.length; from += 500) {
        const ids = gone.slice(from, from + 500);
        await db.deleteFrom('board_elements').where('board_id', '=', boardId).where('id', 'in', ids).execute();
      }
      for (const { element, byKey } of put) {
        const body = JSON.stringify(element);
        await db
          .insertInto('board_elements')
          .values({ board_id: boardId, id: element.id, by_key: byKey, body })
          .onConflict((conflict) => conflict.columns(['board_id', 'id']).doUpdateSet({ body }))
          .execute();
      }
    });
  }

  /** What a room showed last, and has not closed. */
  async shown(roomId: string): Promise<{ board: StoredBoard; elements: StoredElement[] } | null> {
    const row = await this.#db.selectFrom('boards').selectAll().where('room_id', '=', roomId).where('shown', '=', 1).executeTakeFirst();
    return row === undefined ? null : this.#whole(row);
  }

  async find(roomId: string, boardId: string): Promise<{ board: StoredBoard; elements: StoredElement[] } | null> {
    const row = await this.#db.selectFrom('boards').selectAll().where('room_id', '=', roomId).where('id', '=', boardId).executeTakeFirst();
    return row === undefined ? null : this.#whole(row);
  }

  /** Newest first. */
  async list(roomId: string): Promise<StoredBoard[]> {
    const query = this.#db.selectFrom('boards').selectAll().where('room_id', '=', roomId);
    return (await query.orderBy('opened_at', 'desc').orderBy('id', 'desc').limit(MOST_LISTED).execute()).map(fromRow);
  }

  async #whole(row: BoardTable): Promise<{ board: StoredBoard; elements: StoredElement[] }> {
    const rows = await this.#db
      .selectFrom('board_elements')
      .select(['by_key', 'body'])
      .where('board_id', '=', row.id)
      // Ids grow with time: what was drawn last lies on top.
      .orderBy('id')
      .execute();
    const elements = rows.map(({ by_key, body }) => ({ element: boardElementSchema.parse(JSON.parse(body)), byKey: by_key }));
    return { board: fromRow(row), elements };
  }
}

function fromRow(row: BoardTable): StoredBoard {
  const { media_type, size, sha256 } = row;
  const document =
    media_type === null || size === null || sha256 === null ? null : { mediaType: boardMediaTypeSchema.parse(media_type), size, sha256 };
  return {
    id: row.id,
    roomId: row.room_id,
    title: row.title,
    document,
    pages: row.pages,
    page: row.page,
    presenterKey: row.presenter_key,
    presenterName: row.presenter_name,
    audience: row.audience === null ? null : audienceSchema.parse(JSON.parse(row.audience)),
    openedAt: row.opened_at,
  };
}
