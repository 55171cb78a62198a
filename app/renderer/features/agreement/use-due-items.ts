import { useMemo } from 'react';
import { useAccount, useSession, useTable } from '../../store/context.tsx';
import { useNow } from '../../ui/use-now.ts';
import { type DueItem, dueItems } from './due-reminders.ts';

/** What this seat is reminded of, from its own copy: also without a line. */
export function useDueItems(): readonly DueItem[] {
  const { id } = useAccount();
  const { serverAheadMs = 0 } = useSession();
  const now = useNow(60_000) + serverAheadMs;
  const agreements = useTable('agreement').byId;
  const mediations = useTable('mediation').byId;
  const cases = useTable('case').byId;
  return useMemo(() => dueItems(agreements.values(), mediations, cases, id, now), [agreements, mediations, cases, id, now]);
}
