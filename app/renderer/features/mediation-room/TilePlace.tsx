import { useTranslation } from 'react-i18next';
import type { RoomSession } from '../../media/RoomSession.ts';
import { useRoom } from '../../media/use-media.ts';
import styles from './Hearing.module.css';
import { seatPlaceOf } from './seat-place.ts';

/** On a tile: on whose side somebody sits, and what they are there. Nothing in rooms of another kind. */
export function TilePlace({ room, participantId, small }: { room: RoomSession; participantId: string; small: boolean }) {
  const { t } = useTranslation('mediationRoom');
  const seat = useRoom(room, ({ state }) => seatPlaceOf(state?.mediation, participantId));
  if (seat === null) return null;
  const { side, capacity } = seat;
  const what = capacity === 'party' && side !== 'none' ? t(`party.${side}`) : t(`capacity.${capacity}`);
  return (
    <span className={styles.place} data-testid="tile-place" data-side={side} data-capacity={capacity}>
      {side !== 'none' && <b>{t(`tile.${side}`)}</b>}
      {(side === 'none' || !small) && what}
    </span>
  );
}
