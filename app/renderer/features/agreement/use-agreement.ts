import {
  AGREEMENT_STEPS,
  type Agreement,
  type AgreementStep,
  isStepOpen,
  newAgreement,
} from '../../../../sfu-server/protocol/entities/agreement.ts';
import { useTable } from '../../store/context.tsx';
import type { MediationWork } from '../mediation/use-mediation.ts';

/** The agreement of a mediation as its tabs work on it. */
export interface AgreementWork {
  readonly agreement: Agreement;
  can(step: AgreementStep): boolean;
}

export function useAgreement({ one, mayHandle }: MediationWork): AgreementWork {
  const agreement = useTable('agreement').byId.get(one.id) ?? newAgreement(one.id, one.registeredAt);
  return { agreement, can: (step) => mayHandle && AGREEMENT_STEPS[step].includes(one.state) && isStepOpen(agreement, step) };
}
