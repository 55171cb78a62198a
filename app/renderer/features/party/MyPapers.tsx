import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import { QrCode } from '../../ui/QrCode.tsx';
import { momentText } from '../../ui/time.ts';
import { useAction } from '../rooms/use-action.ts';
import { MyCard } from './MyCard.tsx';
import type { MyProps } from './MyPage.tsx';
import styles from './Party.module.css';

/** Sealed papers that are the party's to have, each with the hash of its file: opened here, or on another device by a code. */
export function MyPapers({ code, view }: MyProps) {
  const { t } = useTranslation('party');
  const bridge = useBridge();
  const action = useAction();
  const [shown, setShown] = useState<{ readonly paperId: string; readonly url: string } | null>(null);
  const copy = (paperId: string, use: (path: string) => void) =>
    void action.run(async () => {
      const { path } = await request(bridge, 'party.copy', { code, paperId });
      use(path);
    });
  return (
    <MyCard title={t('my.papers')} problem={action.problem}>
      <ul className={styles.list}>
        {view.papers.map(({ id, title, sealedAt, pages, sha256 }) => (
          <li key={id} data-testid="my-paper">
            <b>{title}</b>
            <span>{t('my.paper.sealed', { at: momentText(sealedAt), pages })}</span>
            <small className={styles.hash}>{t('my.paper.hash', { hash: sha256 })}</small>
            <div className={styles.buttons}>
              <button
                type="button"
                className={styles.secondary}
                disabled={action.busy}
                onClick={() => copy(id, (path) => window.location.assign(path))}
              >
                {t('my.paper.open')}
              </button>
              <button
                type="button"
                className={styles.secondary}
                data-testid="my-paper-code"
                disabled={action.busy}
                onClick={() => copy(id, (path) => setShown({ paperId: id, url: new URL(path, window.location.origin).href }))}
              >
                {t('my.paper.code')}
              </button>
            </div>
            {shown?.paperId === id && (
              <>
                <QrCode className={styles.qr} text={shown.url} label={t('my.paper.code')} />
                <small>{t('my.paper.codeHint')}</small>
              </>
            )}
          </li>
        ))}
      </ul>
    </MyCard>
  );
}
