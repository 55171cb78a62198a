import { useTranslation } from 'react-i18next';
import type { RoomSession } from '../../media/RoomSession.ts';
import { useRoom } from '../../media/use-media.ts';
import buttons from './controls.module.css';
import { PushToTalk } from './devices/PushToTalk.tsx';
import { Stage } from './stage/Stage.tsx';
import { StageBar } from './stage/StageBar.tsx';
import { useStage, useStageView } from './stage/use-stage.ts';
import styles from './TileGrid.module.css';
import type { Tile } from './tiles.ts';

export interface TileGridProps {
  readonly room: RoomSession;
  readonly tiles: readonly Tile[];
  readonly onRemoveCamera?: ((participantId: string) => void) | undefined;
}

/** The pictures of a room with what arranges them; or, while a second window has them, the way to get them back. */
export function TileGrid({ room, tiles, onRemoveCamera }: TileGridProps) {
  const { t } = useTranslation('stage');
  const stage = useStage(room);
  const away = useStageView(stage, ({ window }) => window);
  const joined = useRoom(room, ({ phase }) => phase === 'joined');
  return (
    <div className={styles.frame}>
      {joined && <StageBar room={room} stage={stage} />}
      {away === null ? (
        <Stage room={room} tiles={tiles} onRemoveCamera={onRemoveCamera} />
      ) : (
        <div className={styles.moved}>
          <PushToTalk room={room} />
          <p>{t('window.moved')}</p>
          <button type="button" className={buttons.primary} data-testid="stage-back" onClick={() => away.close()}>
            {t('window.back')}
          </button>
        </div>
      )}
    </div>
  );
}
