import { useTranslation } from 'react-i18next';
import type { RoomSession } from '../../media/RoomSession.ts';
import { useRoom } from '../../media/use-media.ts';
import buttons from './controls.module.css';
import { deviceProblem } from './RoomControls.tsx';
import styles from './RoomNotices.module.css';
import { closedFor } from './use-why-not.ts';

/** What one has to know about one's own seat: devices that do not work, muted by the host, no line, no sound. */
export function RoomNotices({ room, problem }: { room: RoomSession; problem: string | null }) {
  const { t } = useTranslation(['rooms', 'media', 'conference']);
  const view = useRoom(room, (state) => state);
  const device = deviceProblem(view);
  // Who may not open it is not told to.
  const closed = closedFor('microphone', view);
  return (
    <div className={styles.notices}>
      {view.connection === 'reconnecting' && <p role="status">{t('notice.reconnecting')}</p>}
      {view.connection === 'failed' && (
        <p role="alert" data-kind="alarm">
          {t('notice.failed')}
          <button type="button" className={buttons.button} data-testid="reconnect" onClick={() => room.retry()}>
            {t('notice.retry')}
          </button>
        </p>
      )}
      {view.soundBlocked && (
        <p role="alert">
          {t('notice.sound')}
          <button type="button" className={buttons.button} data-testid="sound-start" onClick={() => room.unblockSound()}>
            {t('notice.startSound')}
          </button>
        </p>
      )}
      {view.mutedByHost && <p role="status">{closed === null ? t('notice.muted') : t(`conference:${closed}`)}</p>}
      {device !== null && (
        <p role="alert" data-testid="device-problem" data-problem={device.problem}>
          {t(`media:problem.${device.device}.${device.problem}`)}
        </p>
      )}
      {view.screen.problem !== null && view.screen.problem !== 'denied' && <p role="alert">{t('notice.screen')}</p>}
      {problem !== null && (
        <p role="alert" data-kind="alarm">
          {problem}
        </p>
      )}
    </div>
  );
}
