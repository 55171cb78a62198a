import { useCallback, useEffect, useState } from 'react';
import type { RequestResult } from '../../../../sfu-server/protocol/requests/index.ts';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';

/** A paper that somebody reads in order to sign it. */
export interface Reading {
  /** What the server has noted of it; null until then. */
  readonly begun: RequestResult<'casePaper.beginSigning'> | null;
  readonly error: unknown;
  /** Pages that have stood on this screen, from 1. */
  readonly shown: ReadonlySet<number>;
  show(page: number): void;
}

export function useReading(signerId: string, roomId: string | null): Reading {
  const bridge = useBridge();
  const [begun, setBegun] = useState<Reading['begun']>(null);
  const [error, setError] = useState<unknown>(null);
  const [shown, setShown] = useState<ReadonlySet<number>>(new Set());
  useEffect(() => {
    let left = false;
    setShown(new Set());
    request(bridge, 'casePaper.beginSigning', { signerId, roomId }).then(
      (found) => !left && setBegun(found),
      (caught: unknown) => !left && setError(caught),
    );
    return () => {
      left = true;
    };
  }, [bridge, signerId, roomId]);
  const show = useCallback((page: number) => setShown((before) => (before.has(page) ? before : new Set([...before, page]))), []);
  return { begun, error, shown, show };
}
