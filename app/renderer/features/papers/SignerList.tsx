import { useTranslation } from 'react-i18next';
import type { CasePaper, PaperSigner } from '../../../../sfu-server/protocol/case-paper.ts';
import { momentText } from '../../ui/time.ts';
import styles from './Papers.module.css';

/** Who signs a paper, who has, and who does not; `actions` stand behind each who is waited for. */
export function SignerList({ paper, actions }: { paper: CasePaper; actions?: (signer: PaperSigner) => React.ReactNode }) {
  const { t } = useTranslation('papers');
  return (
    <ol className={styles.signers}>
      {paper.signers.map((signer) => (
        <li key={signer.id} data-testid="paper-signer" data-state={signer.state}>
          <span>
            {signer.role} <b>{signer.name}</b>
          </span>
          <small>{signerText(signer, t)}</small>
          {signer.state === 'waiting' && actions?.(signer)}
        </li>
      ))}
    </ol>
  );
}

function signerText({ state, signedAt, refusal }: PaperSigner, t: ReturnType<typeof useTranslation<'papers'>>['t']): string {
  if (state === 'signed' && signedAt !== null) return t('signer.signed', { time: momentText(signedAt) });
  if (state === 'declined') return t('signer.declined', { reason: refusal?.reason ?? '' });
  return t('signer.waiting');
}
