import { useEffect, useState } from 'react';
import type { CasePaper } from '../../../../sfu-server/protocol/case-paper.ts';
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
  const sha256 = (paper[which] ?? paper.unsigned).sha256;
  const [opened, setOpened] = useState<OpenedPaper>({ document: null, sha256, error: null });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the file is told by its hash, not by the paper's other news
  useEffect(() => {
    let left = false;
    let document: BoardDocument | null = null;
    setOpened({ document: null, sha256, error: null });
    readPaper(bridge, paper, which)
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
  }, [bridge, paper.id, which, sha256]);
  return opened;
}
