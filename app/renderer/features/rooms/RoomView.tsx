import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Participant } from '../../../../sfu-server/protocol/room.ts';
import { runsRoom } from '../../../../sfu-server/protocol/room-rights.ts';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import type { RoomSession } from '../../media/RoomSession.ts';
import { usePageMedia, useRoom } from '../../media/use-media.ts';
import { RecordToggle } from '../recordings/RecordToggle.tsx';
import { CameraPicker } from './CameraPicker.tsx';
import { ChatPanel } from './ChatPanel.tsx';
import { ConnectionBadge } from './ConnectionBadge.tsx';
import buttons from './controls.module.css';
import { Elapsed } from './Elapsed.tsx';
import { InvitePanel } from './InvitePanel.tsx';
import { LobbyPanel } from './LobbyPanel.tsx';
import { type HostActions, ParticipantPanel } from './ParticipantPanel.tsx';
import { Popover } from './Popover.tsx';
import { RoomControls } from './RoomControls.tsx';
import { RoomNotices } from './RoomNotices.tsx';
import styles from './RoomView.module.css';
import { TileGrid } from './TileGrid.tsx';
import { tilesOf } from './tiles.ts';
import { useAction } from './use-action.ts';

/** A room from the inside. */
export function RoomView({ room, onList }: { room: RoomSession; onList: () => void }) {
  const { t } = useTranslation(['rooms', 'frame']);
  const bridge = useBridge();
  const media = usePageMedia();
  const view = useRoom(room, (state) => state);
  const action = useAction();
  const tiles = useMemo(() => tilesOf(view), [view]);
  const { roomId, state } = view;
  const self = state?.participants.find(({ id }) => id === view.selfId);
  const hosts = self !== undefined && runsRoom(self.role);

  const host: HostActions = {
    mute: (participantId) => void action.run(() => request(bridge, 'room.mute', { roomId, participantId })),
    muteAll: () => void action.run(() => request(bridge, 'room.muteAll', { roomId })),
    remove: ({ id: participantId, name }: Participant) => {
      if (window.confirm(t('remove.sure', { name }))) void action.run(() => request(bridge, 'room.remove', { roomId, participantId }));
    },
  };
  const endRoom = () => {
    if (window.confirm(t('end.sure'))) void action.run(() => request(bridge, 'room.end', { roomId }));
  };
  return (
    <div className={styles.room} data-testid="room" data-room-id={roomId}>
      <header className={styles.header}>
        <button type="button" className={buttons.quiet} data-testid="room-list" onClick={onList}>
          {t('list.back')}
        </button>
        <h2 title={view.title}>{view.title}</h2>
        {state !== null && <span className={buttons.tag}>{t(`frame:kind.${state.room.kind}`)}</span>}
        {state !== null && <span className={styles.org}>{state.room.orgName}</span>}
        <ConnectionBadge room={room} />
        {self !== undefined && <Elapsed since={self.joinedAt} />}
        <span className={styles.spring} />
        <RecordToggle room={room} run={action.run} />
        {hosts && (
          <>
            <Popover label={t('invite')} icon="people" testId="room-invite">
              {() => <InvitePanel roomId={roomId} />}
            </Popover>
            <Popover label={t('camera.add')} icon="monitor" testId="room-add-camera">
              {(close) => (
                <CameraPicker
                  onChoose={(cameraId) => {
                    close();
                    void action.run(() => request(bridge, 'room.addCamera', { roomId, cameraId }));
                  }}
                />
              )}
            </Popover>
            <button type="button" className={buttons.danger} data-testid="room-end" onClick={endRoom}>
              {t('end')}
            </button>
          </>
        )}
      </header>
      <div className={styles.stage}>
        <RoomNotices room={room} problem={action.problem} />
        {view.phase === 'joined' ? (
          <TileGrid
            room={room}
            tiles={tiles}
            onRemoveCamera={
              hosts ? (participantId) => void action.run(() => request(bridge, 'room.removeCamera', { roomId, participantId })) : undefined
            }
          />
        ) : (
          <p className={styles.waiting}>{t(view.phase === 'waiting' ? 'waiting' : 'joining')}</p>
        )}
      </div>
      <aside className={styles.side}>
        {hosts && (
          <LobbyPanel
            lobby={state?.lobby ?? []}
            onAdmit={(participantId) => void action.run(() => request(bridge, 'room.admit', { roomId, participantId }))}
            onDeny={(participantId) => void action.run(() => request(bridge, 'room.deny', { roomId, participantId }))}
          />
        )}
        <ParticipantPanel room={room} host={hosts ? host : null} />
        <ChatPanel room={room} />
      </aside>
      <footer className={styles.footer}>
        <RoomControls
          room={room}
          screen
          onHand={(raised) => void action.run(() => room.setHand(raised))}
          onLeave={() => {
            room.leave();
            media.dismiss();
          }}
        />
      </footer>
    </div>
  );
}
