import { Refusal } from '../../protocol/errors.ts';
import { isAllowed } from '../../protocol/rights.ts';
import { nextEventNumber } from '../event-numbers.ts';
import type { Mutation } from './mutation.ts';

/** Takes in a new event, gives it its number. */
export const reportEvent: Mutation<'event.report'> = async (args, { trx, account, now }) => {
  const org = await trx.selectFrom('organisations').select(['id', 'path']).where('id', '=', args.orgId).executeTakeFirst();
  if (org === undefined) throw new Refusal('row.unknown', 'The organisation of the event does not exist.');
  if (!isAllowed(account.role, 'event.report', account.organisation.path, org.path)) {
    throw new Refusal('right.missing', 'This account may not report events there.');
  }
  if (args.gridId !== null) {
    const grid = await trx.selectFrom('grids').select('org_id').where('id', '=', args.gridId).executeTakeFirst();
    if (grid === undefined) throw new Refusal('row.unknown', 'The grid of the event does not exist.');
    if (grid.org_id !== org.id) throw new Refusal('state.conflict', 'The grid does not belong to the organisation of the event.');
  }
  if ((await trx.selectFrom('events').select('id').where('id', '=', args.id).executeTakeFirst()) !== undefined) {
    throw new Refusal('state.conflict', 'An event with this id exists already.');
  }
  await trx
    .insertInto('events')
    .values({
      id: args.id,
      org_id: org.id,
      grid_id: args.gridId,
      number: await nextEventNumber(trx, org.path, now),
      title: args.title,
      detail: args.detail,
      kind: args.kind,
      level: args.level,
      state: 'reported',
      lat: args.position.lat,
      lng: args.position.lng,
      reported_by_id: account.id,
      reported_by_name: account.name,
      reported_at: args.reportedAt,
      received_at: now,
      updated_at: now,
      due_at: null,
    })
    .execute();
  return [{ entity: 'event', id: args.id, path: org.path, pathBefore: null }];
};
