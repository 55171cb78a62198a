import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import type { RoomSession } from '../../media/RoomSession.ts';
import { useCurrentRoom, usePageMedia, useRoom } from '../../media/use-media.ts';
import { useDesk, useDeskStore } from '../../store/desk-context.tsx';
import { RollCallPrompt } from '../conference/RollCallPrompt.tsx';
import buttons from './controls.module.css';
import { Elapsed } from './Elapsed.tsx';
import { Icon } from './icons.tsx';
import styles from './RoomDock.module.css';
import { StageWindow } from './stage/StageWindow.tsx';
import { useAction } from './use-action.ts';

/** Rooms and cameras are likely to be opened soon: what they need is made ready while nobody waits for it. */
const IDLE_MS = 2_000;

/** The room in progress, as the dock shows it whatever module is open. */
export function RoomDock() {
  const { t } = useTranslation('rooms');
  const media = usePageMedia();
  const desk = useDeskStore();
  const room = useCurrentRoom();
  const kept = useStore(media.store, (state) => state.kept);
  useEffect(() => {
    const timer = setTimeout(() => media.surveillance.prepare(), IDLE_MS);
    return () => clearTimeout(timer);
  }, [media]);
  if (room !== null) {
    const { roomId } = room.store.getState();
    return (
      <>
        <RoomInProgress key={roomId} room={room} />
        <StageWindow key={`stage/${roomId}`} room={room} />
        <RollCallPrompt key={`call/${roomId}`} roomId={roomId} />
      </>
    );
  }
  if (kept === null) return null;
  return (
    <button
      type="button"
      className={buttons.button}
      data-testid="dock-seat-return"
      onClick={() => {
        media.comeBack(kept);
        desk.open('rooms');
      }}
    >
      {t('kept.dock', { title: kept.title })}
    </button>
  );
}

function RoomInProgress({ room }: { room: RoomSession }) {
  const { t } = useTranslation('rooms');
  const bridge = useBridge();
  const media = usePageMedia();
  const desk = useDeskStore();
  const inRooms = useDesk(({ module }) => module === 'rooms');
  const view = useRoom(room, (state) => state);
  const action = useAction();
  const [waiting] = view.state?.lobby ?? [];
  const { roomId } = view;
  const self = view.state?.participants.find(({ id }) => id === view.selfId);
  if (view.phase === 'ended') return null;
  const talking = view.microphone.state !== 'off';
  return (
    <div className={styles.dock} data-testid="room-dock" data-connection={view.connection}>
      <i className={styles.light} data-state={view.connection} title={t(`connection.${view.connection}`)} />
      <span>{t('dock.inProgress')}</span>
      <b title={view.title}>{view.title}</b>
      {self !== undefined && <Elapsed since={self.joinedAt} />}
      {!inRooms && (
        <>
          <button
            type="button"
            className={buttons.button}
            data-testid="dock-mic-toggle"
            aria-pressed={talking}
            onClick={() => void room.microphone.turn(!talking)}
          >
            <Icon name={talking ? 'mic' : 'micOff'} size={16} /> {t(talking ? 'mic.on' : 'mic.off')}
          </button>
          <button type="button" className={buttons.button} data-testid="dock-return" onClick={() => desk.open('rooms')}>
            {t('list.return')}
          </button>
          <button
            type="button"
            className={buttons.danger}
            data-testid="dock-leave"
            onClick={() => {
              room.leave();
              media.dismiss();
            }}
          >
            {t('leave')}
          </button>
        </>
      )}
      {!inRooms && waiting !== undefined && (
        <span className={styles.lobby} role="alert" data-testid="dock-lobby">
          {t('dock.waiting', { name: waiting.name, label: waiting.label })}
          <button
            type="button"
            className={buttons.primary}
            data-testid="dock-admit"
            onClick={() => void action.run(() => request(bridge, 'room.admit', { roomId, participantId: waiting.participantId }))}
          >
            {t('admit')}
          </button>
        </span>
      )}
    </div>
  );
}
