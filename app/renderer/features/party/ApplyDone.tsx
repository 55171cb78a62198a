import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { QrCode } from '../../ui/QrCode.tsx';
import type { ApplyDraft } from './apply-draft.ts';
import styles from './Party.module.css';

/** The number and the applicant's own link. */
export function ApplyDone({ draft, onAgain, onAnother }: { draft: ApplyDraft; onAgain: () => void; onAnother: () => void }) {
  const { t } = useTranslation('party');
  const [copied, setCopied] = useState(false);
  const path = `/my/${draft.partyCode}`;
  const url = new URL(path, window.location.origin).href;
  const copy = () =>
    navigator.clipboard?.writeText(url).then(
      () => setCopied(true),
      () => undefined,
    );
  return (
    <main className={styles.page} data-testid="apply-done">
      <header className={styles.done}>
        <h1>{t('done.title')}</h1>
        <p>{t('done.number')}</p>
        <b data-testid="apply-number">{draft.number}</b>
        <p>{t('done.next')}</p>
      </header>
      {draft.dropped > 0 && <p className={styles.warn}>{t('sending.dropped', { count: draft.dropped })}</p>}
      {draft.files.length > 0 && (
        <button type="button" className={styles.secondary} data-testid="apply-files-again" onClick={onAgain}>
          {t('sending.again')}
        </button>
      )}
      <p>{t('done.keep')}</p>
      <QrCode className={styles.qr} text={url} label={t('done.open')} />
      <a className={styles.primary} href={path} data-testid="apply-open-my">
        {t('done.open')}
      </a>
      <button type="button" className={styles.secondary} onClick={copy}>
        {t(copied ? 'done.copied' : 'done.copy')}
      </button>
      <button type="button" className={styles.plain} onClick={onAnother}>
        {t('done.another')}
      </button>
    </main>
  );
}
