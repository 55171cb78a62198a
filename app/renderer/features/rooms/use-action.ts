import { useCallback, useState } from 'react';
import { useErrorText } from '../../ui/error-text.ts';

export interface Action {
  readonly busy: boolean;
  /** Why the last one was refused, as a sentence; null where it was not. */
  readonly problem: string | null;
  /** True when it was done. */
  run(what: () => Promise<unknown>): Promise<boolean>;
  clear(): void;
}

/** Something that the server may refuse: says that it is under way, and why it was refused. */
export function useAction(): Action {
  const errorText = useErrorText();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const run = useCallback(async (what: () => Promise<unknown>) => {
    setBusy(true);
    setError(null);
    try {
      await what();
      return true;
    } catch (caught) {
      setError(caught);
      return false;
    } finally {
      setBusy(false);
    }
  }, []);
  const clear = useCallback(() => setError(null), []);
  return { busy, problem: error === null ? null : errorText(error), run, clear };
}
