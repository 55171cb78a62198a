import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isAllowed } from '../../../../sfu-server/protocol/rights.ts';
import { ROOM_KINDS, type RoomSummary } from '../../../../sfu-server/protocol/room.ts';
import { usePageMedia } from '../../media/use-media.ts';
import { useAccount } from '../../store/context.tsx';
import { useCodeText } from '../../ui/error-text.ts';
import { shortMomentText } from '../../ui/time.ts';
import { useNow } from '../../ui/use-now.ts';
import buttons from './controls.module.css';
import { DeviceCheckButton } from './devices/DeviceCheckDialog.tsx';
import { Icon } from './icons.tsx';
import { RoomCreateForm } from './RoomCreateForm.tsx';
import styles from './RoomListPage.module.css';
import { useRoomList } from './use-room-list.ts';

interface RoomListPageProps {
  readonly currentRoomId: string | null;
  onEnter(): void;
  onRecordings(): void;
}

/** The rooms one may see, and the form to open another. */
export function RoomListPage({ currentRoomId, onEnter, onRecordings }: RoomListPageProps) {
  const { t } = useTranslation(['rooms', 'frame', 'recordings']);
  const codeText = useCodeText();
  const media = usePageMedia();
  const { role, organisation } = useAccount();
  const { rooms, loaded, problem } = useRoomList();
  const [creating, setCreating] = useState(false);
  const now = useNow(60_000);
  const kinds = ROOM_KINDS.filter((kind) => isAllowed(role, `room.create.${kind}`, organisation.path, organisation.path));
  const enter = (room: RoomSummary) => {
    if (room.id !== currentRoomId) media.join(room);
    onEnter();
  };
  return (
    <div className={styles.page}>
      <header>
        <h2>
          {t('list.title')} <span>{rooms.length}</span>
        </h2>
        {currentRoomId !== null && (
          <button type="button" className={buttons.button} data-testid="room-return" onClick={onEnter}>
            {t('list.return')}
          </button>
        )}
        <button type="button" className={buttons.button} data-testid="recordings-list" onClick={onRecordings}>
          {t('recordings:list')}
        </button>
        {currentRoomId === null && <DeviceCheckButton />}
        {kinds.length > 0 && (
          <button
            type="button"
            className={buttons.primary}
            data-testid="room-create"
            aria-expanded={creating}
            onClick={() => setCreating(!creating)}
          >
            <Icon name="plus" size={16} /> {t('create')}
          </button>
        )}
      </header>
      {problem !== null && (
        <p className={buttons.problem} role="alert">
          {codeText(problem.code)}
        </p>
      )}
      <div className={styles.body}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th>{t('list.room')}</th>
              <th>{t('list.kind')}</th>
              <th>{t('list.org')}</th>
              <th>{t('list.opener')}</th>
              <th className={styles.number}>{t('list.inside')}</th>
              <th className={styles.number}>{t('list.since')}</th>
              <th />
            </tr>
          </thead>
          <tbody>
            {rooms.map((room) => (
              <tr key={room.id} data-testid="room-row" data-room-id={room.id} onDoubleClick={() => enter(room)}>
                <td>
                  <b>{room.title}</b>
                  {room.access === 'invited' && <span className={buttons.tag}>{t('access.invited')}</span>}
                  {room.waiting > 0 && <span className={styles.waiting}>{t('lobby.count', { count: room.waiting })}</span>}
                </td>
                <td>{t(`frame:kind.${room.kind}`)}</td>
                <td>{room.orgName}</td>
                <td>{room.createdByName}</td>
                <td className={styles.number}>{room.participants}</td>
                <td className={styles.number}>{shortMomentText(room.createdAt, now)}</td>
                <td className={styles.action}>
                  <button type="button" className={buttons.button} data-testid="room-join" onClick={() => enter(room)}>
                    {t(room.id === currentRoomId ? 'list.return' : 'join')}
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {loaded && rooms.length === 0 && <p className={styles.empty}>{t(kinds.length > 0 ? 'list.emptyCreate' : 'list.empty')}</p>}
        {creating && (
          <RoomCreateForm
            kinds={kinds}
            onCreated={(room) => {
              setCreating(false);
              enter(room);
            }}
            onCancel={() => setCreating(false)}
          />
        )}
      </div>
    </div>
  );
}
