import { useTranslation } from 'react-i18next';
import { type CasePaper, nextSigners, type PaperSigner } from '../../../../sfu-server/protocol/case-paper.ts';
import { momentText } from '../../ui/time.ts';
import styles from './Papers.module.css';

interface SignerListProps {
  readonly paper: CasePaper;
  /** Who has begun to read it. */
  readonly readerIds?: readonly string[];
  /** Stand behind each who is waited for. */
  readonly actions?: (signer: PaperSigner) => React.ReactNode;
}

/** Who signs a paper, who has, whose turn it is, and who does not. */
export function SignerList({ paper, readerIds = [], actions }: SignerListProps) {
  const { t } = useTranslation('papers');
  const next = paper.state === 'signing' ? nextSigners(paper) : [];
  return (
    <ol className={styles.signers}>
      {paper.signers.map((signer) => {
        const { id, state, signedAt, refusal } = signer;
        const words =
          state === 'signed' && signedAt !== null
            ? t('signer.signed', { time: momentText(signedAt) })
            : state === 'declined'
              ? t('signer.declined', { reason: refusal?.reason ?? '' })
              : readerIds.includes(id)
                ? t('signer.reading')
                : t(next.includes(signer) ? 'signer.next' : 'signer.waiting');
        return (
          <li
            key={id}
            data-testid="paper-signer"
            data-state={state}
            data-reading={readerIds.includes(id)}
            data-next={next.includes(signer)}
          >
            <span>
              {signer.role} <b>{signer.name}</b>
            </span>
            <small>{words}</small>
            {state === 'waiting' && actions?.(signer)}
          </li>
        );
      })}
    </ol>
  );
}
