import { useCallback, useEffect, useState } from 'react';
import type { AccountRecord } from '../../../../sfu-server/protocol/requests/administration.ts';
import type { Role } from '../../../../sfu-server/protocol/roles.ts';
import { onNotification, request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import { useErrorText } from '../../ui/error-text.ts';

/** Rows a page; many a county has some hundreds of accounts. */
const PAGE = 100;

export interface AccountQuery {
  readonly search: string;
  readonly role: Role | null;
  readonly orgId: string | null;
  readonly disabled: boolean | null;
}

interface Listed {
  readonly records: readonly AccountRecord[];
  readonly total: number;
  readonly next: string | null;
}

export interface Accounts extends Listed {
  readonly loaded: boolean;
  readonly problem: string | null;
  more(): void;
  /** Puts what an answer brought in the place of what stood there. */
  put(record: AccountRecord): void;
  reload(): void;
}

const NOTHING: Listed = { records: [], total: 0, next: null };

/** The accounts that fit, read anew when the server says that one has changed. */
export function useAccounts({ search, role, orgId, disabled }: AccountQuery): Accounts {
  const bridge = useBridge();
  const errorText = useErrorText();
  const [listed, setListed] = useState<Listed | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [turn, setTurn] = useState(0);
  const reload = useCallback(() => setTurn((number) => number + 1), []);

  const read = useCallback(
    (after: string | null) => request(bridge, 'account.list', { search, role, orgId, disabled, after, limit: PAGE }),
    [bridge, search, role, orgId, disabled],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: `turn` is how often somebody wished to read anew.
  useEffect(() => {
    let current = true;
    read(null).then(
      (answer) => {
        if (!current) return;
        setListed(answer);
        setError(null);
      },
      (caught: unknown) => {
        if (current) setError(caught);
      },
    );
    return () => {
      current = false;
    };
  }, [read, turn]);
  useEffect(() => onNotification(bridge, 'account.changed', reload), [bridge, reload]);

  const { records, total, next } = listed ?? NOTHING;
  return {
    records,
    total,
    next,
    loaded: listed !== null,
    problem: error === null ? null : errorText(error),
    reload,
    more: () => {
      if (next === null) return;
      read(next).then((answer) => setListed({ ...answer, records: [...records, ...answer.records] }), setError);
    },
    put: (record) =>
      setListed((before) =>
        before === null ? null : { ...before, records: before.records.map((one) => (one.account.id === record.account.id ? record : one)) },
      ),
  };
}
