import { useTranslation } from 'react-i18next';
import type { RefusalValue } from '../../../../sfu-server/protocol/errors.ts';
import { useCodeText } from '../../ui/error-text.ts';
import buttons from '../rooms/controls.module.css';
import styles from './GuestPage.module.css';

/** After these the same link will never work again. */
const FINAL: ReadonlySet<string> = new Set(['invitation.unknown', 'invitation.expired', 'room.ended', 'room.unknown']);

/** Why a link does not open, and what to do about it. */
export function GuestProblem({ refusal, onAgain }: { refusal: RefusalValue; onAgain: () => void }) {
  const { t } = useTranslation('guest');
  const codeText = useCodeText();
  const final = FINAL.has(refusal.code);
  return (
    <main className={styles.centre} data-testid="guest-problem" data-code={refusal.code}>
      <h1 className={styles.problem}>{t('problem.title')}</h1>
      <p className={styles.next} role="alert">
        {codeText(refusal.code)}
      </p>
      {final ? (
        <p className={styles.hint}>{t('problem.final')}</p>
      ) : (
        <button type="button" className={buttons.primary} onClick={onAgain}>
          {t('problem.again')}
        </button>
      )}
    </main>
  );
}
