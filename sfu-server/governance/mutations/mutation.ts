import type { MutationArgs, MutationName } from '../../protocol/mutations.ts';
import type { Account } from '../../protocol/session.ts';
import type { TouchedRow } from '../../store/change-log.ts';
import type { Db } from '../../store/database.ts';
import type { MediationDays } from '../case-limits.ts';

/** In what a mutation is applied. */
export interface MutationContext {
  /** The transaction under way. */
  readonly trx: Db;
  readonly account: Account;
  /** The server's clock, UTC ms. */
  readonly now: number;
  /** The usual ones where left out. */
  readonly mediationDays?: MediationDays;
}

/**
 * Applies one mutation and says which rows it touched. Throws `Refusal` where the right is missing or the state does not
 * fit; what it has written until then is undone.
 */
export type Mutation<N extends MutationName> = (args: MutationArgs<N>, context: MutationContext) => Promise<readonly TouchedRow[]>;
