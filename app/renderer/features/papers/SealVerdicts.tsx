import { useTranslation } from 'react-i18next';
import type { SealVerdict } from '../../../../sfu-server/protocol/case-paper.ts';
import { momentText } from '../../ui/time.ts';
import styles from './Papers.module.css';

/** What the seals of a file come to, in a sentence each. */
export function SealVerdicts({ verdicts }: { verdicts: readonly SealVerdict[] }) {
  const { t } = useTranslation('papers');
  if (verdicts.length === 0) return <p className={styles.verdict}>{t('verify.none')}</p>;
  return verdicts.map((verdict) => (
    <p
      key={`${verdict.signer} ${verdict.sealedAt}`}
      className={styles.verdict}
      data-testid="seal-verdict"
      data-good={verdict.intact && verdict.wholeFile && verdict.trusted}
    >
      {verdict.intact
        ? t('verify.by', { name: verdict.signer, time: verdict.sealedAt === null ? '' : momentText(verdict.sealedAt) })
        : t('verify.broken')}
      {verdict.intact && `，${t(verdict.wholeFile ? 'verify.whole' : 'verify.added')}`}
      {verdict.intact && `，${t(verdict.trusted ? 'verify.trusted' : 'verify.untrusted')}`}
    </p>
  ));
}
