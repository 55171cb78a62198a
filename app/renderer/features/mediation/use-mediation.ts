import { useTranslation } from 'react-i18next';
import type { Case } from '../../../../sfu-server/protocol/entities/case.ts';
import { MEDIATION_STEPS, type Mediation, type MediationStep, newMediation } from '../../../../sfu-server/protocol/entities/mediation.ts';
import type { MutationArgs, MutationName } from '../../../../sfu-server/protocol/mutations.ts';
import { isAllowed } from '../../../../sfu-server/protocol/rights.ts';
import { useBridge } from '../../bridge-context.tsx';
import { useAccount, useTable } from '../../store/context.tsx';
import { mutate } from '../events/mutate.ts';
import { type Action, useAction } from '../rooms/use-action.ts';

/** A mediation as its tabs work on it. */
export interface MediationWork {
  readonly one: Case;
  readonly mediation: Mediation;
  /** Of the last change that was tried. */
  readonly action: Action;
  /** Whether this seat handles the case: where not, it only reads. */
  readonly mayHandle: boolean;
  /** Whether a step can be taken now; what cannot is not offered. */
  can(step: MediationStep): boolean;
  /** Resolves to whether it was taken in. */
  send<N extends MutationName>(name: N, args: MutationArgs<N>): Promise<boolean>;
}

export function useMediation(one: Case): MediationWork {
  const bridge = useBridge();
  const action = useAction();
  const { role, organisation } = useAccount();
  const path = useTable('organisation').byId.get(one.orgId)?.path;
  const row = useTable('mediation').byId.get(one.id);
  // Its case still waits here to be sent: nobody else has written about it yet. Any other row is on its way, with words that must not be overwritten.
  const ownAndNew = useTable('case').pendingIds.has(one.id) && one.number === null;
  const mediation = row ?? newMediation(one.id, one.registeredAt);
  const mayHandle = path !== undefined && isAllowed(role, 'case.handle.mediation', organisation.path, path);
  return {
    one,
    mediation,
    action,
    mayHandle,
    can: (step) => mayHandle && (row !== undefined || ownAndNew) && MEDIATION_STEPS[step].includes(one.state),
    send: (name, args) => action.run(() => mutate(bridge, name, args)),
  };
}

/** `¥12,000.00` */
export function useMoneyText(): (fen: number) => string {
  const { i18n } = useTranslation();
  return (fen) => new Intl.NumberFormat(i18n.language, { style: 'currency', currency: 'CNY' }).format(fen / 100);
}
