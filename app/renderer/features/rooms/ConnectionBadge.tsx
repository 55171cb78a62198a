import { useTranslation } from 'react-i18next';
import type { RoomSession } from '../../media/RoomSession.ts';
import { useRoom } from '../../media/use-media.ts';
import styles from './RoomView.module.css';

/** How one's own connection to the room is, in words. */
export function ConnectionBadge({ room }: { room: RoomSession }) {
  const { t } = useTranslation('rooms');
  const connection = useRoom(room, (view) => view.connection);
  return (
    <span className={styles.connection} data-testid="connection-state" data-state={connection} role="status">
      <i aria-hidden="true" />
      {t(`connection.${connection}`)}
    </span>
  );
}
