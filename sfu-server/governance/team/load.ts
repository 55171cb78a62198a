import { countyWeek } from '../../protocol/duty-hours.ts';
import type { CaseState } from '../../protocol/entities/case.ts';
import type { Db } from '../../store/database.ts';
import { idList } from '../../store/id-list.ts';

/** What somebody has to do. */
export interface Load {
  /** Open cases that they mediate. */
  readonly open: number;
  /** Hearings of this week, Monday to Sunday in the county's time, that are not called off. */
  readonly hearings: number;
}

const OPEN: readonly CaseState[] = ['registered', 'accepted', 'handling'];

/** The load of accounts; whoever has none is left out. @param now UTC ms */
export async function loadOf(db: Db, accountIds: readonly string[], now: number): Promise<ReadonlyMap<string, Load>> {
  const cases = await db
    .selectFrom('mediations')
    .innerJoin('cases', 'cases.id', 'mediations.id')
    .select(({ fn }) => ['mediator_id as who', fn.countAll<number>().as('n')])
    .where('mediator_id', 'in', idList(accountIds))
    .where('state', 'in', OPEN)
    .groupBy('mediator_id')
    .execute();
  const { from, to } = countyWeek(now);
  const hearings = await db
    .selectFrom('mediation_sessions')
    .innerJoin('mediations', 'mediations.id', 'mediation_sessions.mediation_id')
    .select(({ fn }) => ['mediator_id as who', fn.countAll<number>().as('n')])
    .where('mediator_id', 'in', idList(accountIds))
    .where('cancel_reason', 'is', null)
    .where('starts_at', '>=', from)
    .where('starts_at', '<', to)
    .groupBy('mediator_id')
    .execute();
  const load = new Map<string, Load>();
  for (const { who, n } of cases) if (who !== null) load.set(who, { open: n, hearings: 0 });
  for (const { who, n } of hearings) if (who !== null) load.set(who, { open: load.get(who)?.open ?? 0, hearings: n });
  return load;
}
