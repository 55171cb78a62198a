import { useEffect, useState } from 'react';
import type { CasePaper } from '../../../../sfu-server/protocol/case-paper.ts';
import { onNotification, request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';

export interface CasePapersView {
  /** Null until they are known. */
  readonly papers: readonly CasePaper[] | null;
  /** Why they are not. */
  readonly error: unknown;
}

/** The papers of a case, as they are on the server; changes come by themselves, and after a line that was cut all are asked for anew. */
export function useCasePapers(caseId: string): CasePapersView {
  const bridge = useBridge();
  const [papers, setPapers] = useState<readonly CasePaper[] | null>(null);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    let left = false;
    setPapers(null);
    const load = () =>
      request(bridge, 'casePaper.list', { caseId }).then(
        (found) => {
          if (left) return;
          setPapers(found.papers);
          setError(null);
        },
        (caught: unknown) => !left && setError(caught),
      );
    void load();
    const stops = [
      onNotification(bridge, 'casePaper.changed', ({ paper }) => {
        if (paper.caseId === caseId) setPapers((before) => (before === null ? before : withPaper(before, paper)));
      }),
      bridge.on('line.changed', ({ state }) => {
        if (state === 'online') void load();
      }),
    ];
    return () => {
      left = true;
      for (const stop of stops) stop();
    };
  }, [bridge, caseId]);
  return { papers, error };
}

function withPaper(papers: readonly CasePaper[], paper: CasePaper): readonly CasePaper[] {
  return papers.some(({ id }) => id === paper.id) ? papers.map((one) => (one.id === paper.id ? paper : one)) : [...papers, paper];
}
