import { useCallback, useEffect, useState } from 'react';
import type { AuditEntryView } from '../../../../sfu-server/protocol/requests/administration.ts';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import type { AuditQuery } from './audit-query.ts';

const PAGE = 200;

export interface AuditPages {
  readonly entries: readonly AuditEntryView[];
  readonly next: number | null;
  readonly busy: boolean;
  readonly error: unknown;
  more(): void;
}

/** Entries that fit, newest first. Read when the query changes and when more are wished for, never by itself: each look leaves a trace. */
export function useAudit(query: AuditQuery): AuditPages {
  const bridge = useBridge();
  const [pages, setPages] = useState<{ entries: readonly AuditEntryView[]; next: number | null }>({ entries: [], next: null });
  const [busy, setBusy] = useState(true);
  const [error, setError] = useState<unknown>(null);
  const read = useCallback((before: number | null) => request(bridge, 'audit.list', { ...query, before, limit: PAGE }), [bridge, query]);
  useEffect(() => {
    let current = true;
    setBusy(true);
    read(null)
      .then(
        (page) => {
          if (!current) return;
          setPages(page);
          setError(null);
        },
        (caught: unknown) => {
          if (current) setError(caught);
        },
      )
      .finally(() => {
        if (current) setBusy(false);
      });
    return () => {
      current = false;
    };
  }, [read]);
  const more = () => {
    if (pages.next === null || busy) return;
    setBusy(true);
    read(pages.next)
      .then((page) => setPages({ ...page, entries: [...pages.entries, ...page.entries] }), setError)
      .finally(() => setBusy(false));
  };
  return { ...pages, busy, error, more };
}
