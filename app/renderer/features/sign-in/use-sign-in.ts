import { useState } from 'react';
import { Refusal, type RefusalValue } from '../../../../sfu-server/protocol/errors.ts';
import { useStores } from '../../store/context.tsx';

export interface SignInAttempt {
  readonly busy: boolean;
  readonly refusal: RefusalValue | null;
  /** Until when the server will not listen, UTC ms; 0 where it does. */
  readonly blockedUntil: number;
  submit(username: string, password: string): Promise<void>;
}

export function useSignIn(): SignInAttempt {
  const { session } = useStores();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<RefusalValue | null>(null);
  const [blockedUntil, setBlockedUntil] = useState(0);
  const submit = async (username: string, password: string) => {
    setBusy(true);
    setRefusal(null);
    try {
      await session.signIn(username, password);
    } catch (error) {
      const value = Refusal.toValue(error);
      setRefusal(value);
      setBlockedUntil(value.code === 'auth.throttled' ? Date.now() + (value.retryAfterMs ?? 0) : 0);
    } finally {
      setBusy(false);
    }
  };
  return { busy, refusal, blockedUntil, submit };
}
