import { createContext, type ReactNode, useContext } from 'react';
import { useStore } from 'zustand';
import type { EntityName, EntityRow } from '../../../sfu-server/protocol/entities/index.ts';
import type { Account } from '../../../sfu-server/protocol/session.ts';
import type { LineState, OutboxItem, SessionState, Transfer } from '../../bridge/contract.ts';
import type { Stores } from './stores.ts';
import type { Table } from './table.ts';

const StoresContext = createContext<Stores | null>(null);

export function StoresProvider({ stores, children }: { stores: Stores; children: ReactNode }) {
  return <StoresContext value={stores}>{children}</StoresContext>;
}

/** The page's stores, for what is not rendered (listeners, handlers). To render, use the hooks below. */
export function useStores(): Stores {
  const stores = useContext(StoresContext);
  if (stores === null) throw new Error('useStores needs a StoresProvider above it.');
  return stores;
}

export function useSession(): SessionState {
  return useStore(useStores().session);
}

/** Who is signed in. Only below the sign-in: throws where nobody is. */
export function useAccount(): Account {
  const { account } = useSession();
  if (account === null) throw new Error('useAccount is only for what is shown after the sign-in.');
  return account;
}

/** One part of the line's state, so that a new round-trip time does not draw what shows only the state. */
export function useLine<T>(select: (line: LineState) => T): T {
  return useStore(useStores().line, select);
}

export function useOutbox(): readonly OutboxItem[] {
  return useStore(useStores().outbox);
}

/** Contents on their way from this seat, by the attachment's id. */
export function useTransfers(): ReadonlyMap<string, Transfer> {
  return useStore(useStores().transfers);
}

/** All rows of one entity; drawn again at each change of any of them. */
export function useTable<E extends EntityName>(entity: E): Table<EntityRow<E>> {
  return useStore(useStores().tables[entity]);
}

/** Whether every row of an entity is here: read by this page, and no first copy is still on its way. An empty list means nothing before. */
export function useComplete(entity: EntityName): boolean {
  const loaded = useStore(useStores().tables[entity], (table) => table.loaded);
  const copying = useLine(({ progress }) => progress !== null);
  return loaded && !copying;
}
