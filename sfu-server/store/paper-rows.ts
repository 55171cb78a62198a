import type { Contact } from '../protocol/entities/contact.ts';
import { documentKindSchema, type GovernanceDocument } from '../protocol/entities/document.ts';
import type { Db } from './database.ts';
import { idList } from './id-list.ts';

/** Entries of the directory as consoles see them. */
export async function readContacts(db: Db, ids: readonly string[]): Promise<Contact[]> {
  const rows = await db.selectFrom('contacts').selectAll().where('id', 'in', idList(ids)).execute();
  return rows.map((row) => ({
    id: row.id,
    orgId: row.org_id,
    name: row.name,
    post: row.post,
    phone: row.phone,
    isDuty: row.is_duty === 1,
    role: row.role,
    updatedAt: row.updated_at,
  }));
}

/** Documents as consoles see them, with whom they are shared. */
export async function readDocuments(db: Db, ids: readonly string[]): Promise<GovernanceDocument[]> {
  const rows = await db.selectFrom('documents').selectAll().where('id', 'in', idList(ids)).execute();
  const shares = await db.selectFrom('document_shares').selectAll().where('document_id', 'in', idList(ids)).orderBy('org_id').execute();
  const sharedWith = Map.groupBy(shares, (share) => share.document_id);
  return rows.map((row) => ({
    id: row.id,
    orgId: row.org_id,
    number: row.number,
    title: row.title,
    kind: documentKindSchema.parse(row.kind),
    body: row.body,
    issuedById: row.issued_by_id,
    issuedByName: row.issued_by_name,
    issuedAt: row.issued_at,
    updatedAt: row.updated_at,
    sharedWith: (sharedWith.get(row.id) ?? []).map((share) => share.org_id),
  }));
}
