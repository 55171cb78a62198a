import type { DutyHours } from '../../protocol/duty-hours.ts';
import type { Db } from '../../store/database.ts';
import { readMediators } from '../../store/team-rows.ts';

/** What the profile of an account says of it, for the choice of who mediates. */
export interface Known {
  readonly skills: readonly string[];
  readonly duty: readonly DutyHours[];
  /** False: mediates no more. */
  readonly active: boolean;
}

/** By account; whoever has no profile is left out. */
export async function knownOf(db: Db, accountIds: readonly string[]): Promise<ReadonlyMap<string, Known>> {
  const rows = await db.selectFrom('mediators').select('id').where('account_id', 'in', accountIds).execute();
  const profiles =
    rows.length === 0
      ? []
      : await readMediators(
          db,
          rows.map(({ id }) => id),
        );
  return new Map(
    profiles.flatMap(({ accountId, fields, duty, active }) =>
      accountId === null ? [] : [[accountId, { skills: fields, duty, active }] as const],
    ),
  );
}
