import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RoomEnd } from '../../media/room-view.ts';
import { useCodeText } from '../../ui/error-text.ts';
import styles from './RoomsPage.module.css';

/** Why one is out of a room, and what to do next. */
export function RoomEnded({ end, children }: { end: RoomEnd; children: ReactNode }) {
  const { t } = useTranslation('rooms');
  const codeText = useCodeText();
  return (
    <section className={styles.ended} role="status" data-testid="room-ended" data-reason={end.reason}>
      <h2>{t(`ended.${end.reason}`)}</h2>
      {end.reason === 'refused' && <p>{codeText(end.refusal.code)}</p>}
      {children}
    </section>
  );
}
