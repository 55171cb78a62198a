import { useTranslation } from 'react-i18next';
import type { RoomSession } from '../../media/RoomSession.ts';
import { useRoom } from '../../media/use-media.ts';
import { useMediation } from '../mediation-room/use-mediation.ts';
import styles from './Agreement.module.css';
import { SharedSheet } from './SharedSheet.tsx';
import { useSharedAgreement } from './use-shared.ts';

/** The draft that the mediator shows, over the pictures of who only reads; it can be folded away. */
export function RoomAgreement({ room }: { room: RoomSession }) {
  const mediation = useMediation(room);
  const roomId = useRoom(room, (view) => view.roomId);
  const live = useRoom(room, ({ phase, connection }) => phase === 'joined' && connection === 'connected');
  return mediation === null ? null : <Shown roomId={roomId} since={mediation.apart?.since ?? null} live={live} />;
}

function Shown({ roomId, since, live }: { roomId: string; since: number | null; live: boolean }) {
  const { t } = useTranslation('agreement');
  const shared = useSharedAgreement(roomId, since, live);
  if (shared === null) return null;
  return (
    <details open className={styles.over} data-testid="room-agreement">
      <summary>{t(shared.finished ? 'shared.finished' : 'shared')}</summary>
      <SharedSheet agreement={shared} />
    </details>
  );
}
