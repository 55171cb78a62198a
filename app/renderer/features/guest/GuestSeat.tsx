import { useTranslation } from 'react-i18next';
import type { RoomSession } from '../../media/RoomSession.ts';
import { useRoom } from '../../media/use-media.ts';
import buttons from '../rooms/controls.module.css';
import { RoomEnded } from '../rooms/RoomEnded.tsx';
import { GuestLobby } from './GuestLobby.tsx';
import styles from './GuestPage.module.css';
import { GuestRoom } from './GuestRoom.tsx';

/** After these the same link leads nowhere. */
const NO_WAY_BACK: ReadonlySet<string> = new Set(['ended', 'removed', 'denied']);

/** A guest's seat, from the lobby to the end. */
export function GuestSeat({ room, onAgain }: { room: RoomSession; onAgain: () => void }) {
  const { t } = useTranslation('guest');
  const phase = useRoom(room, (view) => view.phase);
  const end = useRoom(room, (view) => view.end);
  if (end !== null) {
    return (
      <main className={styles.centre}>
        <RoomEnded end={end}>
          <p className={styles.hint}>{t(end.reason === 'left' ? 'end.thanks' : 'end.hint')}</p>
          {!NO_WAY_BACK.has(end.reason) && (
            <button type="button" className={buttons.button} onClick={onAgain}>
              {t('end.again')}
            </button>
          )}
        </RoomEnded>
      </main>
    );
  }
  return phase === 'joined' ? <GuestRoom room={room} /> : <GuestLobby room={room} />;
}
