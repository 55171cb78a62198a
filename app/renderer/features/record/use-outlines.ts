import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { isAllowed } from '../../../../sfu-server/protocol/rights.ts';
import { useAccount, useTable } from '../../store/context.tsx';
import { type UsableOutline, usableOutlines } from './outlines.ts';

export interface Outlines {
  readonly all: readonly UsableOutline[];
  /** Whether this seat may change those of its own centre. */
  readonly mayWrite: boolean;
  readonly orgId: string;
}

/** The question sets of this seat's centre. */
export function useOutlines(): Outlines {
  const { t } = useTranslation('record');
  const { role, organisation } = useAccount();
  const { byId } = useTable('outline');
  const organisations = useTable('organisation').byId;
  const all = useMemo(
    () => usableOutlines(byId.values(), organisations, organisation, (key) => ({ name: t(`set.${key}`), lines: t(`set.${key}.lines`) })),
    [byId, organisations, organisation, t],
  );
  return { all, mayWrite: isAllowed(role, 'outline.write', organisation.path, organisation.path), orgId: organisation.id };
}
