import { useTranslation } from 'react-i18next';
import { Picture } from '../../media/Picture.tsx';
import type { RoomSession } from '../../media/RoomSession.ts';
import { useRoom } from '../../media/use-media.ts';
import buttons from '../rooms/controls.module.css';
import check from '../rooms/devices/Check.module.css';
import { Icon } from '../rooms/icons.tsx';
import styles from './GuestPage.module.css';

/** Where a guest waits to be let in, and is told what comes next. */
export function GuestLobby({ room }: { room: RoomSession }) {
  const { t } = useTranslation('guest');
  const { phase, title, camera, microphone, connection } = useRoom(room, (view) => view);
  const seen = camera.state !== 'off';
  const heard = microphone.state !== 'off';
  return (
    <main className={styles.check} data-testid={phase === 'waiting' ? 'guest-waiting' : 'guest-entering'}>
      <header className={styles.head}>
        <h1 className={styles.title}>{title}</h1>
      </header>
      <section className={styles.waiting} role="status">
        <b className={styles.state}>{t(phase === 'waiting' ? 'waiting' : 'entering')}</b>
        <p className={styles.next}>{t(connection === 'connected' ? 'waiting.next' : 'waiting.reconnecting')}</p>
      </section>
      <section className={check.preview} aria-label={t('check')}>
        <div className={check.picture}>
          <Picture track={camera.track} label={t('preview')} fit="cover" mirrored />
          {camera.track === null && <p className={check.cover}>{t('noPicture')}</p>}
        </div>
        <p className={styles.hint}>{t('waiting.unseen')}</p>
        <div className={check.device}>
          <button
            type="button"
            className={`${buttons.button} ${check.toggle}`}
            aria-pressed={seen}
            onClick={() => void room.camera.turn(!seen)}
          >
            <Icon name={seen ? 'camera' : 'cameraOff'} /> {t(seen ? 'camera.on' : 'camera.off')}
          </button>
          <button
            type="button"
            className={`${buttons.button} ${check.toggle}`}
            aria-pressed={heard}
            onClick={() => void room.microphone.turn(!heard)}
          >
            <Icon name={heard ? 'mic' : 'micOff'} /> {t(heard ? 'microphone.on' : 'microphone.off')}
          </button>
        </div>
      </section>
      <button type="button" className={`${buttons.danger} ${styles.big}`} data-testid="leave" onClick={() => room.leave()}>
        {t('waiting.leave')}
      </button>
    </main>
  );
}
