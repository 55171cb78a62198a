import { useTranslation } from 'react-i18next';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import { momentText } from '../../ui/time.ts';
import { useAction } from '../rooms/use-action.ts';
import type { MyProps } from './MyPage.tsx';
import styles from './Party.module.css';

/** Sealed papers that are the party's to have, each with the hash of its file. */
export function MyPapers({ code, view }: MyProps) {
  const { t } = useTranslation('party');
  const bridge = useBridge();
  const action = useAction();
  const open = (paperId: string) =>
    void action.run(async () => {
      const { path } = await request(bridge, 'party.copy', { code, paperId });
      window.location.assign(path);
    });
  return (
    <section className={styles.card} aria-label={t('my.papers')}>
      <h2>{t('my.papers')}</h2>
      <ul className={styles.list}>
        {view.papers.map(({ id, title, sealedAt, pages, sha256 }) => (
          <li key={id} data-testid="my-paper">
            <b>{title}</b>
            <span>{t('my.paper.sealed', { at: momentText(sealedAt), pages })}</span>
            <small className={styles.hash}>{t('my.paper.hash', { hash: sha256 })}</small>
            <button type="button" className={styles.secondary} disabled={action.busy} onClick={() => open(id)}>
              {t('my.paper.open')}
            </button>
          </li>
        ))}
      </ul>
      {action.problem !== null && (
        <p className={styles.problem} role="alert">
          {action.problem}
        </p>
      )}
    </section>
  );
}
