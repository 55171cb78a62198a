import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { RoomSession } from '../../media/RoomSession.ts';
import { useCurrentRoom, usePageMedia, useRoom } from '../../media/use-media.ts';
import { RecordingsPage } from '../recordings/RecordingsPage.tsx';
import buttons from './controls.module.css';
import { KeptSeatNotice } from './KeptSeatNotice.tsx';
import { RoomEnded } from './RoomEnded.tsx';
import { RoomListPage } from './RoomListPage.tsx';
import styles from './RoomsPage.module.css';
import { RoomView } from './RoomView.tsx';

/** The module 会商室: the room one sits in, else the list. */
export function RoomsPage() {
  const room = useCurrentRoom();
  const [listing, setListing] = useState(false);
  const media = usePageMedia();
  const [replaying, setReplaying] = useState(false);
  const kept = useStore(media.store, (state) => state.kept);
  if (replaying) return <RecordingsPage onBack={() => setReplaying(false)} />;
  if (room !== null && !listing) return <CurrentRoom key={room.store.getState().roomId} room={room} onList={() => setListing(true)} />;
  return (
    <div className={styles.page}>
      {kept !== null && room === null && <KeptSeatNotice kept={kept} />}
      <RoomListPage
        currentRoomId={room?.store.getState().roomId ?? null}
        onEnter={() => setListing(false)}
        onRecordings={() => setReplaying(true)}
      />
    </div>
  );
}

function CurrentRoom({ room, onList }: { room: RoomSession; onList: () => void }) {
  const { t } = useTranslation('rooms');
  const media = usePageMedia();
  const end = useRoom(room, (view) => view.end);
  if (end === null) return <RoomView room={room} onList={onList} />;
  return (
    <RoomEnded end={end}>
      <button type="button" className={buttons.primary} onClick={() => media.dismiss()}>
        {t('list.back')}
      </button>
    </RoomEnded>
  );
}
