import { CompiledQuery } from 'kysely';
import { z } from 'zod';
import { Refusal } from '../../protocol/errors.ts';
import { isAllowed } from '../../protocol/rights.ts';
import { nextEventNumber } from '../event-numbers.ts';
import type { Mutation } from './mutation.ts';

// Where it is to be, and whether that can be: one statement for all that is asked.
const PLACE = `select o.id, o.path, exists (select 1 from events where id = ?) as taken, (select org_id from grids where id = ?) as grid_org_id
  from organisations o where o.id = ?`;
const INSERT = `insert into events (id, org_id, grid_id, number, title, detail, kind, level, state, lat, lng,
  reported_by_id, reported_by_name, reported_at, received_at, updated_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const placeSchema = z.object({ id: z.string(), path: z.string(), taken: z.number(), grid_org_id: z.string().nullable() }).optional();

/** Takes in a new event, gives it its number. */
export const reportEvent: Mutation<'event.report'> = async (args, { trx, account, now }) => {
  const { rows } = await trx.executeQuery(CompiledQuery.raw(PLACE, [args.id, args.gridId, args.orgId]));
  const org = placeSchema.parse(rows[0]);
  if (org === undefined) throw new Refusal('row.unknown', 'The organisation of the event does not exist.');
  if (!isAllowed(account.role, 'event.report', account.organisation.path, org.path)) {
    throw new Refusal('right.missing', 'This account may not report events there.');
  }
  if (args.gridId !== null) {
    if (org.grid_org_id === null) throw new Refusal('row.unknown', 'The grid of the event does not exist.');
    if (org.grid_org_id !== org.id) throw new Refusal('state.conflict', 'The grid does not belong to the organisation of the event.');
  }
  if (org.taken === 1) throw new Refusal('state.conflict', 'An event with this id exists already.');
  const number = await nextEventNumber(trx, org.path, now);
  const { id, gridId, title, detail, kind, level, position, reportedAt } = args;
  await trx.executeQuery(
    CompiledQuery.raw(INSERT, [
      id,
      org.id,
      gridId,
      number,
      title,
      detail,
      kind,
      level,
      'reported',
      position.lat,
      position.lng,
      account.id,
      account.name,
      reportedAt,
      now,
      now,
    ]),
  );
  return [{ entity: 'event', id: args.id, path: org.path, pathBefore: null }];
};
