import { useCallback, useEffect, useState } from 'react';
import type { CasePaper } from '../../../../sfu-server/protocol/case-paper.ts';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import { type BoardDocument, openContent } from '../rooms/board/document.ts';
import { readPaper, type Which } from './paper-pdf.ts';

export interface OpenedPaper {
  /** Null until it has come. */
  readonly document: BoardDocument | null;
  /** Of the file that is open. */
  readonly sha256: string;
  readonly error: unknown;
}

/** A paper to be looked at: the sealed one, once there is one, else what is to be signed. */
export function usePaperPdf(paper: CasePaper, which: Which): OpenedPaper {
  const bridge = useBridge();
  const { sha256, bytes, pages } = paper[which] ?? paper.unsigned;
  const { id: paperId } = paper;
  const read = useCallback(
    () => readPaper({ sha256, bytes, pages }, async (piece) => request(bridge, 'casePaper.read', { paperId, which, ...piece })),
    [bridge, paperId, which, sha256, bytes, pages],
  );
  return useOpenedPdf(sha256, true, read);
}

/** @param from without which it cannot be read yet; another one of the same file reads nothing anew */
export function useOpenedPdf<F>(sha256: string, from: F | null, read: (from: F) => Promise<Blob>): OpenedPaper {
  const [opened, setOpened] = useState<OpenedPaper>({ document: null, sha256, error: null });
  const ready = from !== null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the file is told by its hash and by who reads it
  useEffect(() => {
    if (from === null) return;
    let left = false;
    let document: BoardDocument | null = null;
    setOpened({ document: null, sha256, error: null });
    read(from)
      .then(openContent)
      .then(
        (found) => {
          document = found;
          if (left) found.close();
          else setOpened({ document: found, sha256, error: null });
        },
        (error: unknown) => !left && setOpened({ document: null, sha256, error }),
      );
    return () => {
      left = true;
      document?.close();
    };
  }, [ready, read]);
  return opened;
}
