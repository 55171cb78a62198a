import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { meterLevel } from '../../../media/level-meter.ts';
import styles from './Check.module.css';

/** Moves as one speaks. Drawn past React: it changes with every frame. */
export function LevelBar({ track }: { track: MediaStreamTrack }) {
  const { t } = useTranslation('media');
  const bar = useRef<HTMLElement>(null);
  useEffect(
    () =>
      meterLevel(track, (level) => {
        if (bar.current !== null) bar.current.style.transform = `scaleX(${level})`;
      }),
    [track],
  );
  return (
    <div className={styles.level}>
      <span>{t('check.level')}</span>
      <div aria-hidden="true">
        <i ref={bar} />
      </div>
    </div>
  );
}
