import { useTranslation } from 'react-i18next';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import type { RoomSession } from '../../media/RoomSession.ts';
import { useRoom } from '../../media/use-media.ts';
import { momentText } from '../../ui/time.ts';
import buttons from '../rooms/controls.module.css';
import { useAction } from '../rooms/use-action.ts';
import styles from './MediationRoom.module.css';
import { useMediation } from './use-mediation.ts';

/** The text that is read out, on every seat, until its owner has confirmed it; whoever runs the room sees how many have. */
export function NoticeOfRights({ room, runs }: { room: RoomSession; runs: boolean }) {
  const { t } = useTranslation('mediationRoom');
  const bridge = useBridge();
  const action = useAction();
  const mediation = useMediation(room);
  const selfId = useRoom(room, (view) => view.selfId);
  const roomId = useRoom(room, (view) => view.roomId);
  if (mediation === null || mediation.notice === null) return null;
  const { notice, seats } = mediation;
  const own = seats.find(({ participantId }) => participantId === selfId);
  if (!runs && own?.confirmedAt != null) return null;
  const asked = seats.filter(({ capacity }) => capacity !== 'mediator');
  const done = asked.filter(({ confirmedAt }) => confirmedAt !== null).length;
  return (
    <section className={styles.notice} data-testid="notice" data-runs={runs} aria-labelledby="notice-title">
      <h2 id="notice-title">{notice.title}</h2>
      <div className={styles.text}>{notice.text}</div>
      <footer>
        <small>{t('notice.by', { name: notice.byName, time: momentText(notice.openedAt) })}</small>
        {runs ? (
          <b data-testid="notice-count">{t('notice.count', { done, all: asked.length })}</b>
        ) : (
          <button
            type="button"
            className={buttons.primary}
            data-testid="notice-confirm"
            disabled={action.busy}
            onClick={() => void action.run(() => request(bridge, 'mediationRoom.confirmNotice', { roomId }))}
          >
            {t('notice.confirm')}
          </button>
        )}
      </footer>
      {action.problem !== null && (
        <p className={buttons.problem} role="alert">
          {action.problem}
        </p>
      )}
    </section>
  );
}
