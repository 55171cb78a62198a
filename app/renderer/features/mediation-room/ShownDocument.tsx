import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fromBase64 } from '../../../bridge/attachments/base64.ts';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import { useErrorText } from '../../ui/error-text.ts';
import { momentText } from '../../ui/time.ts';
import styles from './Hearing.module.css';

/** The picture of a document that somebody has shown, for who compares it with the face. @param at when; null: none was shown */
export function ShownDocument({ roomId, participantId, at }: { roomId: string; participantId: string; at: number | null }) {
  const { t } = useTranslation('mediationRoom');
  const bridge = useBridge();
  const errorText = useErrorText();
  const [url, setUrl] = useState<string | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  useEffect(() => {
    if (at === null) return;
    let made: string | null = null;
    let gone = false;
    request(bridge, 'mediationRoom.document', { roomId, participantId }).then(
      ({ document }) => {
        if (gone || document === null) return;
        made = URL.createObjectURL(new Blob([fromBase64(document.base64)], { type: 'image/jpeg' }));
        setUrl(made);
      },
      (error: unknown) => !gone && setProblem(error),
    );
    return () => {
      gone = true;
      if (made !== null) URL.revokeObjectURL(made);
    };
  }, [bridge, roomId, participantId, at]);
  if (at === null) return <p className={styles.hint}>{t('document.none')}</p>;
  return (
    <figure className={styles.document} data-testid="shown-document">
      <figcaption>{t('document.shown', { time: momentText(at) })}</figcaption>
      {url !== null && <img src={url} alt={t('document.picture')} />}
      {problem !== null && <p role="alert">{errorText(problem)}</p>}
    </figure>
  );
}
