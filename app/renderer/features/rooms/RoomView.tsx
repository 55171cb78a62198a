import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { runsRoom } from '../../../../sfu-server/protocol/room-rights.ts';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import type { RoomSession } from '../../media/RoomSession.ts';
import { usePageMedia, useRoom } from '../../media/use-media.ts';
import { FloorBanner } from '../conference/FloorBanner.tsx';
import { HostMenu } from '../conference/HostMenu.tsx';
import { RollCallDialog } from '../conference/RollCallDialog.tsx';
import { RoomSide, type SideTab } from '../conference/RoomSide.tsx';
import { useConfirm } from '../conference/use-confirm.tsx';
import { useRoomHost } from '../conference/use-room-host.ts';
import { ApartNotice } from '../mediation-room/ApartNotice.tsx';
import { CaseTags } from '../mediation-room/CaseTags.tsx';
import { NoticeOfRights } from '../mediation-room/NoticeOfRights.tsx';
import { tilesHere } from '../mediation-room/tiles-here.ts';
import { RoomReadBack } from '../record/RoomReadBack.tsx';
import { RecordToggle } from '../recordings/RecordToggle.tsx';
import { RoomSigning } from '../signing/RoomSigning.tsx';
import { CameraPicker } from './CameraPicker.tsx';
import { ConnectionBadge } from './ConnectionBadge.tsx';
import buttons from './controls.module.css';
import { Elapsed } from './Elapsed.tsx';
import { InvitePanel } from './InvitePanel.tsx';
import { Popover } from './Popover.tsx';
import { RoomControls } from './RoomControls.tsx';
import { RoomNotices } from './RoomNotices.tsx';
import styles from './RoomView.module.css';
import { TileGrid } from './TileGrid.tsx';
import { tilesOf } from './tiles.ts';
import { useAction } from './use-action.ts';

/** A room from the inside. */
export function RoomView({ room, onList }: { room: RoomSession; onList: () => void }) {
  const { t } = useTranslation(['rooms', 'frame', 'conference']);
  const bridge = useBridge();
  const media = usePageMedia();
  const view = useRoom(room, (state) => state);
  const action = useAction();
  const tiles = useMemo(() => tilesHere(view, tilesOf(view)), [view]);
  const { roomId, state } = view;
  const self = state?.participants.find(({ id }) => id === view.selfId);
  const caseId = state?.mediation?.caseId ?? null;
  const hosts = self !== undefined && runsRoom(self.role);

  const { ask, dialog } = useConfirm();
  const host = useRoomHost(room, action, ask);
  const [tab, setTab] = useState<SideTab>('people');
  const [calling, setCalling] = useState(false);
  // Without a line nothing that is clicked would arrive, and what is shown may be old.
  const live = view.phase === 'joined' && view.connection === 'connected';
  const rollUnderWay = state !== null && state.rollCall !== null && state.rollCall.signedAt === null;
  const rollWords = !rollUnderWay ? 'roll.start' : state.rollCall?.closedAt === null ? 'roll.start.under' : 'roll.start.closed';
  return (
    <div className={styles.room} data-testid="room" data-room-id={roomId}>
      <header className={styles.header}>
        <button type="button" className={buttons.quiet} data-testid="room-list" onClick={onList}>
          {t('list.back')}
        </button>
        <h2 title={view.title}>{view.title}</h2>
        {caseId !== null && <CaseTags caseId={caseId} title={view.title} />}
        {state !== null && caseId === null && <span className={buttons.tag}>{t(`frame:kind.${state.room.kind}`)}</span>}
        {state !== null && <span className={styles.org}>{state.room.orgName}</span>}
        <ConnectionBadge room={room} />
        {self !== undefined && <Elapsed since={self.joinedAt} />}
        <span className={styles.spring} />
        <RecordToggle room={room} run={action.run} />
        {hosts && (
          <>
            <Popover label={t('invite')} icon="people" testId="room-invite">
              {() => <InvitePanel roomId={roomId} mediation={state?.mediation ?? null} />}
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
            <button
              type="button"
              className={buttons.button}
              data-testid="roll-call-start"
              disabled={!live}
              onClick={() => {
                setTab('roll');
                if (!rollUnderWay) setCalling(true);
              }}
            >
              {t(`conference:${rollWords}`)}
            </button>
            <Popover label={t('conference:menu.title')} icon="gear" testId="room-settings">
              {() => state !== null && <HostMenu settings={state.settings} host={host} live={live} />}
            </Popover>
            <button type="button" className={buttons.danger} data-testid="room-end" disabled={!live} onClick={host.end}>
              {t('end')}
            </button>
          </>
        )}
      </header>
      <div className={styles.stage}>
        <RoomNotices room={room} problem={action.problem} />
        <FloorBanner room={room} />
        <NoticeOfRights room={room} runs={hosts} />
        <RoomReadBack room={room} runs={hosts} />
        <RoomSigning room={room} runs={hosts} />
        <ApartNotice
          room={room}
          onTogether={hosts && live ? () => void action.run(() => request(bridge, 'mediationRoom.together', { roomId })) : null}
        />
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
        <RoomSide room={room} host={hosts ? host : null} live={live} tab={tab} onTab={setTab} />
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
      {calling && hosts && <RollCallDialog roomId={roomId} host={host} live={live} onClose={() => setCalling(false)} />}
      {dialog}
    </div>
  );
}
