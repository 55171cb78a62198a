import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Participant } from '../../../../../sfu-server/protocol/room.ts';
import type { Reaction } from '../../../../../sfu-server/protocol/room-file.ts';
import { onNotification } from '../../../../bridge/requests.ts';
import { useBridge } from '../../../bridge-context.tsx';
import styles from './ChatFiles.module.css';

/** A reaction stays on the tile for so long, ms. */
const SHOWN_MS = 4_000;

/** What somebody shows just now, over their picture. */
export function TileReaction({ roomId, participant: { id, name } }: { roomId: string; participant: Participant }) {
  const { t } = useTranslation('conference');
  const bridge = useBridge();
  const [reaction, setReaction] = useState<Reaction | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = onNotification(bridge, 'room.reaction', (told) => {
      if (told.roomId !== roomId || told.participantId !== id) return;
      clearTimeout(timer);
      setReaction(told.reaction);
      timer = setTimeout(() => setReaction(null), SHOWN_MS);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [bridge, roomId, id]);
  if (reaction === null) return null;
  const text = t(`reaction.${reaction}`);
  return (
    <span
      className={styles.reaction}
      role="status"
      data-testid="tile-reaction"
      data-reaction={reaction}
      aria-label={t('reaction.by', { name, text })}
    >
      {text}
    </span>
  );
}
