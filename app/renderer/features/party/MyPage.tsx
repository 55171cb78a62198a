import { useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Refusal, type RefusalValue } from '../../../../sfu-server/protocol/errors.ts';
import type { PartyView } from '../../../../sfu-server/protocol/party.ts';
import { onNotification, request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import { dayText } from '../../ui/time.ts';
import { keepsView } from './keeps-view.ts';
import { MyAgreement } from './MyAgreement.tsx';
import { MyCard } from './MyCard.tsx';
import { MyMaterials } from './MyMaterials.tsx';
import { MyPapers } from './MyPapers.tsx';
import { MyProgress } from './MyProgress.tsx';
import { MyRating } from './MyRating.tsx';
import { MySessions } from './MySessions.tsx';
import { MySignings } from './MySignings.tsx';
import styles from './Party.module.css';
import { Problem } from './Problem.tsx';
import { RestedLook } from './rested-look.ts';

export interface MyProps {
  readonly code: string;
  readonly view: PartyView;
  /** Asks again how things stand. */
  readonly look: () => void;
}

/** What a party sees of their own case. Asked for when the page opens, when it is shown again, when there is news, and by the button. */
export function MyPage({ code }: { code: string }) {
  const { t } = useTranslation('party');
  const bridge = useBridge();
  const [view, setView] = useState<PartyView | null>(null);
  const [problem, setProblem] = useState<RefusalValue | null>(null);
  const ask = useCallback(() => {
    request(bridge, 'party.look', { code }).then(
      (found) => {
        setView(found);
        setProblem(null);
      },
      (error: unknown) => {
        const refusal = Refusal.toValue(error);
        setProblem(refusal);
        if (!keepsView(refusal.code)) setView(null);
      },
    );
  }, [bridge, code]);
  const rested = useMemo(() => new RestedLook(ask, () => document.visibilityState === 'visible'), [ask]);
  const look = useCallback(() => rested.now(), [rested]);
  useEffect(() => {
    rested.now();
    const news = () => rested.news();
    document.addEventListener('visibilitychange', news);
    // Told by the server; while the line was cut nobody could tell.
    const stops = [onNotification(bridge, 'party.changed', news), bridge.on('line.changed', ({ state }) => state !== 'offline' && news())];
    return () => {
      document.removeEventListener('visibilitychange', news);
      for (const stop of stops) stop();
      rested[Symbol.dispose]();
    };
  }, [bridge, rested]);

  if (view === null) {
    if (problem !== null) return <Problem refusal={problem} onAgain={look} />;
    return (
      <main className={styles.centre}>
        <p role="status">{t('loading')}</p>
      </main>
    );
  }
  const props: MyProps = { code, view, look };
  const others = view.names.filter(({ side }) => side !== view.me.side).map(({ name }) => name);
  return (
    <main className={styles.page} data-testid="my-page" data-state={view.state}>
      <header className={styles.head}>
        <p>{view.orgName}</p>
        <h1>{view.title}</h1>
        <p data-testid="my-number">{view.number}</p>
        <p>
          {t('my.hello', { name: view.me.name })} · {t(`my.side.${view.me.side}`)}
        </p>
        {others.length > 0 && <p>{t('my.against', { names: others.join('、') })}</p>}
      </header>
      <MyProgress view={view} />
      <MySignings {...props} />
      {view.sessions.length > 0 && <MySessions {...props} />}
      {view.agreement !== null && <MyAgreement {...props} agreement={view.agreement} />}
      {view.papers.length > 0 && <MyPapers {...props} />}
      {(view.mayRate || view.rating !== null) && <MyRating {...props} />}
      {view.request !== null && view.request !== '' && (
        <MyCard title={t('my.request')}>
          <p className={styles.words}>{view.request}</p>
        </MyCard>
      )}
      {(view.mayBring || view.materials.length > 0) && <MyMaterials {...props} />}
      <footer className={styles.foot}>
        <button type="button" className={styles.secondary} data-testid="my-refresh" onClick={look}>
          {t('my.refresh')}
        </button>
        <p>{t('my.until', { at: dayText(view.expiresAt) })}</p>
      </footer>
    </main>
  );
}
