import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nextSigners, type OpenSheet } from '../../../../sfu-server/protocol/case-paper.ts';
import type { PartySigning, PartyView } from '../../../../sfu-server/protocol/party.ts';
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
  const [opened, setOpened] = useState<{ readonly signerId: string; readonly paper: OpenSheet } | null>(null);
  const close = () => {
    setOpened(null);
    look();
  };
  if (view.signings.length === 0 && opened === null) return null;
  return (
    <section className={styles.card} aria-label={t('my.signings')}>
      <h2>{t('my.signings')}</h2>
      <ul className={styles.list} aria-live="polite">
        {view.signings.map((signing) => (
          <SigningRow key={signing.paper.id} signing={signing} onSign={(signerId) => setOpened({ signerId, paper: signing.paper })} />
        ))}
      </ul>
      {opened !== null && (
        <Suspense fallback={<p role="status">{t('loading')}</p>}>
          <SigningSheet key={opened.signerId} door={door} paper={paperNow(opened.paper, view)} signerId={opened.signerId} onClose={close} />
        </Suspense>
      )}
    </section>
  );
}

/** A paper that was taken back while it was read says so: its sheet does not vanish under a hand. */
function paperNow(opened: OpenSheet, { signings, papers }: PartyView): OpenSheet {
  const isSealed = papers.some(({ id }) => id === opened.id);
  return signings.find(({ paper }) => paper.id === opened.id)?.paper ?? { ...opened, state: isSealed ? 'sealed' : 'void' };
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
