import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RoomSession } from '../../media/RoomSession.ts';
import { useRoom } from '../../media/use-media.ts';
import { RoomAgreement } from '../agreement/RoomAgreement.tsx';
import { FloorBanner } from '../conference/FloorBanner.tsx';
import { ApartNotice } from '../mediation-room/ApartNotice.tsx';
import { NoticeOfRights } from '../mediation-room/NoticeOfRights.tsx';
import { ShowDocument } from '../mediation-room/ShowDocument.tsx';
import { tilesHere } from '../mediation-room/tiles-here.ts';
import { RoomReadBack } from '../record/RoomReadBack.tsx';
import { RecordToggle } from '../recordings/RecordToggle.tsx';
import { ChatPanel } from '../rooms/ChatPanel.tsx';
import { ConnectionBadge } from '../rooms/ConnectionBadge.tsx';
import buttons from '../rooms/controls.module.css';
import { Icon } from '../rooms/icons.tsx';
import { ParticipantPanel } from '../rooms/ParticipantPanel.tsx';
import { RoomControls } from '../rooms/RoomControls.tsx';
import { RoomNotices } from '../rooms/RoomNotices.tsx';
import { TileGrid } from '../rooms/TileGrid.tsx';
import { tilesOf } from '../rooms/tiles.ts';
import { useAction } from '../rooms/use-action.ts';
import { RoomSigning } from '../signing/RoomSigning.tsx';
import styles from './GuestRoom.module.css';

/** From this width on the panels stand beside the pictures, px; below they cover them. */
const WIDE = 900;

/** The room as a guest sees it, on a phone first. */
export function GuestRoom({ room }: { room: RoomSession }) {
  const { t } = useTranslation(['guest', 'rooms']);
  const view = useRoom(room, (state) => state);
  const tiles = useMemo(() => tilesHere(view, tilesOf(view)), [view]);
  const [panel, setPanel] = useState(() => window.innerWidth >= WIDE);
  const action = useAction();
  const messages = view.state?.chat.length ?? 0;
  const [read, setRead] = useState(messages);
  useEffect(() => {
    if (panel) setRead(messages);
  }, [panel, messages]);
  const unread = messages - read;
  return (
    <main className={styles.room} data-panel={panel} data-testid="room" data-room-id={view.roomId}>
      <header className={styles.header}>
        <h1 title={view.title}>{view.title}</h1>
        <ConnectionBadge room={room} />
        <button type="button" className={buttons.button} data-testid="panel-toggle" aria-expanded={panel} onClick={() => setPanel(!panel)}>
          <Icon name="chat" size={16} /> {t('panel')}
          {unread > 0 && <b className={styles.unread}>{unread}</b>}
        </button>
      </header>
      <div className={styles.stage}>
        <RecordToggle room={room} run={action.run} />
        <RoomNotices room={room} problem={action.problem} />
        <FloorBanner room={room} />
        <ShowDocument room={room} />
        <NoticeOfRights room={room} runs={false} />
        <RoomAgreement room={room} />
        <RoomReadBack room={room} runs={false} />
        <RoomSigning room={room} runs={false} />
        <ApartNotice room={room} onTogether={null} />
        <TileGrid room={room} tiles={tiles} />
      </div>
      {panel && (
        <aside className={styles.side}>
          <ParticipantPanel room={room} host={null} />
          <ChatPanel room={room} />
        </aside>
      )}
      <footer className={styles.footer}>
        <RoomControls
          room={room}
          screen={false}
          onHand={(raised) => void action.run(() => room.setHand(raised))}
          onLeave={() => room.leave()}
        />
      </footer>
    </main>
  );
}
