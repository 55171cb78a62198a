import { createContext, type ReactNode, useContext } from 'react';
import { useStore } from 'zustand';
import type { AppearanceStore } from './appearance.ts';
import type { Desk, DeskStore } from './desk.ts';

interface Seat {
  readonly desk: DeskStore;
  readonly appearance: AppearanceStore;
}

const SeatContext = createContext<Seat | null>(null);

export function SeatProvider({ seat, children }: { seat: Seat; children: ReactNode }) {
  return <SeatContext value={seat}>{children}</SeatContext>;
}

function useSeat(): Seat {
  const seat = useContext(SeatContext);
  if (seat === null) throw new Error('useSeat needs a SeatProvider above it.');
  return seat;
}

/** What can be done at the desk: open a module, select an event, show a place. */
export function useDeskStore(): DeskStore {
  return useSeat().desk;
}

export function useDesk<T>(select: (desk: Desk) => T): T {
  return useStore(useSeat().desk, select);
}

export function useAppearanceStore(): AppearanceStore {
  return useSeat().appearance;
}

export function useAppearance() {
  return useStore(useSeat().appearance);
}
