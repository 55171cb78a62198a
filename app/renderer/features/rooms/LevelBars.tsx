import { useEffect, useRef } from 'react';
import type { Dispose } from '../../../bridge/bridge.ts';
import styles from './LevelBars.module.css';

const EVERY_MS = 100;
/** Quieter than this is shown as silence, dBFS; speech lies between −40 and −10. */
const FLOOR_DB = -50;

const looks = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | null = null;

/** One timer for all tiles: how loud a sound is has to be looked at, nobody tells it. */
function everyTenth(look: () => void): Dispose {
  looks.add(look);
  timer ??= setInterval(() => {
    for (const one of looks) one();
  }, EVERY_MS);
  return () => {
    looks.delete(look);
    if (looks.size > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
  };
}

/** How full the bars are, 0 to 1, for a loudness of 0 to 1 (1 is the loudest there is). */
export function fullness(loudness: number): number {
  return loudness <= 0 ? 0 : Math.max(0, Math.min(1, 1 - (20 * Math.log10(loudness)) / FLOOR_DB));
}

/** How loud somebody is, beside their name. Drawn past React: it changes ten times a second. */
export function LevelBars({ loudness }: { loudness: () => number }) {
  const bars = useRef<HTMLElement>(null);
  useEffect(
    () =>
      everyTenth(() => {
        const element = bars.current;
        if (element === null) return;
        const level = fullness(loudness());
        element.dataset.level = String(Math.round(level * 4));
      }),
    [loudness],
  );
  return (
    <i ref={bars} className={styles.bars} data-testid="tile-level" aria-hidden="true">
      <b />
      <b />
      <b />
      <b />
    </i>
  );
}
