import { useMemo } from 'react';
import { createPortal } from 'react-dom';
import type { RoomSession } from '../../../media/RoomSession.ts';
import { useRoom } from '../../../media/use-media.ts';
import { tilesOf } from '../tiles.ts';
import { Stage } from './Stage.tsx';
import styles from './StageWindow.module.css';
import { useStage, useStageView } from './use-stage.ts';

/** The pictures in a second window, for as long as it is open, whatever the console shows meanwhile. */
export function StageWindow({ room }: { room: RoomSession }) {
  const away = useStageView(useStage(room), ({ window }) => window);
  if (away === null) return null;
  return createPortal(<MovedStage room={room} />, away.document.body);
}

function MovedStage({ room }: { room: RoomSession }) {
  const view = useRoom(room, (state) => state);
  const tiles = useMemo(() => tilesOf(view), [view]);
  return (
    <main className={styles.page} data-testid="stage-page">
      <Stage room={room} tiles={tiles} />
    </main>
  );
}
