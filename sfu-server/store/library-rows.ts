import { type LibraryCase, libraryCaseSchema } from '../protocol/entities/library-case.ts';
import type { Db } from './database.ts';
import { idList } from './id-list.ts';

/** Cases of the library as everybody reads them. */
export async function readLibraryCases(db: Db, ids: readonly string[]): Promise<LibraryCase[]> {
  const rows = await db.selectFrom('library_cases').selectAll().where('id', 'in', idList(ids)).execute();
  return rows.map(({ org_id, published_at, field, ...words }) => ({
    ...words,
    orgId: org_id,
    field: libraryCaseSchema.shape.field.parse(field),
    publishedAt: published_at,
  }));
}
