import type { Mediation, Mediator } from '../../../../sfu-server/protocol/entities/mediation.ts';

/** Who mediates and who helps, as `mediation.assign` says it. */
export interface Assigned {
  readonly mediator: Mediator | null;
  readonly assistants: Mediator[];
}

/** Those who help, at most; as `mediation.assign` takes. */
export const MOST_ASSISTANTS = 6;

type Now = Pick<Mediation, 'mediator' | 'assistants'>;

/** Somebody else mediates; whoever helped until now and mediates from now on helps no longer. */
export function withMediator({ assistants }: Now, mediator: Mediator): Assigned {
  return { mediator, assistants: assistants.filter(({ accountId }) => accountId !== mediator.accountId) };
}

export function withAssistant({ mediator, assistants }: Now, person: Mediator): Assigned {
  return { mediator, assistants: [...assistants.filter(({ accountId }) => accountId !== person.accountId), person] };
}

export function withoutAssistant({ mediator, assistants }: Now, { accountId }: Mediator): Assigned {
  return { mediator, assistants: assistants.filter((one) => one.accountId !== accountId) };
}
