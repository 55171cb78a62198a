import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nextSigners } from '../../../../sfu-server/protocol/case-paper.ts';
import type { PartySigning } from '../../../../sfu-server/protocol/party.ts';
import { useBridge } from '../../bridge-context.tsx';
import { momentText } from '../../ui/time.ts';
import { linkDoor } from '../signing/signing-door.ts';
import type { MyProps } from './MyPage.tsx';
import styles from './Party.module.css';

// What reads PDF files is larger than all the rest of this page.
const SigningSheet = lazy(() => import('../signing/SigningSheet.tsx').then((module) => ({ default: module.SigningSheet })));

/** Papers that wait for the party's hand: read and signed here, without a room. */
export function MySignings({ code, view, look }: MyProps) {
  const { t } = useTranslation('party');
  const bridge = useBridge();
  const door = useMemo(() => linkDoor(bridge, code), [bridge, code]);
  const [signerId, setSignerId] = useState<string | null>(null);
  const open = view.signings.find(({ ownSignerIds }) => signerId !== null && ownSignerIds.includes(signerId));
  const close = () => {
    setSignerId(null);
    look();
  };
  return (
    <section className={styles.card} aria-label={t('my.signings')}>
      <h2>{t('my.signings')}</h2>
      <ul className={styles.list}>
        {view.signings.map((signing) => (
          <SigningRow key={signing.paper.id} signing={signing} onSign={setSignerId} />
        ))}
      </ul>
      {open !== undefined && signerId !== null && (
        <Suspense fallback={<p role="status">{t('loading')}</p>}>
          <SigningSheet key={signerId} door={door} paper={open.paper} signerId={signerId} onClose={close} />
        </Suspense>
      )}
    </section>
  );
}

function SigningRow({ signing: { paper, ownSignerIds }, onSign }: { signing: PartySigning; onSign: (signerId: string) => void }) {
  const { t } = useTranslation('party');
  const next = paper.state === 'signing' ? nextSigners(paper) : [];
  const mine = paper.signers.filter(({ id }) => ownSignerIds.includes(id));
  return (
    <li data-testid="my-signing" data-state={paper.state}>
      <b>{paper.title}</b>
      <span>{t('my.signing.pages', { version: paper.version, count: paper.unsigned.pages })}</span>
      {mine.map((signer) => {
        if (signer.state === 'signed') {
          return <span key={signer.id}>{t('my.signing.signed', { at: momentText(signer.signedAt ?? 0) })}</span>;
        }
        if (signer.state === 'declined') return <span key={signer.id}>{t('my.signing.declined')}</span>;
        return next.includes(signer) ? (
          <button key={signer.id} type="button" className={styles.primary} data-testid="my-sign" onClick={() => onSign(signer.id)}>
            {t('my.signing.sign', { name: signer.name })}
          </button>
        ) : (
          <span key={signer.id}>{t('my.signing.wait', { name: next[0]?.name ?? '' })}</span>
        );
      })}
      <small>
        {paper.state === 'signed'
          ? t('my.signing.all')
          : t('my.signing.count', { done: paper.signers.filter(({ state }) => state === 'signed').length, all: paper.signers.length })}
      </small>
    </li>
  );
}
