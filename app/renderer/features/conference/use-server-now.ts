import { useEffect, useState } from 'react';
import { useBridge } from '../../bridge-context.tsx';
import { useNow } from '../../ui/use-now.ts';

/** The server's time, UTC ms, renewed each second: everybody sees the same clock, whatever their own machine's says. */
export function useServerNow(): number {
  const bridge = useBridge();
  const [aheadMs, setAheadMs] = useState(0);
  const now = useNow();
  useEffect(() => {
    let left = false;
    const take = ({ serverAheadMs }: { serverAheadMs?: number | undefined }) => {
      if (!left && serverAheadMs !== undefined) setAheadMs(serverAheadMs);
    };
    bridge.call('session.get', {}).then(take, () => undefined);
    const dispose = bridge.on('session.changed', take);
    return () => {
      left = true;
      dispose();
    };
  }, [bridge]);
  return now + aheadMs;
}
