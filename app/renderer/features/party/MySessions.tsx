import { useTranslation } from 'react-i18next';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import { momentText } from '../../ui/time.ts';
import { keepName } from '../guest/guest-keep.ts';
import { useAction } from '../rooms/use-action.ts';
import { MyCard } from './MyCard.tsx';
import type { MyProps } from './MyPage.tsx';
import styles from './Party.module.css';

/** Planned hearings, and the way into the one that is open. */
export function MySessions({ code, view }: MyProps) {
  const { t } = useTranslation('party');
  const bridge = useBridge();
  const action = useAction();
  const enter = (sessionId: string) =>
    void action.run(async () => {
      const { path } = await request(bridge, 'party.enter', { code, sessionId });
      keepName(path.replace('/join/', ''), view.me.name);
      window.location.assign(path);
    });
  return (
    <MyCard title={t('my.sessions')} problem={action.problem}>
      <ul className={styles.list}>
        {view.sessions.map(({ id, startsAt, durationMin, place, state }) => (
          <li key={id} data-testid="my-session" data-state={state}>
            <b>{momentText(startsAt)}</b>
            <span>
              {t('my.session.minutes', { count: durationMin })} · {place ?? t('my.session.video')}
            </span>
            {state === 'open' ? (
              <button type="button" className={styles.primary} data-testid="my-enter" disabled={action.busy} onClick={() => enter(id)}>
                {t('my.session.enter')}
              </button>
            ) : (
              <small>{t(`my.session.${state}`)}</small>
            )}
          </li>
        ))}
      </ul>
    </MyCard>
  );
}
