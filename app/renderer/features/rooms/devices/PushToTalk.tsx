import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { maySend } from '../../../../../sfu-server/protocol/room-rights.ts';
import type { RoomSession } from '../../../media/RoomSession.ts';
import styles from './PushToTalk.module.css';
import { holdSpaceToTalk } from './push-to-talk.ts';

function mayTalk(room: RoomSession): boolean {
  const { phase, connection, state, selfId, microphone } = room.store.getState();
  const self = state?.participants.find(({ id }) => id === selfId);
  if (phase !== 'joined' || connection !== 'connected' || state === null || self === undefined) return false;
  const hasFloor = state.floor.speaking?.participantId === self.id;
  return microphone.state === 'off' && maySend('microphone', { ...self, hasFloor }, state.settings);
}

/** The space bar as a microphone button, in the window that this is in; says so while it is held. */
export function PushToTalk({ room }: { room: RoomSession }) {
  const { t } = useTranslation('media');
  const mark = useRef<HTMLSpanElement>(null);
  const [talking, setTalking] = useState(false);
  useEffect(() => {
    const page = mark.current?.ownerDocument;
    if (page === undefined) return;
    return holdSpaceToTalk(page, {
      mayTalk: () => mayTalk(room),
      turn: (on) => {
        setTalking(on);
        void room.microphone.turn(on);
      },
    });
  }, [room]);
  return (
    <span ref={mark} className={styles.mark} role="status" data-testid="push-to-talk" data-talking={talking}>
      {talking && t('pushToTalk.now')}
    </span>
  );
}
