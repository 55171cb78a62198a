import { Refusal } from '../../protocol/errors.ts';
import type { RequestResult } from '../../protocol/requests/index.ts';
import type { TeamFigures } from '../../protocol/requests/team.ts';
import { isAllowed, RIGHTS } from '../../protocol/rights.ts';
import type { Account } from '../../protocol/session.ts';
import { mayRead } from '../../store/branch.ts';
import type { Db } from '../../store/database.ts';
import { type Load, loadOf } from './load.ts';
import { type GroupedStars, groupedStars, summaryOf } from './ratings.ts';

const NOTHING: Load = { open: 0, hearings: 0 };
const UNRATED: GroupedStars = { count: 0, sum: 0 };

/** Load and ratings of the team that the account sees (see `team.figures`). @throws Refusal `right.missing` */
export async function teamFigures(db: Db, account: Account, now: number): Promise<RequestResult<'team.figures'>> {
  if (RIGHTS[account.role]['team.read'] === undefined) throw new Refusal('right.missing', 'This account does not see the team.');
  const mediators = (await readPlaced(db, 'mediators')).filter(({ path }) => mayRead(account, 'mediator', path));
  const studios = (await readPlaced(db, 'studios')).filter(({ path }) => mayRead(account, 'studio', path));
  const people = await db.selectFrom('mediators').select(['id', 'account_id', 'studio_id']).where('account_id', 'is not', null).execute();
  const accountOf = new Map(people.flatMap(({ id, account_id }) => (account_id === null ? [] : [[id, account_id] as const])));
  const accountIds = [...accountOf.values()];
  const load = await loadOf(db, accountIds, now);
  const stars = await groupedStars(db, accountIds);
  const may = (path: string) => isAllowed(account.role, 'team.ratings', account.organisation.path, path);
  const figures = (ids: readonly string[], rated: boolean): TeamFigures => {
    const loads = ids.map((id) => load.get(id) ?? NOTHING);
    return {
      open: loads.reduce((sum, one) => sum + one.open, 0),
      hearings: loads.reduce((sum, one) => sum + one.hearings, 0),
      rating: rated ? summaryOf(ids.map((id) => stars.get(id) ?? UNRATED)) : null,
    };
  };
  const members = Map.groupBy(people, ({ studio_id }) => studio_id);
  return {
    mediators: mediators.flatMap(({ id, path }) => {
      const accountId = accountOf.get(id);
      return accountId === undefined ? [] : [{ id, ...figures([accountId], accountId === account.id || may(path)) }];
    }),
    studios: studios.map(({ id, path }) => {
      const ids = (members.get(id) ?? []).flatMap((one) => (one.account_id === null ? [] : [one.account_id]));
      // Not to its leader: who says who belongs to it could read from it what was said of one.
      return { id, ...figures(ids, may(path)) };
    }),
  };
}

async function readPlaced(db: Db, table: 'mediators' | 'studios'): Promise<readonly { readonly id: string; readonly path: string }[]> {
  return db
    .selectFrom(table)
    .innerJoin('organisations', 'organisations.id', `${table}.org_id`)
    .select([`${table}.id`, 'path'])
    .orderBy(`${table}.id`)
    .execute();
}
