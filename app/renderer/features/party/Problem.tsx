import { useTranslation } from 'react-i18next';
import type { RefusalValue } from '../../../../sfu-server/protocol/errors.ts';
import { useCodeText } from '../../ui/error-text.ts';
import styles from './Party.module.css';

/** After these the same address will never work again. */
const FINAL: ReadonlySet<string> = new Set(['application_code.unknown', 'party_link.unknown', 'party_link.expired', 'request.malformed']);

/** Why a page does not open, and what to do about it. */
export function Problem({ refusal, onAgain }: { refusal: RefusalValue; onAgain: () => void }) {
  const { t } = useTranslation('party');
  const codeText = useCodeText();
  return (
    <main className={styles.centre} data-testid="party-problem" data-code={refusal.code}>
      <h1>{t('problem.title')}</h1>
      <p role="alert">{codeText(refusal.code)}</p>
      {!FINAL.has(refusal.code) && (
        <button type="button" className={styles.primary} onClick={onAgain}>
          {t('problem.again')}
        </button>
      )}
    </main>
  );
}
