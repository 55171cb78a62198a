import { useEffect, useMemo, useState } from 'react';
import type { MediationRecord, RecordLineWords } from '../../../../sfu-server/protocol/entities/record.ts';
import { useBridge } from '../../bridge-context.tsx';
import { useTable } from '../../store/context.tsx';
import { mutate } from '../events/mutate.ts';
import { LineSaver } from './line-saver.ts';

/** The records of a case, the newest last. */
export function useRecordsOf(caseId: string): readonly MediationRecord[] {
  const { byId } = useTable('record');
  return useMemo(
    () => [...byId.values()].filter((record) => record.caseId === caseId).sort((a, b) => a.openedAt - b.openedAt),
    [byId, caseId],
  );
}

export interface Saving {
  /** How far what is typed is: `typed` not kept yet, `kept` on this machine only, `saved` at the server, `failed` not kept. */
  readonly state: 'typed' | 'kept' | 'saved' | 'failed';
  /** Saves a moment after the last call. */
  type(line: RecordLineWords): void;
  /** Saves at once. */
  put(line: RecordLineWords): void;
  flush(): void;
}

/** Saves lines of a record as they are typed; what waits is saved when the panel or the page goes away. */
export function useLineSaver(recordId: string): Saving {
  const bridge = useBridge();
  const pending = useTable('record').pendingIds.has(recordId);
  const [typed, setTyped] = useState({ dirty: false, failed: null as unknown });
  const saver = useMemo(() => new LineSaver((line) => mutate(bridge, 'record.line', line), setTyped), [bridge]);
  useEffect(() => {
    const flush = () => void saver.flush();
    window.addEventListener('pagehide', flush);
    window.addEventListener('blur', flush);
    return () => {
      window.removeEventListener('pagehide', flush);
      window.removeEventListener('blur', flush);
      saver[Symbol.dispose]();
    };
  }, [saver]);
  return {
    state: typed.failed !== null && typed.dirty ? 'failed' : typed.dirty ? 'typed' : pending ? 'kept' : 'saved',
    type: (line) => saver.type({ id: recordId, ...line }),
    put: (line) => {
      saver.type({ id: recordId, ...line });
      void saver.flush();
    },
    flush: () => void saver.flush(),
  };
}
