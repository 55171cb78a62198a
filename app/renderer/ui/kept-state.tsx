import { createContext, type ReactNode, useCallback, useContext, useState } from 'react';

const KeptContext = createContext<Map<string, unknown> | null>(null);

/** What is below keeps its `useKept` states as long as this is shown: put it where an account's work begins and ends. */
export function KeptStates({ children }: { children: ReactNode }) {
  const [kept] = useState(() => new Map<string, unknown>());
  return <KeptContext value={kept}>{children}</KeptContext>;
}

/**
 * A state that outlives its component: what was searched, chosen and half filled in is there again when the module is opened again.
 * @param key of this state alone, such as `cases.mediation.search`
 */
export function useKept<T>(key: string, initial: T): readonly [T, (next: T) => void] {
  const kept = useContext(KeptContext);
  if (kept === null) throw new Error('useKept needs KeptStates above it.');
  // Only this hook writes, and a key belongs to one place with one type.
  const [value, setValue] = useState<T>(() => (kept.has(key) ? (kept.get(key) as T) : initial));
  const set = useCallback(
    (next: T) => {
      kept.set(key, next);
      setValue(next);
    },
    [kept, key],
  );
  return [value, set];
}
