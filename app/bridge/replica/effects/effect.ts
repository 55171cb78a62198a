import type { EntityName, EntityRow } from '../../../../sfu-server/protocol/entities/index.ts';
import type { MutationArgs, MutationName } from '../../../../sfu-server/protocol/mutations.ts';
import type { Account } from '../../../../sfu-server/protocol/session.ts';

export interface EffectContext {
  /** Whose console this is. */
  readonly account: Account;
  /** When the mutation was made, UTC ms. */
  readonly at: number;
}

/**
 * What a mutation does to one row, as far as the console can know before the server has spoken. Pure, and
 * safe to apply to a row in which the server's own effect already shows: it then changes nothing.
 */
export interface Effect<N extends MutationName, E extends EntityName> {
  readonly entity: E;
  readonly rowId: (args: MutationArgs<N>) => string;
  readonly apply: (row: EntityRow<E> | undefined, args: MutationArgs<N>, context: EffectContext) => EntityRow<E> | undefined;
}
