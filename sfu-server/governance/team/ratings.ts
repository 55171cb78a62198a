import { RATINGS_OF_A_GROUP, type RatingSummary } from '../../protocol/requests/team.ts';
import type { Db } from '../../store/database.ts';
import { idList } from '../../store/id-list.ts';

/** Stars of whole groups of ratings; what is over, and so could be told apart, is in none. */
export interface GroupedStars {
  readonly count: number;
  readonly sum: number;
}

/** What parties have said of accounts, in the order in which it came. Neither words nor who said it leaves this file. */
export async function groupedStars(db: Db, accountIds: readonly string[]): Promise<ReadonlyMap<string, GroupedStars>> {
  const rows = await db
    .selectFrom('party_ratings')
    .select(['mediator_id', 'stars'])
    .where('mediator_id', 'in', idList(accountIds))
    .orderBy('at')
    .orderBy('case_id')
    .orderBy('party_id')
    .execute();
  const stars = new Map<string, number[]>();
  for (const row of rows) if (row.mediator_id !== null) stars.set(row.mediator_id, [...(stars.get(row.mediator_id) ?? []), row.stars]);
  return new Map([...stars].map(([id, all]) => [id, ofWholeGroups(all)]));
}

/** Of several people: the sum of what may be shown of each, so that theirs and the whole say no more than theirs alone. */
export function summaryOf(all: readonly GroupedStars[]): RatingSummary {
  const count = all.reduce((total, one) => total + one.count, 0);
  const sum = all.reduce((total, one) => total + one.sum, 0);
  return { count, average: count === 0 ? null : Math.round((sum / count) * 10) / 10 };
}

function ofWholeGroups(stars: readonly number[]): GroupedStars {
  const count = stars.length - (stars.length % RATINGS_OF_A_GROUP);
  return { count, sum: stars.slice(0, count).reduce((total, one) => total + one, 0) };
}
