import { useCallback, useEffect, useState } from 'react';
import type { OpenSheet } from '../../../../sfu-server/protocol/case-paper.ts';
import { useOpenedPdf } from '../papers/use-paper-pdf.ts';
import type { BoardDocument } from '../rooms/board/document.ts';
import type { Begun, SigningDoor } from './signing-door.ts';

/** A paper that somebody reads in order to sign it. */
export interface Reading {
  /** What the server has noted of it; null until then. */
  readonly begun: Begun | null;
  /** Null until it has come. */
  readonly document: BoardDocument | null;
  readonly error: unknown;
  /** Pages that have stood on this screen since it was begun, from 1. */
  readonly shown: ReadonlySet<number>;
  show(page: number): void;
  /** Begins anew: the server knows nothing of the last time. */
  again(): void;
}

export function useReading(door: SigningDoor, paper: Pick<OpenSheet, 'id' | 'unsigned'>, signerId: string): Reading {
  const [begun, setBegun] = useState<Begun | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [shown, setShown] = useState<ReadonlySet<number>>(new Set());
  const [times, setTimes] = useState(0);
  const { sha256, bytes, pages } = paper.unsigned;
  // biome-ignore lint/correctness/useExhaustiveDependencies(times): each time is another reading
  useEffect(() => {
    let left = false;
    setShown(new Set());
    door.begin(signerId).then(
      (found) => !left && setBegun(found),
      (caught: unknown) => !left && setError(caught),
    );
    return () => {
      left = true;
    };
  }, [door, signerId, times]);
  const read = useCallback(
    (of: Begun) => door.read(signerId, { id: paper.id, unsigned: { sha256, bytes, pages } }, of),
    [door, signerId, paper.id, sha256, bytes, pages],
  );
  const opened = useOpenedPdf(sha256, begun, read);
  const show = useCallback((page: number) => setShown((before) => (before.has(page) ? before : new Set([...before, page]))), []);
  const again = useCallback(() => setTimes((before) => before + 1), []);
  return { begun, document: opened.document, error: error ?? opened.error, shown, show, again };
}
