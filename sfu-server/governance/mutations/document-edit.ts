import { touchedPlaces } from '../../store/touched-places.ts';
import { presentDocument } from './document-change.ts';
import type { Mutation } from './mutation.ts';

/** Sets right what a document says; everybody who has it is told. */
export const editDocument: Mutation<'document.edit'> = async ({ id, change }, context) => {
  const { places } = await presentDocument(context, id);
  await context.trx
    .updateTable('documents')
    .set({
      updated_at: context.now,
      ...(change.title !== undefined && { title: change.title }),
      ...(change.kind !== undefined && { kind: change.kind }),
      ...(change.body !== undefined && { body: change.body }),
    })
    .where('id', '=', id)
    .execute();
  return touchedPlaces('document', id, { before: places, after: places });
};
