import { MOST_SHARES } from '../../protocol/entities/document.ts';
import { Refusal } from '../../protocol/errors.ts';
import { isAllowed } from '../../protocol/rights.ts';
import type { Placement } from '../../store/placement.ts';
import type { MutationContext } from './mutation.ts';
import { presentOrganisation } from './organisation.ts';
import { visiblePlaces } from './visible-places.ts';

export interface PresentDocument {
  readonly id: string;
  /** Of its own organisation. */
  readonly path: string;
  /** That, and wherever it is shared. */
  readonly places: readonly Placement[];
}

/**
 * The document that a mutation is about, if the account may hand out documents of its organisation: to see it by a share
 * is not enough.
 * @throws Refusal `row.unknown` also for documents that the account may not see; `right.missing`
 */
export async function presentDocument(context: MutationContext, id: string): Promise<PresentDocument> {
  const { trx, account } = context;
  const places = await visiblePlaces(context, 'document', id);
  const own = await trx
    .selectFrom('documents')
    .innerJoin('organisations', 'organisations.id', 'documents.org_id')
    .select('path')
    .where('documents.id', '=', id)
    .executeTakeFirst();
  if (own === undefined || places.length === 0) throw new Refusal('row.unknown', 'This document does not exist.');
  if (!isAllowed(account.role, 'document.issue', account.organisation.path, own.path)) {
    throw new Refusal('right.missing', 'This account may not change documents of that organisation.');
  }
  return { id, path: own.path, places };
}

/**
 * Shares a document with one organisation more.
 * @returns false where it was shared with it already
 * @throws Refusal `row.unknown`, `state.conflict`
 */
export async function shareWith(context: MutationContext, document: Pick<PresentDocument, 'id' | 'path'>, orgId: string): Promise<boolean> {
  const { trx } = context;
  const org = await presentOrganisation(context, orgId);
  if (document.path.startsWith(org.path)) throw new Refusal('state.conflict', 'That organisation sees the document without a share.');
  const shares = await trx.selectFrom('document_shares').select('org_id').where('document_id', '=', document.id).execute();
  if (shares.some((share) => share.org_id === orgId)) return false;
  if (shares.length >= MOST_SHARES) throw new Refusal('state.conflict', `A document is shared with at most ${MOST_SHARES} organisations.`);
  await trx.insertInto('document_shares').values({ document_id: document.id, org_id: orgId }).execute();
  return true;
}
