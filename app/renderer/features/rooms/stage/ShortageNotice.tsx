import { useTranslation } from 'react-i18next';
import type { RoomSession } from '../../../media/RoomSession.ts';
import { useRoom } from '../../../media/use-media.ts';
import type { Tile } from '../tiles.ts';
import styles from './Stage.module.css';
import { shortageOf } from './shortage.ts';

/** Says why pictures are worse than they could be, and that sound comes first. */
export function ShortageNotice({ room, tiles }: { room: RoomSession; tiles: readonly Tile[] }) {
  const { t } = useTranslation('stage');
  const selfId = useRoom(room, (view) => view.selfId);
  const shortage = shortageOf(tiles, selfId);
  if (shortage === null) return null;
  return (
    <p className={styles.shortage} role="status" data-testid="shortage" data-cause={shortage}>
      {t(`shortage.${shortage}`)}
    </p>
  );
}
