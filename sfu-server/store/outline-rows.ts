import { type Outline, shippedOutlineSchema } from '../protocol/entities/outline.ts';
import type { Db } from './database.ts';
import { idList } from './id-list.ts';

/** Question sets as consoles see them. */
export async function readOutlines(db: Db, ids: readonly string[]): Promise<Outline[]> {
  const rows = await db.selectFrom('outlines').selectAll().where('id', 'in', idList(ids)).execute();
  return rows.map(({ id, org_id, name, lines, replaces, position, updated_at }) => {
    const { data = null } = shippedOutlineSchema.safeParse(replaces);
    return { id, orgId: org_id, name, lines, replaces: data, position, updatedAt: updated_at };
  });
}
