import type { AttachmentOwner } from '../../protocol/entities/attachment.ts';
import { presentCase } from './case-change.ts';
import { presentDocument } from './document-change.ts';
import { presentEvent } from './event-change.ts';
import type { MutationContext } from './mutation.ts';

/** What it takes to add files to a row: the right to write on it. Each throws `row.unknown` and `right.missing`. */
const OWNERS: { readonly [O in AttachmentOwner]: (context: MutationContext, id: string) => Promise<unknown> } = {
  event: (context, id) => presentEvent(context, id, 'event.note'),
  case: presentCase,
  document: presentDocument,
};

/** @throws Refusal `row.unknown` also for rows that the account may not see; `right.missing` */
export async function mustWriteOn(context: MutationContext, entity: AttachmentOwner, id: string): Promise<void> {
  await OWNERS[entity](context, id);
}
