import { useTranslation } from 'react-i18next';
import type { RoomSession } from '../../media/RoomSession.ts';
import { useRoom } from '../../media/use-media.ts';
import styles from './FloorBanner.module.css';
import { clockFace, floorClock } from './floor-clock.ts';
import { useServerNow } from './use-server-now.ts';

/** Who has the word and for how long, seen by everybody; who is next is told to get ready. */
export function FloorBanner({ room }: { room: RoomSession }) {
  const state = useRoom(room, (view) => view.state);
  if (state === null || (state.floor.speaking === null && state.floor.nextId === null)) return null;
  return <Banner room={room} />;
}

function Banner({ room }: { room: RoomSession }) {
  const { t } = useTranslation('conference');
  const view = useRoom(room, (state) => state);
  const now = useServerNow();
  const { state, selfId } = view;
  if (state === null) return null;
  const { speaking, nextId } = state.floor;
  const nameOf = (id: string) => state.participants.find((one) => one.id === id)?.name ?? '';
  const clock = speaking === null ? null : floorClock(speaking, now);
  const own = speaking !== null && speaking.participantId === selfId;
  return (
    <div className={styles.banner} data-testid="floor-banner" data-own={own}>
      {speaking !== null && clock !== null && (
        <div className={styles.speech} data-state={clock.state} data-testid="floor-speech">
          <b>{own ? t('floor.own') : t('floor.speaks', { name: nameOf(speaking.participantId) })}</b>
          <span className={styles.clock} data-testid="floor-clock" role="timer" aria-live="off">
            {t(`clock.${clock.state}`)} <strong>{clockFace(clock.seconds)}</strong>
          </span>
          {/* Said once when it changes, not each second. */}
          <span className="visually-hidden" role="status">
            {clock.state === 'over' || clock.state === 'ending' ? t(`clock.said.${clock.state}`) : ''}
          </span>
        </div>
      )}
      {nextId !== null && nextId === selfId && (
        <p className={styles.ready} role="alert" data-testid="floor-ready">
          {t('floor.getReady')}
        </p>
      )}
      {nextId !== null && nextId !== selfId && <p className={styles.next}>{t('floor.next', { name: nameOf(nextId) })}</p>}
    </div>
  );
}
