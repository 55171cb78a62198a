import { useEffect, useRef } from 'react';
import { meterLevel } from '../../media/level-meter.ts';
import type { RoomSession } from '../../media/RoomSession.ts';
import { useRoom } from '../../media/use-media.ts';
import styles from './LevelBars.module.css';

/** How loud one is oneself, as one's microphone hears it: whoever sees it move knows that it works. */
export function OwnLevelBars({ room }: { room: RoomSession }) {
  const track = useRoom(room, ({ microphone }) => microphone.track);
  const bars = useRef<HTMLElement>(null);
  useEffect(() => {
    if (track === null) return;
    return meterLevel(track, (level) => {
      if (bars.current !== null) bars.current.dataset.level = String(Math.round(level * 4));
    });
  }, [track]);
  return (
    <i ref={bars} className={styles.bars} data-testid="tile-level" aria-hidden="true">
      <b />
      <b />
      <b />
      <b />
    </i>
  );
}
