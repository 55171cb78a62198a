import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TimeMark } from '../../../../sfu-server/protocol/entities/record.ts';
import type { RequestResult } from '../../../../sfu-server/protocol/requests/index.ts';
import { isAllowed } from '../../../../sfu-server/protocol/rights.ts';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import { useAccount } from '../../store/context.tsx';
import { type Action, useAction } from '../rooms/use-action.ts';

export interface MarkReplay {
  /** What plays now; null: nothing. */
  readonly shown: { readonly opened: RequestResult<'recording.open'>; readonly startMs: number } | null;
  /** Why nothing plays, in a sentence; null where nothing was tried or it plays. */
  readonly problem: string | null;
  readonly action: Action;
  /** Null where this seat may look at no recording of a mediation. */
  readonly open: ((mark: TimeMark) => void) | null;
  close(): void;
}

/** Opens a recording at a time mark of a record. @param title of the case: it stands in the trace of whoever looks */
export function useMarkReplay(title: string): MarkReplay {
  const { t } = useTranslation('record');
  const bridge = useBridge();
  const { role, organisation } = useAccount();
  const action = useAction();
  const [shown, setShown] = useState<MarkReplay['shown']>(null);
  const [unready, setUnready] = useState<string | null>(null);
  const open = ({ recordingId, offsetMs }: TimeMark) =>
    void action.run(async () => {
      setUnready(null);
      const opened = await request(bridge, 'recording.open', { recordingId, reason: t('mark.reason', { title }).slice(0, 200) });
      const { state } = opened.recording;
      if (state === 'ready') setShown({ opened, startMs: offsetMs });
      else setUnready(t(`mark.${state}`));
    });
  const may = isAllowed(role, 'recording.view.mediation', organisation.path, organisation.path);
  return { shown, problem: action.problem ?? unready, action, open: may ? open : null, close: () => setShown(null) };
}
