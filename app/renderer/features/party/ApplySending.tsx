import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import { useErrorText } from '../../ui/error-text.ts';
import { type ApplyDraft, applicationOf, type FileDraft } from './apply-draft.ts';
import styles from './Party.module.css';
import { bringFile, untilAnswered } from './send.ts';

interface ApplySendingProps {
  readonly code: string;
  readonly draft: ApplyDraft;
  readonly change: (part: Partial<ApplyDraft>) => void;
}

/** Sends the application and then its files, also after a cut line or a reload: each is taken in once. */
export function ApplySending({ code, draft, change }: ApplySendingProps) {
  const { t } = useTranslation('party');
  const bridge = useBridge();
  const errorText = useErrorText();
  const [at, setAt] = useState<number | null>(null);
  const [waits, setWaits] = useState(false);
  const [refusal, setRefusal] = useState<unknown>(null);
  const begun = useRef(draft);

  useEffect(() => {
    const ending = new AbortController();
    const patience = { signal: ending.signal, waiting: setWaits };
    const { id, partyCode, files } = begun.current;
    const run = async () => {
      const application = applicationOf(begun.current);
      if (application === null) return change({ phase: 'writing', step: 'check' });
      const submitted = { code: code.toUpperCase(), id, partyCode, application };
      const { number } = await untilAnswered(bridge, patience, () => request(bridge, 'application.submit', submitted));
      if (ending.signal.aborted) return;
      const failed: FileDraft[] = [];
      for (const [index, file] of files.entries()) {
        setAt(index + 1);
        // The application is there: a file that is refused stays here, to be sent again.
        await bringFile(bridge, partyCode, file, patience).catch((error: unknown) => {
          if (ending.signal.aborted) throw error;
          failed.push(file);
        });
      }
      if (!ending.signal.aborted) change({ phase: 'sent', number, dropped: failed.length, files: failed });
    };
    run().catch((error: unknown) => {
      if (!ending.signal.aborted) setRefusal(error);
    });
    return () => ending.abort();
  }, [bridge, code, change]);

  if (refusal !== null) {
    return (
      <main className={styles.centre} data-testid="apply-refused">
        <h1>{t('sending.refused')}</h1>
        <p role="alert">{errorText(refusal)}</p>
        <button type="button" className={styles.primary} onClick={() => change({ phase: 'writing' })}>
          {t('sending.change')}
        </button>
      </main>
    );
  }
  return (
    <main className={styles.centre} data-testid="apply-sending">
      <h1>{t('sending.title')}</h1>
      <p role="status">{at === null ? t('sending.application') : t('sending.file', { at, of: draft.files.length })}</p>
      {waits && <p className={styles.warn}>{t('sending.offline')}</p>}
    </main>
  );
}
